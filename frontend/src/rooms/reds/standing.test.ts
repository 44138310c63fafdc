/** Whose turn it is, what each side may do, and where a form stands in the list. */
import { expect, it } from 'vitest'
import { form } from './fakes'
import { actsOf, groupOf, partyOf, secondsLeft, together, type Act } from './standing'
import type { RedForm, RedState } from './types'

const issued = { red_id: 'r1', red_number: '26132070000000000002' }
const by = (filed_for: RedForm['filed_for'], state: RedState, more: Partial<RedForm> = {}) =>
  form({ filed_for, state, ...more })

it.each<[RedForm, readonly Act[], readonly Act[]]>([
  [by('seller', '02'), ['withdraw'], ['confirm', 'deny']],
  [by('buyer', '03'), ['confirm', 'deny'], ['withdraw']],
  [by('seller', '01'), ['issue', 'withdraw'], []],
  [by('seller', '04'), ['issue', 'withdraw'], []],
  [by('buyer', '04'), ['issue'], ['withdraw']],
  [by('seller', '04', issued), [], []],
  ...(['05', '06', '07', '08', '09', '10', '11', '12', '13'] as const).map(
    (state): [RedForm, [], []] => [by('seller', state), [], []],
  ),
])('what may be done with %o', (one, seller, buyer) => {
  expect(actsOf(one, 'S')).toEqual(seller)
  expect(actsOf(one, 'B')).toEqual(buyer)
})

it('stands under its heading on either side', () => {
  const seen = (one: RedForm) => [groupOf(one, 'S'), groupOf(one, 'B')]
  expect(seen(by('seller', '02'))).toEqual(['open', 'answer'])
  expect(seen(by('buyer', '03'))).toEqual(['answer', 'open'])
  expect(seen(by('seller', '04'))).toEqual(['open', 'open'])
  expect(seen(by('seller', '04', issued))).toEqual(['closed', 'closed'])
  expect(seen(by('seller', '07'))).toEqual(['closed', 'closed'])
})

it('who sold to itself stands on the side that filed', () => {
  const own = form({ buyer_id: 'S', filed_for: 'buyer' })
  expect(partyOf(own, 'S')).toBe('buyer')
})

it('both lists are one, newest first, each form once', () => {
  const one = form({ id: '01' })
  const two = form({ id: '02' })
  expect(together([one], [two, one]).map((each) => each.id)).toEqual(['02', '01'])
})

it('the clock runs for who is waited for, and never below nothing', () => {
  const until = Date.parse('2026-11-26T08:00:00Z')
  expect(secondsLeft(form(), until - 72 * 3600_000)).toBe(72 * 3600)
  expect(secondsLeft(form(), until - 1)).toBe(1)
  expect(secondsLeft(form(), until + 5000)).toBe(0)
  expect(secondsLeft(form({ state: '04' }), until)).toBeNull()
})
