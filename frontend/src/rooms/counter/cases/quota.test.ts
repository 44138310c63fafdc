/** What a clerk reads of an application for another quota. */
import { expect, it } from 'vitest'
import { t } from '@/text'
import type { Adjustment } from '../api'
import { adjustmentFacts } from './quota'

const ASKED: Adjustment = {
  id: 'a1',
  company_id: '91130502MA07X1A18W',
  wanted_fen: 250_000_000,
  lasting: 'month',
  reason: '新签大额合同（模拟）',
  evidence: ['合同 模拟-01', '流水 模拟-02'],
  month: '2026-11',
  state: 'applied',
  checks: [],
  quota_before_fen: 100_000_000,
  applied_at: '2026-11-23T02:00:00.000Z',
  promised_at: '2026-11-25T15:59:59.999Z',
  decided_at: null,
  decision_reason: null,
  version: 1,
}

it('says how much, for how long, why, and by when', () => {
  const facts = Object.fromEntries(adjustmentFacts(ASKED).map((one) => [one.name, one.value]))
  expect(facts[t('quota.wanted')]).toContain('2,500,000')
  expect(facts[t('quota.now')]).toContain('1,000,000')
  expect(facts[t('quota.lasting')]).toBe(t('quota.lasting.month', { month: '2026-11' }))
  expect(facts[t('quota.evidence')]).toBe('合同 模拟-01；流水 模拟-02')
})

it('tells what is asked for good from what is asked for a month', () => {
  const lasting = adjustmentFacts({ ...ASKED, lasting: 'for-good' })[2]?.value
  expect(lasting).toBe(t('quota.lasting.for-good'))
})
