/** What a company asks for when it wants another quota, as a clerk reads it. */
import { t, tOr } from '@/text'
import { dateTime, money } from '@/text/format'
import type { Adjustment, Quota } from '../api'
import { paramsOf } from './words'

export function adjustmentFacts(asked: Adjustment): { name: string; value: string }[] {
  return [
    { name: t('quota.wanted'), value: money(asked.wanted_fen) },
    { name: t('quota.now'), value: money(asked.quota_before_fen) },
    {
      name: t('quota.lasting'),
      value: t(`quota.lasting.${asked.lasting}`, { month: asked.month }),
    },
    { name: t('quota.reason'), value: asked.reason },
    { name: t('quota.evidence'), value: asked.evidence.join('；') },
    { name: t('quota.promised'), value: dateTime(asked.promised_at) },
  ]
}

/** The quota as it is now, beside what was asked for: it may have moved since. */
export function quotaFacts(quota: Quota): { name: string; value: string }[] {
  const filed = t(quota.filed ? 'counter.yes' : 'counter.no')
  return [
    { name: t('quota.month'), value: quota.month },
    { name: t('quota.now'), value: money(quota.quota_fen) },
    { name: t('quota.used'), value: money(quota.used_fen) },
    { name: t('quota.available'), value: money(quota.available_fen) },
    { name: t('quota.before'), value: money(quota.before_filing_fen) },
    { name: t('quota.after'), value: money(quota.after_filing_fen) },
    { name: t('quota.filed', { due: quota.due ?? '—' }), value: quota.due === null ? '—' : filed },
    { name: t('quota.expected'), value: expected(quota) },
  ]
}

function expected({ forecast }: Quota): string {
  if (!forecast) return '—'
  const params = { expected: money(forecast.month_end_fen), short: money(forecast.short_fen) }
  return t(forecast.short_fen > 0 ? 'quota.expected.short' : 'quota.expected.lasts', params)
}

export interface CheckRow {
  readonly code: string
  readonly title: string
  /** What was looked at, with its numbers. */
  readonly said: string
  readonly passed: boolean
  /** What a clerk should look at, where it did not pass. */
  readonly reason: string
  readonly rule: string
}

/** What the system looked at; none of it decides by itself. */
export function checkRows(checks: Adjustment['checks']): readonly CheckRow[] {
  return checks.map(({ code, inputs, passed, reason, rule }) => {
    const params = paramsOf(inputs)
    for (const name of ['risk_block', 'overdue_return']) {
      const value = inputs[name]
      if (name in inputs) params[name] = value === null ? '—' : tOr(`value.${value}`, `${value}`)
    }
    return {
      code,
      title: tOr(`quota.check.${code}`, code),
      said: tOr(`quota.check.${code}.said`, '', params),
      passed,
      reason: reason === null ? '' : tOr(`reason.${reason}`, reason, params),
      rule,
    }
  })
}
