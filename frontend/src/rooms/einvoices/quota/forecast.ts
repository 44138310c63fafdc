/** What is said of the pace of a month, and what is proposed when its quota will not do. */
import { t } from '@/text'
import { date } from '@/text/format'
import { yuanSign } from '../show'
import type { Quota } from '../types'
import { proposedFen } from './wish'

type Paced = Pick<Quota, 'forecast' | 'used_fen' | 'quota_fen' | 'after_filing_fen'>

export interface ForecastWords {
  readonly tone: 'note' | 'warn'
  readonly said: string
  readonly pace: string
  /** What an application would have to allow for, in fen beside what is used; none when it lasts. */
  readonly needed: number | null
  readonly wanted: string
}

/** Null while nothing was issued that tells a pace. */
export function forecastWords(quota: Paced): ForecastWords | null {
  const found = quota.forecast
  if (!found) return null
  const pace = t('equota.forecast.pace', { month: found.pace_month })
  const lasting = { tone: 'note', pace, needed: null, wanted: '' } as const
  if (found.runs_out_on === null) {
    const expected = yuanSign(found.month_end_fen)
    return { ...lasting, said: t('equota.forecast.lasts', { expected }) }
  }
  const day = date(found.runs_out_on)
  if (found.short_fen === 0) {
    return { ...lasting, tone: 'warn', said: t('equota.forecast.filing', { day }) }
  }
  const needed = quota.after_filing_fen + found.short_fen
  const short = yuanSign(found.short_fen)
  return {
    ...{ tone: 'warn', pace, needed, said: t('equota.forecast.short', { day, short }) },
    wanted: yuanSign(proposedFen(quota, needed)),
  }
}

/** The reason that an application may give, in words of its own; empty when the quota lasts. */
export function forecastReason({ forecast }: Paced): string {
  if (!forecast?.runs_out_on || forecast.short_fen === 0) return ''
  return t('equota.forecast.reason', {
    month: forecast.pace_month,
    day: date(forecast.runs_out_on),
    short: yuanSign(forecast.short_fen),
  })
}
