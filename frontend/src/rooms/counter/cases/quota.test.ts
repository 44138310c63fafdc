/** What a clerk reads of an application for another quota. */
import { beforeEach, expect, it } from 'vitest'
import { loadText, t } from '@/text'
import type { Adjustment, Quota } from '../api'
import { adjustmentFacts, checkRows, quotaFacts } from './quota'
import { whyWords } from './words'

beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))

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

const QUOTA: Quota = {
  company_id: '91130502MA07X1A18W',
  month: '2026-11',
  base_fen: 100_000_000,
  extra_fen: 0,
  quota_fen: 100_000_000,
  used_fen: 40_000_000,
  left_before_fen: 100_000_000,
  available_fen: 60_000_000,
  before_filing_fen: 60_000_000,
  after_filing_fen: 60_000_000,
  filed: false,
  due: '2026-10',
  why: [],
  forecast: null,
  version: 1,
}

it('shows the quota as it is now, and whether the return is there', () => {
  const facts = Object.fromEntries(quotaFacts(QUOTA).map((one) => [one.name, one.value]))
  expect(facts[t('quota.available')]).toContain('600,000')
  expect(facts[t('quota.filed', { due: '2026-10' })]).toBe(t('counter.no'))
  expect(quotaFacts({ ...QUOTA, due: null }).at(-2)?.value).toBe('—')
})

it('shows what the month will use at its pace', () => {
  const found = { pace_month: '2026-11', runs_out_on: null, month_end_fen: 90_000_000 }
  const said = (short_fen: number) =>
    quotaFacts({ ...QUOTA, forecast: { ...found, short_fen } }).at(-1)?.value
  expect(said(0)).toMatch(/预计用 .*900,000.*，够用/)
  expect(said(20_000_000)).toMatch(/约差 .*200,000/)
  expect(quotaFacts(QUOTA).at(-1)?.value).toBe('—')
})

it.each(['zh', 'en'] as const)(
  'says in %s what was looked at, with its numbers',
  async (language) => {
    await loadText(language, ['kit', 'places', 'taxpayer', 'counter'])
    const made = (
      code: string,
      inputs: Adjustment['checks'][number]['inputs'],
      reason?: string,
    ) => ({
      ...{ number: 1, code, inputs, rule: '规则' },
      ...{ passed: reason === undefined, reason: reason ?? null },
    })
    const wish = { wanted_fen: 400_000_000, quota_fen: 100_000_000 }
    const rows = checkRows([
      made('wish', wish, 'adjustment-over-threefold'),
      made('used', { used_fen: 40_000_000, available_fen: 60_000_000 }),
      made('grade', { credit_grade: 'D' }, 'adjustment-grade-low'),
      made('risk', { risk_block: 'none' }),
      made('overdue', { overdue_return: null }, 'adjustment-return-overdue'),
      made('evidence', { count: 2 }),
    ])
    const said = rows.map((row) => `${row.title} ${row.said} ${row.reason}`).join()
    expect(said).not.toMatch(/[{}]|quota\.|adjustment-/)
    expect(rows[0]?.said).toContain('4,000,000')
    expect(rows.map((row) => row.passed)).toEqual([false, true, false, true, false, true])
  },
)

it('says in the inbox how much in money, not in fen', () => {
  const inputs = { month: '2026-11', quota_fen: 100_000_000, wanted_fen: 250_000_000 }
  expect(whyWords({ code: 'quota-asked', inputs })).toContain('2,500,000.00')
})
