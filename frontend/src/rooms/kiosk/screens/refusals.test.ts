/** Every refusal, in the documented order: what is read, what is heard, what can be pressed. */
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadText, t } from '@/text'
import { refused } from '../voice/moments'
import { addressOf } from '../voice/spoken'
import Refused from './Refused.vue'
import { isRecalling, REFUSALS, refusalWords } from './refusals'

const params = {
  site_name: '甲厅',
  kiosk_id: 'B001-K2',
  tries_left: 2,
  left: 3,
  count: 5,
}
// The order of pickup.md; what it does not name stands beside what it belongs to.
const ORDER: [string, string, string][] = [
  ['kiosk-out-of-service', 'leave', ''],
  ['code-malformed', 'again', ''],
  ['code-key-unknown', 'again', ''],
  ['code-signature-wrong', 'again', ''],
  ['code-expired', 'leave', ''],
  ['kiosk-offline-not-held', 'leave', 'B001-K2'],
  ['kiosk-offline-static', 'again', ''],
  ['code-stale', 'again', ''],
  ['pickup-unknown', 'retype', ''],
  ['pickup-revoked', 'again', ''],
  ['pickup-dispensed', 'leave', ''],
  ['pickup-open', 'leave', ''],
  ['pickup-elsewhere', 'leave', '甲厅'],
  ['pickup-held', 'again', 'B001-K2'],
  ['collector-check-needed', 'again', ''],
  ['collector-wrong', 'again', '2'],
  ['collector-locked', 'leave', ''],
  ['kiosk-busy', 'again', ''],
  ['kiosk-stock-short', 'leave', '3'],
  ['reservation-over', 'again', ''],
]
const languages = ['zh', 'en'] as const
const speak = (language: 'zh' | 'en') => loadText(language, ['kit', 'kiosk', 'serving'])

beforeEach(() => speak('zh'))
afterEach(() => (document.body.innerHTML = ''))

it('are all of the table, in its order', () => {
  expect(Object.keys(REFUSALS)).toEqual(ORDER.map(([code]) => code))
})

describe.each(ORDER)('%s', (code, act, detail) => {
  it.each(languages)('says in %s what happened, what to do now, and is heard', async (language) => {
    await speak(language)
    const words = refusalWords({ code, params })
    expect(words.known).toBe(true)
    for (const text of [words.cause, words.what, words.next]) {
      expect(text.length).toBeGreaterThan(5)
      expect(text).not.toMatch(/\{\w+\}|kiosk\./)
    }
    expect(words.detail).toContain(detail)
    expect(refused({ code, params: {} })).toEqual([`refused.${code}`])
    expect(addressOf(`refused.${code}`, language)).not.toBeNull()
  })

  it('has one main button, and is whole without anything known of the case', () => {
    const page = mount(Refused, { props: { refusal: { code, params: {} } } })
    const main = page.findAll('button.first')
    expect(main.map((one) => one.text())).toEqual([t(`kiosk.refused.${act}` as 'kiosk.home')])
    expect(page.text()).not.toMatch(/\{\w+\}|undefined/)
    void main[0]?.trigger('click')
    expect(Object.keys(page.emitted())).toContain(act === 'leave' ? 'home' : act)
    page.unmount()
  })
})

it.each(languages)('no two of them read alike in %s', async (language) => {
  await speak(language)
  const all = ORDER.map(([code]) => refusalWords({ code, params }))
  const distinct = (part: 'cause' | 'what') => new Set(all.map((words) => words[part])).size
  expect([distinct('cause'), distinct('what')]).toEqual([ORDER.length, ORDER.length])
  expect(new Set(ORDER.map(([code]) => addressOf(`refused.${code}`, language))).size).toBe(
    ORDER.length,
  )
})

it('a code of tomorrow is told in the words of the server, and there is always a next step', () => {
  const told = { title: '明天的事', next: '明天再来' }
  expect(refusalWords({ code: 'new-one', params: told })).toEqual({
    cause: '明天的事',
    what: '',
    next: '明天再来',
    detail: '',
    act: 'again',
    known: false,
  })
  expect(refusalWords({ code: 'new-one', params: {} }).next).toBe(t('kiosk.refused.other.next'))
  expect(refused({ code: 'new-one', params: {} })).toEqual(['refused.other'])
  expect(refused({ code: 'other', params: {} })).toEqual(['refused.other'])
})

it('a pickup on its way from another kiosk is no plain refusal', () => {
  const recalled = { code: 'pickup-held', params: { recalling: true } }
  expect([isRecalling(recalled), refused(recalled)]).toEqual([true, ['recall.begin']])
  expect(isRecalling({ code: 'pickup-held', params: {} })).toBe(false)
  expect(isRecalling({ code: 'pickup-open', params: { recalling: true } })).toBe(false)
})
