/** Dates, spans, distances and money as people read them, always on the city's clock. */
import { locale, t } from '.'

const zone = 'Asia/Shanghai'

/** 11月23日 15:18 · 23 Nov, 15:18 */
export function dateTime(instant: string): string {
  return new Intl.DateTimeFormat(locale(), {
    timeZone: zone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant))
}

/** 2026年11月23日 · 23 November 2026 */
export function date(instant: string): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, dateStyle: 'long' }).format(
    new Date(instant),
  )
}

/** 15:18:13, for histories where order matters to the second. */
export function clockTime(instant: string): string {
  return new Intl.DateTimeFormat(locale(), {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant))
}

/** 1,234 */
export function count(value: number): string {
  return new Intl.NumberFormat(locale()).format(value)
}

/** Takes fen; gives ¥1,234.50 without passing through a float sum. */
export function money(fen: number): string {
  return new Intl.NumberFormat(locale(), {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
  }).format(fen / 100)
}

/** 350 米 · 1.2 公里 */
export function distance(metres: number): string {
  if (metres < 1000) return t('span.metres', { count: Math.max(10, Math.round(metres / 10) * 10) })
  return t('span.kilometres', { length: (metres / 1000).toFixed(metres < 10_000 ? 1 : 0) })
}

/** What is left of a time: the two largest units, never "0 minutes". */
export function span(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds))
  const days = Math.floor(left / 86_400)
  const hours = Math.floor((left % 86_400) / 3600)
  const minutes = Math.floor((left % 3600) / 60)
  if (days > 0)
    return join(t('span.days', { count: days }), hours > 0 ? t('span.hours', { count: hours }) : '')
  if (hours > 0)
    return join(
      t('span.hours', { count: hours }),
      minutes > 0 ? t('span.minutes', { count: minutes }) : '',
    )
  if (minutes > 0) return t('span.minutes', { count: minutes })
  return t('span.seconds', { count: left })
}

function join(first: string, second: string): string {
  return second ? `${first} ${second}` : first
}

/** Serial numbers are eight digits on paper, so also on the screen. */
export function serial(number: number): string {
  return String(number).padStart(8, '0')
}
