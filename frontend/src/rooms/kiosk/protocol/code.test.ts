import { describe, expect, it } from 'vitest'
import { bareCode, foldCode, foldKey, grouped } from './code'

const BODY = 'A2B7'.repeat(35) + 'C'

describe('typed codes', () => {
  it.each([
    ['abcdefghjk2m', 'ABCDEFGHJK2M'],
    ['ａｂｃｄ ＥＦＧＨ－ｊｋ２ｍ', 'ABCDEFGHJK2M'],
    [' ABCD-EFGH　JK2M\n', 'ABCDEFGHJK2M'],
    ['0bcd1fgh8k2m', 'OBCDIFGHBK2M'],
    ['０１８０ １８０１ ８０１８', 'OIBOIBOIBOIB'],
  ])('%s is %s', (typed, folded) => {
    expect(foldCode(typed)).toBe(folded)
    expect(bareCode(typed)).toBe(folded)
  })

  it('keeps the digit of the prefix and folds only behind it', () => {
    expect(bareCode(`tp1.${BODY.toLowerCase()}`)).toBe(`TP1.${BODY}`)
    expect(bareCode(`ＴＰ１。${BODY}`)).toBe(`TP1.${BODY}`)
    expect(bareCode(`TP1.0${BODY.slice(1)}`)).toBe(`TP1.O${BODY.slice(1)}`)
  })

  it.each([
    '',
    'ABCDEFGHJK2',
    'ABCDEFGHJK2MN',
    'ABCDEFGHJK29',
    'https://example.cn/p/1',
    `TP2.${BODY}`,
    `TP1.${BODY}AB`,
  ])('refuses %s', (text) => expect(bareCode(text)).toBeNull())

  it('takes single keys the same way', () => {
    expect(['a', '０', '8', '1', '9', '-', 'é', 'Shift'].map(foldKey)).toEqual([
      'A',
      'O',
      'B',
      'I',
      '',
      '',
      '',
      '',
    ])
  })

  it('groups by four', () => {
    expect(grouped('ABCDEFGHJK2M')).toBe('ABCD EFGH JK2M')
    expect(grouped('ABCDE')).toBe('ABCD E')
    expect(grouped('')).toBe('')
  })
})
