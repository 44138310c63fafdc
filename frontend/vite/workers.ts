/** Builds a door's service worker after its pages, with the list of files it must hold. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build, type Plugin } from 'vite'

export interface Held {
  url: string
  /** Null where the name itself changes with the content. */
  revision: string | null
}
export interface Chunk {
  isEntry: boolean
  name: string
  imports: string[]
  dynamicImports: string[]
  moduleIds: string[]
  css: string[]
  assets: string[]
}
interface Door {
  entry: string
  index: string
  out: string
  /** Paths of the door's own public files; everything below them is held. */
  files: string[]
  foreignWords: RegExp
}

const doors: readonly Door[] = [
  {
    entry: 'taxpayer',
    index: '/index.html',
    out: 'sw.js',
    files: ['look.js', 'manifest.webmanifest', 'icons'],
    foreignWords: /\/text\/(kiosk|serving|aftercare|visit|counter)\//,
  },
  {
    entry: 'kiosk',
    index: '/kiosk/index.html',
    out: 'kiosk/sw.js',
    files: ['look.js', 'boot.js', 'icons/icon.svg'],
    foreignWords: /\/text\/(pending|counter|identity|welcome|places|visiting)\//,
  },
]

/** Everything a door's entry can come to ask for, without the words of other doors. */
export function reachable(
  chunks: ReadonlyMap<string, Chunk>,
  entry: string,
  foreignWords: RegExp,
): string[] {
  const found = new Set<string>()
  const waiting = [...chunks]
    .filter(([, chunk]) => chunk.isEntry && chunk.name === entry)
    .map(([file]) => file)
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const chunk = chunks.get(file)
    if (!chunk || found.has(file) || chunk.moduleIds.some((id) => foreignWords.test(id))) continue
    found.add(file)
    for (const each of [...chunk.css, ...chunk.assets]) found.add(each)
    waiting.push(...chunk.imports, ...chunk.dynamicImports)
  }
  return [...found].sort()
}

/** With what a held script that is built apart, a worker, names by its file: the reader's wasm. */
export function withNamed(
  files: readonly string[],
  apart: ReadonlyMap<string, string | Uint8Array>,
): string[] {
  const scripts = files.map((file) => apart.get(file)).filter((one) => typeof one === 'string')
  const baseOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1)
  const named = [...apart.keys()].filter(
    (file) => !files.includes(file) && scripts.some((script) => script.includes(baseOf(file))),
  )
  return [...files, ...named].sort()
}

/** The Vite plugin: takes the project's folder and the oldest browsers to build for. */
export function workers(root: string, target: string[]): Plugin {
  let outDir = join(root, 'dist')
  return {
    name: 'workers',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir)
    },
    async writeBundle(_, bundle) {
      const chunks = new Map<string, Chunk>()
      const apart = new Map<string, string | Uint8Array>()
      for (const [file, output] of Object.entries(bundle)) {
        if (output.type !== 'chunk') {
          apart.set(file, output.source)
          continue
        }
        const { isEntry, name, imports, dynamicImports, moduleIds, viteMetadata } = output
        const css = [...(viteMetadata?.importedCss ?? [])]
        const assets = [...(viteMetadata?.importedAssets ?? [])]
        chunks.set(file, { isEntry, name, imports, dynamicImports, moduleIds, css, assets })
      }
      for (const door of doors) {
        const files = reachable(chunks, door.entry, door.foreignWords)
        const built = withNamed(files, apart).map((file) => ({ url: `/${file}`, revision: null }))
        const plain = [door.index.slice(1), ...door.files.flatMap((path) => below(outDir, path))]
        const held: Held[] = [
          ...built,
          ...plain.map((path) => ({ url: `/${path}`, revision: digest(join(outDir, path)) })),
        ]
        await buildWorker({ root, outDir, target, door, held })
      }
    },
  }
}

async function buildWorker({
  root,
  outDir,
  target,
  door,
  held,
}: {
  root: string
  outDir: string
  target: string[]
  door: Door
  held: Held[]
}): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    define: {
      __HELD__: JSON.stringify(held),
      __INDEX__: JSON.stringify(door.index),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir,
      target,
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: join(root, 'src/worker/worker.ts'),
        output: { format: 'iife', entryFileNames: door.out },
      },
    },
  })
}

function below(outDir: string, path: string): string[] {
  const whole = join(outDir, path)
  if (!statSync(whole).isDirectory()) return [path]
  return readdirSync(whole).flatMap((name) => below(outDir, relative(outDir, join(whole, name))))
}

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16)
}
