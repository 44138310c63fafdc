/** The words: both languages hold the same keys, the same holes, and nothing empty. */
import { describe, expect, it } from 'vitest'
import { hasText, loadText, t, tOr, type TextKey } from '.'

const files = import.meta.glob<Record<string, string>>('./*/*.json', {
  eager: true,
  import: 'default',
})
const parts = [...new Set(Object.keys(files).map((path) => path.split('/')[1] ?? ''))]
const holes = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe.each(parts)('the words of %s', (part) => {
  const zh = files[`./${part}/zh.json`] ?? {}
  const en = files[`./${part}/en.json`] ?? {}

  it('have the same keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  })
  it('have the same holes to fill', () => {
    // "1 sheet|{count} sheets" may leave the number out of its first half.
    const differing = Object.keys(zh).filter(
      (key) => holes(zh[key] ?? '').join() !== holes(en[key] ?? '').join(),
    )
    expect(differing).toEqual([])
  })
  it('are never empty and never hold a line break', () => {
    const odd = [...Object.entries(zh), ...Object.entries(en)].filter(
      ([, text]) => text.trim() === '' || text.includes('\n'),
    )
    expect(odd).toEqual([])
  })
})

it('keys stand in one part only', () => {
  const seen = parts.flatMap((part) => Object.keys(files[`./${part}/zh.json`] ?? {}))
  expect(seen.filter((key, at) => seen.indexOf(key) !== at)).toEqual([])
})

describe('t', () => {
  it('fills holes and chooses by count', async () => {
    expect(t('sheets', { count: 3 })).toBe('3 份')
    await loadText('en')
    expect([t('sheets', { count: 1 }), t('sheets', { count: 3 })]).toEqual(['1 sheet', '3 sheets'])
  })
  it('falls back for keys made at run time', () => {
    expect(tOr('reason.of-tomorrow', '不符合要求')).toBe('不符合要求')
    expect(hasText('reason.agent-not-authorised')).toBe(true)
  })
  it('shows a key rather than nothing', () => {
    expect(t('no.such.key' as TextKey)).toBe('no.such.key')
  })
})
