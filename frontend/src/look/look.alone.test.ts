/** The first language is the browser's, until somebody chooses one; a kiosk has its city's. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const kept = (): Record<string, unknown> => JSON.parse(localStorage.getItem('look') ?? '{}')
/** A page opened anew in a browser of this language. */
async function opened(browser: string) {
  vi.resetModules()
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(browser)
  return import('./look')
}

beforeEach(() => localStorage.clear())
afterEach(() => vi.restoreAllMocks())

it.each([
  ['zh-CN', 'zh', 'zh-CN'],
  ['zh', 'zh', 'zh-CN'],
  ['zh-Hant-TW', 'zh', 'zh-CN'],
  ['en-US', 'en', 'en'],
  ['fr', 'en', 'en'],
  ['', 'zh', 'zh-CN'],
])('begins in a browser set to %o with %s', async (browser, language, lang) => {
  const { look, startLook } = await opened(browser)
  await startLook(['kit'])
  expect([look.language, document.documentElement.lang]).toEqual([language, lang])
})

it('follows the browser until somebody chooses, and the choice from then on', async () => {
  const first = await opened('en-US')
  await first.startLook(['kit'])
  expect(kept()['language']).toBeUndefined()
  const second = await opened('zh-CN')
  await second.startLook(['kit'])
  expect(second.look.language).toBe('zh')
  await second.chooseLanguage('en')
  expect(kept()['language']).toBe('en')
  expect((await opened('zh-CN')).look.language).toBe('en')
})

it('begins at a machine in the language of its city', async () => {
  const { look, startLook } = await opened('en-US')
  await startLook(['kit'], 'zh')
  expect(look.language).toBe('zh')
})
