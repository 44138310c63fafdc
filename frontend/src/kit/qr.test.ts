/** Another reader reads what we draw: zbar, on pixels painted from the card's own path. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import QrCard from './QrCard.vue'
import { drawing } from './qr'

// The pinned codes of tests/pickup/test_token.py.
const rolling =
  'TP1.AEBACAIBENCWPCNLZXXWWDGYUDYNOZ7JZW5YIWUJGHLNKORTPYIZZVCVL3TQKPR46XLEU' +
  'GAL676JLGPVDFL7VMHNSUHNBQUWVPP3FQKDWELV7THA4IFBTTKE4UHRYKJKVC2RCAG4CVOOE'
const paper =
  'TP1.AEBAEAIBENCWPCNLZXXWWDGYUDYNOZ7JFRULYOFVKX3YXVN56Z3NEK4QYWP522OY4JDZG' +
  'J4LUJ25Z5VUTBFGZ4MZMO5CRTSBEKXZAOE7L77EO5ZI2UKE3SJHN34327ZSUDMEAAQ'

function byZbar(path: string, side: number, pixels: number): string {
  const width = side * pixels
  const grey = Buffer.alloc(width * width, 255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = 0; row < pixels; row += 1) {
      const from = (Number(y) * pixels + row) * width + Number(x) * pixels
      grey.fill(0, from, from + pixels)
    }
  const file = join(mkdtempSync(join(tmpdir(), 'qr-')), 'code.pgm')
  writeFileSync(file, Buffer.concat([Buffer.from(`P5 ${width} ${width} 255\n`), grey]))
  return execFileSync('zbarimg', ['--quiet', '--raw', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}

describe.each([
  ['rolling', rolling],
  ['paper', paper],
])('the %s code', (_, text) => {
  it.each([2, 4, 7])('is read by zbar at %i pixels a module', (pixels) => {
    const { path, side } = drawing(text)
    expect(byZbar(path, side, pixels)).toBe(text)
  })
  it('is version 6 with four quiet modules on each side', () => {
    const { path, side } = drawing(text)
    expect(side).toBe(41 + 2 * 4)
    const xs = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([4, 44])
  })
  it('is what the card shows', () => {
    const card = mount(QrCard, { props: { text, label: 'code' } })
    const path = card.get('path').attributes('d') ?? ''
    expect(byZbar(path, 49, 4)).toBe(text)
    expect(card.get('svg').attributes('viewBox')).toBe('0 0 49 49')
  })
})
