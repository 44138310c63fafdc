/** From what is typed to what is asked and back, and where on the form a refusal belongs. */
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeNet, ITEM } from '../fakes'
import { bodyOf, draftOf, isBegun, newDraft, newLine, rowsOf, type Draft } from './draft'
import { found } from './items'
import { gapsOf, lineOfPlace, placeOf, stepOfPlace } from './places'

beforeEach(() => fakeNet(() => ({})))

function filled(change: Partial<Draft> = {}): Draft {
  const line = {
    ...newLine(),
    code: ITEM.code,
    name: ' 更换刹车片 ',
    rate: '0.13 taxed',
    quantity: '１,000',
    price: '1.5',
    discount: '40',
  }
  const other = { ...newLine(), code: ITEM.code, name: '工时', rate: '0 exempt', amount: '480' }
  const buyer = { ...newDraft().buyer, name: ' 模拟·买方 ', tax_id: ' 91130502ma07x1a18w ' }
  return { ...newDraft(), buyer, lines: [line, other], ...change }
}

it('a discount becomes a negative line after its own, with the same code and rate', () => {
  const body = bodyOf(filled())
  expect(body.lines).toMatchObject([
    { name: '更换刹车片', quantity: '1000', unit_price: '1.5', amount_fen: null, discount: false },
    { name: '更换刹车片', rate: '0.13', amount_fen: -4_000, quantity: null, discount: true },
    { name: '工时', rate: '0', treatment: 'exempt', amount_fen: 48_000 },
  ])
  expect(body.buyer).toMatchObject({ name: '模拟·买方', tax_id: '91130502MA07X1A18W' })
})

it('what was sent is taken up again as it was typed, under an id of its own', () => {
  const first = filled({ kind: 'D_SPECIAL', prices: 'exclusive', remark: '备注', natural: true })
  const again = draftOf(bodyOf(first))
  expect(again.id).not.toBe(first.id)
  expect(bodyOf(again)).toEqual(bodyOf(first))
  expect(again.lines.map((line) => line.discount)).toEqual(['40.00', ''])
})

it('a draft nobody wrote in is none', () => {
  expect([isBegun(newDraft()), isBegun(filled())]).toEqual([false, true])
})

describe('a refusal', () => {
  const { lines } = filled()
  it.each([
    ['/buyer/tax_id', 'buyer.tax_id', 0],
    ['/buyer/natural_person', 'natural', 0],
    ['/kind', 'kind', 0],
    ['/seller/bank', 'seller.bank', 1],
    ['/lines/0/unit_price', 'line.0.price', 1],
    ['/lines/1/amount_fen', 'line.0.discount', 1],
    ['/lines/2/rate', 'line.1.rate', 1],
    ['/lines/2/treatment', 'line.1.rate', 1],
    ['/lines', 'lines', 1],
    ['/lines/9/rate', 'lines', 1],
    ['/remark', 'remark', 1],
  ])('about %s stands at %s', (pointer, place, step) => {
    expect(placeOf(pointer, lines)).toBe(place)
    expect(stepOfPlace(place)).toBe(step)
  })
  it('about nothing on the form stands at no field', () => {
    expect([placeOf('/more', lines), stepOfPlace(null), lineOfPlace(null)]).toEqual([null, 1, null])
    expect(lineOfPlace('line.12.rate')).toBe(12)
  })
})

it('lines are numbered as the face numbers them', () => {
  expect(rowsOf(filled().lines)).toEqual([
    { line: 0, discount: false },
    { line: 0, discount: true },
    { line: 1, discount: false },
  ])
})

it('the form itself says what is missing or no number', () => {
  const odd = { quantity: 'x', price: '1e3', amount: '1.234', discount: '0' }
  const draft = filled({ lines: [newLine(), { ...newLine(), code: ITEM.code, ...odd }] })
  expect(gapsOf(draft).map((gap) => gap.place)).toEqual([
    'line.0.code',
    'line.1.rate',
    'line.1.quantity',
    'line.1.price',
    'line.1.amount',
    'line.1.discount',
  ])
  expect(gapsOf(filled())).toEqual([])
})

describe('the search of the classification', () => {
  const other = {
    ...ITEM,
    code: '3070401000000000000',
    short_name: '餐饮服务',
    name_zh: '餐饮、修理师傅的饭',
    name_en: 'Meals',
  }
  it.each([
    ['', [ITEM, other]],
    ['修理', [ITEM, other]],
    ['*修理修配劳务*', [ITEM]],
    ['meal', [other]],
    ['3070', [other]],
    ['0401', []],
    ['酒', []],
  ])('%j', (words, items) => {
    expect(found([ITEM, other], words)).toEqual(items)
  })
  it('names that begin with the words go first', () => {
    expect(found([other, ITEM], '修理')).toEqual([ITEM, other])
  })
})
