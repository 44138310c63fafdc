/** What a company asks for when it wants another quota, as a clerk reads it. */
import { t } from '@/text'
import { dateTime, money } from '@/text/format'
import type { Adjustment } from '../api'

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
