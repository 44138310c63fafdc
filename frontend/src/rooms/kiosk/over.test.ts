/** What becomes of a code that is read while the last person's screen stands there. */
import { describe, expect, it } from 'vitest'
import { isOver, taken, type Standing } from './over'
import { ONLINE } from './machine/line'
import type { View } from './protocol/views'

const well: Standing = { found: null, applying: false, line: ONLINE, tray: 'clear' }
const silent: Standing = {
  ...well,
  found: 'server',
  line: { ...ONLINE, away: true, judges: true },
}
const idle: View = { at: 'idle' }
const done: View = { at: 'done', kind: 'P_ORD', serials: [] }
const refused: View = { at: 'refused', refusal: { code: 'code-stale', params: {} } }

describe('a code that is read now', () => {
  it.each<[string, View, Standing, ReturnType<typeof taken>]>([
    ['on a machine that is well', idle, well, 'serve'],
    ['after a goodbye', done, well, 'serve'],
    ['without a line and a lease, after a goodbye', done, silent, 'serve'],
    ['without a line and a lease, on the first screen', idle, silent, 'serve'],
    ['while sheets lie there, without a line', done, { ...silent, tray: 'waiting' }, 'nothing'],
    ['while sheets lie there', done, { ...well, found: 'tray', tray: 'waiting' }, 'nothing'],
    ['by a machine that knows no keys', done, { ...silent, line: ONLINE }, 'nothing'],
    ['when the paper is out, after a goodbye', done, { ...well, found: 'paper' }, 'nothing'],
    ['out of service', idle, { ...well, found: 'staff' }, 'nothing'],
    ['out of service, after a refusal', refused, { ...well, found: 'staff' }, 'clear'],
    ['while somebody applies', idle, { ...silent, line: ONLINE, applying: true }, 'serve'],
  ])('%s', (_, at, standing, what) => {
    expect(taken(at, standing)).toBe(what)
  })

  it('takes the place of whoever is done with, and of nobody else', () => {
    expect([idle, done, refused, { at: 'reading' } as const].map(isOver)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})
