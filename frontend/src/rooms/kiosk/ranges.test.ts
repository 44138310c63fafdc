import { expect, it } from 'vitest'
import { ranges } from './ranges'

it('joins neighbours of one code and nothing else', () => {
  const one = (code: string, number: number) => ({ code, number })
  expect(ranges([])).toEqual([])
  expect(ranges([one('a', 1), one('a', 2), one('a', 4), one('b', 5), one('b', 6)])).toEqual([
    { code: 'a', first: 1, last: 2 },
    { code: 'a', first: 4, last: 4 },
    { code: 'b', first: 5, last: 6 },
  ])
})
