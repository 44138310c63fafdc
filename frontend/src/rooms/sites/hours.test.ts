/** Opening hours in both languages: the words on the door, or what was read from them. */
import { expect, it } from 'vitest'
import type { Site } from '@/net/api-types'
import { loadText, type Language } from '@/text'
import { hoursOf } from './hours'

const spans = [
  { opens: '09:00', closes: '12:00' },
  { opens: '13:30', closes: '17:00' },
]
it.each<[Language, string, Site['opening'], string]>([
  [
    'zh',
    '周一至周五09:00-12:00,13:00-17:00',
    { follows: 'week', days: [1, 2, 3, 4, 5], spans },
    '周一至周五 09:00–12:00、13:00–17:00',
  ],
  [
    'en',
    '周一至周五',
    { follows: 'week', days: [1, 2, 3, 4, 5], spans },
    'Mon–Fri 09:00–12:00, 13:30–17:00',
  ],
  ['en', '周日', { follows: 'week', days: [7], spans: spans.slice(0, 1) }, 'Sun 09:00–12:00'],
  ['zh', '24小时', { follows: 'always', days: [], spans: [] }, '24小时'],
  ['en', '24小时', { follows: 'always', days: [], spans: [] }, '24 hours'],
  ['en', '企业办公时间', { follows: 'host', days: [], spans: [] }, 'office hours of its host'],
])('says in %s of %s', async (language, hours, opening, words) => {
  await loadText(language, ['kit', 'taxpayer'])
  expect(hoursOf({ hours, opening })).toBe(words)
})
