/** When a place is open, in the language on the screen. */
import type { Site } from '@/net/api-types'
import { language, locale, t } from '@/text'

// A Monday; days are counted from it.
const monday = Date.UTC(2024, 0, 1)
const dayMilliseconds = 24 * 3600 * 1000

/**
 * The words on the door in Chinese, set as Chinese is; in another language what the server has read
 * from them.
 */
export function hoursOf({ hours, opening }: Pick<Site, 'hours' | 'opening'>): string {
  if (language() === 'zh') return typeset(hours)
  if (opening.follows === 'always') return t('sites.hours.always')
  if (opening.follows === 'host') return t('sites.hours.host')
  const spans = opening.spans.map(({ opens, closes }) => `${opens}–${closes}`).join(', ')
  return `${daysOf(opening.days)} ${spans}`
}

/** "周一至周五 09:00–12:00、13:00–17:00" */
function typeset(hours: string): string {
  return hours
    .replace(/(\d)-(\d)/g, '$1–$2')
    .replace(/,\s*/g, '、')
    .replace(/([一-龥])(\d\d:)/g, '$1 $2')
}

/** "Mon–Fri"; the days of a week always follow one another. */
function daysOf(days: readonly number[]): string {
  const named = new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' })
  const name = (day: number | undefined): string =>
    named.format(monday + ((day ?? 1) - 1) * dayMilliseconds)
  const [first, last] = [name(days[0]), name(days[days.length - 1])]
  return first === last ? first : `${first}–${last}`
}
