/** What the law allows to be taken back, what was typed, and the request that comes of it. */
import { expect, it } from 'vitest'
import { blue } from './fakes'
import { barOf, emptyDraft, faultOf, filingOf, isNamed, wholeOnly, type Draft } from './filing'

const untouched = blue({ use: null })
const draft = (over: Partial<Draft> = {}, amounts: readonly (readonly [string, string])[] = []) => {
  const parts = emptyDraft('f1', blue()).parts.map((part, at) => {
    const [amount = '', quantity = ''] = amounts[at] ?? []
    return { ...part, amount, quantity }
  })
  return { id: 'f1', reason: '02', whole: false, parts, ...over } as Draft
}

it('says what is in the way', () => {
  expect(barOf(blue({ red_of: '1' }), 'seller')).toBe('red')
  expect(barOf(blue({ state: 'reversed' }), 'seller')).toBe('reversed')
  expect(barOf(blue({ red_form_id: 'f0' }), 'buyer')).toBe('open')
  expect(barOf(untouched, 'buyer')).toBe('seller-files')
  expect(barOf(untouched, 'seller')).toBeNull()
  expect(barOf(blue({ use: null, booked: true }), 'buyer')).toBeNull()
})

it('only all of it where the buyer did nothing, and for a mistake', () => {
  expect(wholeOnly(untouched, '02')).toBe('untouched')
  expect(wholeOnly(blue(), '01')).toBe('mistake')
  expect(wholeOnly(blue(), '02')).toBeNull()
  expect(filingOf(untouched, draft({}, [['10', '']]))?.lines).toBeNull()
  expect(filingOf(blue(), draft({ whole: true }))).toEqual({
    ...{ invoice_id: 'i1', reason: '02', lines: null },
  })
})

it('asks for nothing without a reason, or without a line', () => {
  expect(filingOf(blue(), draft({ reason: '' }, [['10', '']]))).toBeNull()
  expect(filingOf(blue(), draft())).toBeNull()
})

it('names the lines that were filled in, in fen, with their count', () => {
  const filing = filingOf(
    blue(),
    draft({}, [
      ['60', '1.2'],
      ['', ''],
      ['', ''],
      ['１２.５', ''],
    ]),
  )
  expect(filing?.lines).toEqual([
    { line: 0, amount_fen: 6_000, quantity: '1.2' },
    { line: 3, amount_fen: 1_250, quantity: null },
  ])
})

it('an allowance takes amounts alone', () => {
  const filing = filingOf(blue(), draft({ reason: '04' }, [['10', '1']]))
  expect(filing?.lines).toEqual([{ line: 0, amount_fen: 1_000, quantity: null }])
})

it('a discount, and what is gone, is named by nobody', () => {
  const gone = blue()
  gone.remaining[1] = { amount_fen: 0, tax_fen: 0, quantity: null }
  expect([0, 1, 2, 3].map((at) => isNamed(gone, at))).toEqual([true, false, false, true])
  expect(
    filingOf(
      gone,
      draft({}, [
        ['10', ''],
        ['10', ''],
        ['-1', ''],
      ]),
    )?.lines,
  ).toHaveLength(1)
})

it.each([
  ['abc', '', 'malformed'],
  ['1.234', '', 'malformed'],
  ['', '1', 'malformed'],
  ['0', '', 'nothing'],
  ['-1', '', 'nothing'],
  ['60.01', '', 'over'],
  ['60', 'x', 'quantity'],
  ['60', '0', 'quantity'],
  ['60', '1.3', 'quantity-over'],
  ['60', '1.2', null],
  ['', '', null],
])('of a line with 60.00 and 1.2 left, %s yuan and %s pieces are %s', (amount, count, fault) => {
  const typed = draft({}, [[amount, count]])
  expect(faultOf(blue(), 0, typed)).toBe(fault)
  if (fault !== null) expect(filingOf(blue(), typed)).toBeNull()
})
