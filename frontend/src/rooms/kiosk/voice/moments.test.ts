/** What is said in each moment, from sentences that exist, and none that is never said. */
import { expect, it } from 'vitest'
import type { Health, Out } from '../machine/health'
import type { Refusal, Stopped, Trouble, View } from '../protocol/views'
import { REFUSALS } from '../screens/refusals'
import { greeting, momentOf, refused } from './moments'
import { countParts, GREATEST, numberParts } from './numbers'
import en from './sentences/en.json'
import zh from './sentences/zh.json'
import { addressOf } from './spoken'

const sentences: Record<'zh' | 'en', Record<string, string>> = {
  zh: zh.sentences,
  en: en.sentences,
}
const languages = ['zh', 'en'] as const
const serial = (number: number) => ({ code: '0130', number })
const printing = (sheet: number, count: number, more = {}): View => ({
  at: 'printing',
  kind: 'P_ORD',
  count,
  sheet,
  serial: null,
  confirming: false,
  serials: [],
  trouble: null,
  ending: false,
  ...more,
})
const stopped = (reason: Stopped['reason'], count = 5, out = 3): View => ({
  at: 'stopped',
  reason,
  code: null,
  kind: 'P_ORD',
  count,
  serials: Array.from({ length: out }, (_, place) => serial(place)),
  reported: true,
  trouble: null,
})
const trouble = (who: Trouble['who'], attempts: number): Trouble => ({ who, attempts })
const wrong = (left?: number): Refusal => ({
  code: 'collector-wrong',
  params: left === undefined ? {} : { tries_left: left },
})
const health: Health = { about: null, printer: null, printerLost: false, serverLost: false }
const outs: Out[] = ['staff', 'jam', 'door', 'tray', 'paper', 'printer', 'server']
const reasons = ['jam', 'paper-out', 'cancelled', 'refused', 'in-doubt'] as const

/** The words of a phrase, as they are heard. */
function words(phrase: readonly string[], language: 'zh' | 'en'): string {
  return phrase.map((key) => sentences[language][key]).join(language === 'zh' ? '' : ' ')
}
const heard = (view: View, language: 'zh' | 'en' = 'zh'): string =>
  words(momentOf(view, language)?.phrase ?? [], language)

it('counts the sheets aloud, in both languages', () => {
  expect(heard(printing(1, 2))).toBe('核对通过，开始出票。请不要离开，也不要拉纸。第一张，共两张。')
  expect(heard(printing(2, 12))).toBe('第二张，共十二张。')
  expect(heard(printing(20, 100))).toBe('第二十张，共一百张。')
  expect(heard(printing(3, 41), 'en')).toBe('Sheet three of forty one')
  expect(heard(printing(2, 101))).toBe('正在出票，请稍候。')
})

it('says how many are left, of tries and of sheets', () => {
  expect(heard({ at: 'checking', refusal: null })).toBe('请输入领票人手机号的后六位。')
  expect(heard({ at: 'checking', refusal: wrong(2) })).toBe('后六位不对，请再核对。还可以试两次。')
  expect(heard({ at: 'checking', refusal: wrong() })).toBe('后六位不对，请再核对。')
  expect(heard({ at: 'checking', refusal: wrong(4) }, 'en')).toContain('Tries left: four')
  expect(heard(stopped('jam'))).toContain('还没领到的有两份')
  expect(heard(stopped('in-doubt'))).not.toContain('份')
})

it('is silent where nothing has changed for the person', () => {
  const quiet: View[] = [
    { at: 'waking' },
    { at: 'idle' },
    { at: 'reserving', trouble: null },
    { at: 'reserving', trouble: trouble('server', 1) },
    { at: 'starting', kind: 'P_ORD', count: 2, trouble: null },
  ]
  expect(quiet.map((view) => momentOf(view, 'zh'))).toEqual(quiet.map(() => null))
  const id = (view: View, language: 'zh' | 'en' = 'zh') => momentOf(view, language)?.id
  expect(id(printing(2, 5))).toBe(id(printing(2, 5, { confirming: true })))
  expect(id(printing(2, 5))).not.toBe(id(printing(3, 5)))
  expect(id(printing(2, 5))).not.toBe(id(printing(2, 5), 'en'))
})

it('greets with what can be done here now', () => {
  expect(greeting(health, null)).toEqual(['idle.greeting'])
  expect(greeting({ ...health, serverLost: true }, null)).toEqual(['offline.begin'])
  expect(greeting(health, 'paper')).toEqual(['out.paper'])
})

it.each(languages)('every number up to a hundred can be said in %s, and no other', (language) => {
  const all = Array.from({ length: GREATEST }, (_, place) => place + 1)
  const said = all.map((value) => words(numberParts(value, language) ?? [], language))
  expect(new Set(said).size).toBe(GREATEST)
  expect(said.join()).not.toContain('undefined')
  for (const value of [0, 101, 1.5, -1, Number.NaN])
    expect([numberParts(value, language), countParts(value, language)]).toEqual([null, null])
})

it('numbers are put together as people say them', () => {
  const say = (value: number) => words(numberParts(value, 'zh') ?? [], 'zh')
  expect([10, 11, 20, 29, 90, 99, 100].map(say)).toEqual([
    '十',
    '十一',
    '二十',
    '二十九',
    '九十',
    '九十九',
    '一百',
  ])
})

/** Everything that can ever be asked for. */
function everything(language: 'zh' | 'en'): Set<string> {
  const views: View[] = [
    { at: 'reading' },
    { at: 'done', kind: 'P_ORD', serials: [] },
    { at: 'broken' },
    ...[undefined, 1, 2, 3].map((left): View => ({ at: 'checking', refusal: wrong(left) })),
    { at: 'checking', refusal: null },
    { at: 'reserving', trouble: trouble('server', 2) },
    { at: 'starting', kind: 'P_ORD', count: 1, trouble: trouble('printer', 2) },
    printing(1, 1),
    printing(2, 101),
    printing(2, 5, { ending: true }),
    printing(2, 5, { trouble: trouble('printer', 3) }),
    ...reasons.map((reason) => stopped(reason)),
    ...Array.from({ length: GREATEST }, (_, place) => printing(place + 1, 2)),
  ]
  const phrases = [
    ...views.map((view) => momentOf(view, language)?.phrase ?? []),
    ...[null, ...outs].map((out) => greeting(health, out)),
    greeting({ ...health, serverLost: true }, null),
    ...[...Object.keys(REFUSALS), 'other'].map((code) => refused({ code, params: {} })),
    refused({ code: 'pickup-held', params: { recalling: true } }),
    // Said by a screen itself: a warning, a goodbye, an answer to a button.
    ['tray.reminded', 'tray.urged'],
    ['warn.reset', 'done.left', 'done.bye', 'recall.over', 'sound.on', 'sound.volume'],
  ]
  return new Set(phrases.flat())
}

it.each(languages)('every sentence of %s is said somewhere, and all that is said exists', (one) => {
  expect([...everything(one)].sort()).toEqual(Object.keys(sentences[one]).sort())
  expect([...everything(one)].filter((key) => addressOf(key, one) === null)).toEqual([])
})
