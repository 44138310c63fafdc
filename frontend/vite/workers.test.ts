/** What a worker holds: all its door can ask for, nothing of another door. */
import { describe, expect, it } from 'vitest'
import { reachable, withNamed, type Chunk } from './workers'

const chunk = (change: Partial<Chunk>): Chunk => ({
  isEntry: false,
  name: '',
  imports: [],
  dynamicImports: [],
  moduleIds: [],
  css: [],
  assets: [],
  ...change,
})
const chunks = new Map<string, Chunk>([
  [
    't.js',
    chunk({
      isEntry: true,
      name: 'taxpayer',
      imports: ['shared.js'],
      dynamicImports: ['page.js', 'words-k.js'],
      css: ['t.css'],
    }),
  ],
  [
    'k.js',
    chunk({ isEntry: true, name: 'kiosk', imports: ['shared.js'], assets: ['reader.wasm'] }),
  ],
  ['shared.js', chunk({ dynamicImports: ['words-t.js'] })],
  ['page.js', chunk({ imports: ['shared.js'], css: ['page.css'], dynamicImports: ['t.js'] })],
  ['words-t.js', chunk({ moduleIds: ['/src/text/taxpayer/zh.json'] })],
  ['words-k.js', chunk({ moduleIds: ['/src/text/kiosk/zh.json'] })],
])

describe('the files of a door', () => {
  it("are its entry and all it leads to, styles too, without another door's words", () => {
    const files = reachable(chunks, 'taxpayer', /\/text\/(kiosk|counter)\//)
    expect(files).toEqual(['page.css', 'page.js', 'shared.js', 't.css', 't.js', 'words-t.js'])
  })
  it('hold what is not code, such as the reader', () => {
    expect(reachable(chunks, 'kiosk', /\/text\/taxpayer\//)).toEqual([
      'k.js',
      'reader.wasm',
      'shared.js',
    ])
  })
  it('hold what a worker names, which is built apart from the pages', () => {
    const apart = new Map<string, string | Uint8Array>([
      ['assets/worker-1.js', 'fetch("/assets/reader-2.wasm")'],
      ['assets/reader-2.wasm', new Uint8Array()],
      ['assets/other-3.js', 'fetch("/assets/other-4.wasm")'],
      ['assets/other-4.wasm', new Uint8Array()],
    ])
    expect(withNamed(['assets/worker-1.js', 'k.js'], apart)).toEqual([
      'assets/reader-2.wasm',
      'assets/worker-1.js',
      'k.js',
    ])
  })
})
