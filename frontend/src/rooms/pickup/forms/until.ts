/** The ends a loan may have: a few hours, the end of a day in the city, or the code's own end. */
import type { Option } from '@/kit/Select.vue'
import { t } from '@/text'
import { dateTime } from '@/text/format'

const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds
// China keeps one time all year.
const cityOffsetMilliseconds = 8 * hourMilliseconds

/** Takes now and the code's end, in milliseconds; gives instants to choose from, the soonest first. */
export function endsOf(now: number, expires: number): Option[] {
  const midnight =
    Math.ceil((now + cityOffsetMilliseconds) / dayMilliseconds) * dayMilliseconds -
    cityOffsetMilliseconds
  const ends: [number, string][] = [
    [now + 2 * hourMilliseconds, t('lend.until.hours', { count: 2 })],
    [midnight, t('lend.until.today')],
    [midnight + dayMilliseconds, t('lend.until.tomorrow')],
  ]
  const code = new Date(expires).toISOString()
  return [
    ...ends
      .filter(([end]) => end < expires)
      .sort(([left], [right]) => left - right)
      .map(([end, words]) => ({ value: new Date(end).toISOString(), words })),
    { value: code, words: t('lend.until.end', { until: dateTime(code) }) },
  ]
}
