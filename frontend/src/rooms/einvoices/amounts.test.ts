/** Amounts as typed: nothing is rounded, nothing passes through a float. */
import { expect, it } from 'vitest'
import { exactOf, fenOf, yuanOf } from './amounts'
import { grouped, plainMoney, yuanSign } from './show'

it.each([
  ['1130', 113_000],
  ['1,130.5', 113_050],
  ['１１３０．０５', 113_005],
  ['¥ 0.29', 29],
  ['-96', -9_600],
  ['−0.50', -50],
  ['5.', 500],
  ['', 'none'],
  ['  ', 'none'],
  ['0.295', null],
  ['1,13', null],
  ['12a', null],
  ['1e3', null],
  ['--1', null],
  ['99999999999999999', null],
])('%j is %j fen', (typed, fen) => {
  expect(fenOf(typed)).toBe(fen)
})

it.each([
  [0, '0.00'],
  [5, '0.05'],
  [-50, '-0.50'],
  [123_456_789, '1234567.89'],
])('%d fen are typed as %s', (fen, typed) => {
  expect(yuanOf(fen)).toBe(typed)
  expect(fenOf(typed)).toBe(fen)
})

it.each([
  ['2', '2'],
  ['1,000.5', '1000.5'],
  [' ２ ', '2'],
  ['0.1234567890123', '0.1234567890123'],
  ['', 'none'],
  ['-2', null],
  ['2.', null],
  ['1e2', null],
  ['二', null],
])('a quantity %j is %j', (typed, exact) => {
  expect(exactOf(typed)).toBe(exact)
})

it('prints as a face does', () => {
  expect([plainMoney(123_456_789), yuanSign(-100_000), plainMoney(99)]).toEqual([
    '1,234,567.89',
    '-¥1,000.00',
    '0.99',
  ])
  expect(grouped('26132000000012345678')).toEqual(['2613', '2000', '0000', '1234', '5678'])
})
