import { describe, expect, it } from 'vitest'
import {
  isWhole,
  MOST_PACKETS,
  NOTHING,
  scan,
  sheetOf,
  sheetsIn,
  unscan,
  type Scanned,
} from './scanning'

const CODE = '013002600104'
const at = (number: number, code = CODE): string => code + String(number).padStart(8, '0')
/** Scans one after another; what is refused ends it. */
function all(...texts: string[]): Scanned {
  return texts.reduce<Scanned>((before, text) => {
    const after = scan(before, text)
    if (typeof after === 'string') throw new Error(after)
    return after
  }, NOTHING)
}

describe('one sheet', () => {
  it.each([
    [`${CODE}12346001`, CODE, 12346001],
    [` 0130-0260 0104 12346001 `, CODE, 12346001],
    ['０１３００２６００１０４１２３４６００１', CODE, 12346001],
    ['013002600100000001', '0130026001', 1],
  ])('%j is read', (text, code, number) => expect(sheetOf(text)).toEqual({ code, number }))

  it.each(['', '12346001', '0130026001041234600', `${CODE}1234600x`])('%j is not', (text) =>
    expect(sheetOf(text)).toBeNull(),
  )
})

describe('packets', () => {
  it('are made of a first and a last sheet, and both count', () => {
    const half = all(at(1))
    expect(isWhole(half)).toBe(false)
    const whole = all(at(1), at(100), at(201), at(201))
    expect(whole.packets).toEqual([
      { code: CODE, first: 1, last: 100 },
      { code: CODE, first: 201, last: 201 },
    ])
    expect(isWhole(whole)).toBe(true)
    expect(sheetsIn(whole.packets)).toBe(101)
    expect(isWhole(NOTHING)).toBe(false)
  })

  it.each([
    ['nonsense', all(), 'unread'],
    [at(0), all(), 'unread'],
    [at(9, '130000000002'), all(at(1)), 'code'],
    [at(4), all(at(5)), 'order'],
    [at(50), all(at(1), at(100)), 'twice'],
    [at(300), all(at(201), at(250), at(101)), 'twice'],
  ] as const)('%s is refused, and nothing changes', (text, before, fault) => {
    const kept = structuredClone(before)
    expect(scan(before, text)).toBe(fault)
    expect(before).toEqual(kept)
  })

  it('may have the same numbers under another code', () => {
    expect(all(at(1), at(9), at(1, '130000000002'), at(9, '130000000002')).packets).toHaveLength(2)
  })

  it('are twenty at most', () => {
    const texts = Array.from({ length: MOST_PACKETS }, (_, place) => at(place + 1))
    const full = all(...texts.flatMap((text) => [text, text]))
    expect(full.packets).toHaveLength(MOST_PACKETS)
    expect(scan(full, at(99))).toBe('many')
  })

  it('are taken back scan by scan', () => {
    const whole = all(at(1), at(100), at(201))
    const once = unscan(whole)
    expect(once).toEqual(all(at(1), at(100)))
    expect(unscan(once)).toEqual(all(at(1)))
    expect(unscan(unscan(once))).toEqual(NOTHING)
    expect(unscan(NOTHING)).toEqual(NOTHING)
  })
})
