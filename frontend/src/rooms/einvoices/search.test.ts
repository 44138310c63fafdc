/** One search at a time, in the address and towards the API. */
import { expect, it } from 'vitest'
import { searchOf, searchQuery, searchText } from './search'

it.each([
  [{}, ''],
  [{ by: 'number', number: '2613 2000 0000 1234 5678' }, '?number=26132000000012345678'],
  [{ by: 'buyer', buyer: ' 模拟·羊 ' }, `?buyer=${encodeURIComponent('模拟·羊')}`],
  [{ by: 'days', from: '2026-11-01' }, '?from=2026-11-01'],
  [{ by: 'days', from: '2026-11-01', to: '2026-11-30' }, '?from=2026-11-01&to=2026-11-30'],
  [{ by: 'days' }, ''],
  [{ by: 'all', number: '1', buyer: 'x' }, ''],
  [{ by: 'nonsense', number: '1' }, ''],
])('%j asks %j', (query, text) => {
  expect(searchText(searchOf(query, 'issued'))).toBe(text)
})

it('what was received is not searched by its buyer', () => {
  expect(searchText(searchOf({ by: 'buyer', buyer: 'x' }, 'received'))).toBe('')
})

it('what was typed for another way is left behind', () => {
  const search = { by: 'number', number: '1', buyer: 'x', from: '2026-01-01', to: '' } as const
  expect(searchQuery(search)).toEqual({ by: 'number', number: '1' })
})
