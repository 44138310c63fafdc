/**
 * The ten checks in words: every code and reason of the rules has a finding and a next step, with
 * its numbers.
 */
import { describe, expect, it } from 'vitest'
import type { Check } from '@/net/api-types'
import { hasText, loadText, t } from '@/text'
import { inOrder, wordsOf } from './checks'

const codes = [
  'agent-authorised',
  'status-normal',
  'kind-approved',
  'count-per-time',
  'count-per-month',
  'holding-limit',
  'previous-use-verified',
  'returns-filed',
  'risk-clear',
  'site-stock',
]
const reasons = [
  'agent-not-of-company',
  'agent-not-real-name',
  'agent-not-authorised',
  'status-not-normal',
  'status-not-recorded',
  'kind-not-approved',
  'kind-not-in-force',
  'limits-not-approved',
  'count-over-time-limit',
  'count-over-grade-cap',
  'count-over-month-limit',
  'holding-over-limit',
  'previous-use-not-verified',
  'previous-use-not-recorded',
  'old-sheets-in-hand',
  'return-overdue',
  'returns-not-recorded',
  'risk-blocked',
  'risk-not-recorded',
  'site-stock-too-low',
]
const check = (change: Partial<Check>): Check => ({
  number: 5,
  code: 'count-per-month',
  passed: true,
  reason: null,
  rule: '',
  on_failure: 'refer',
  inputs: {
    count: 3,
    credit_grade: 'B',
    factor: 2,
    month: '2026-11',
    taken_this_month: 10,
    max_per_month: 25,
    left: 40,
  },
  ...change,
})

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  it.each(codes)('check %s has a name and a finding', async (code) => {
    await loadText(language)
    expect([hasText(`check.${code}`), hasText(`check.${code}.passed`)]).toEqual([true, true])
  })
  it.each(reasons)('reason %s has words and a next step', async (reason) => {
    await loadText(language)
    expect([hasText(`reason.${reason}`), hasText(`reason.${reason}.next`)]).toEqual([true, true])
  })
})

describe('a check', () => {
  it('says its numbers', () => {
    expect(wordsOf(check({})).finding).toBe(
      '本次 3 份；每月 25 份 × 2（信用B 级），已领 10 份，可领 40 份。',
    )
  })
  it('names the kind, not its code', () => {
    const words = wordsOf(
      check({
        code: 'kind-approved',
        passed: false,
        reason: 'kind-not-approved',
        inputs: { kind: 'P_SPECIAL' },
      }),
    )
    expect(words.finding).toBe('增值税专用发票还没有核定。')
  })
  it('never shows a sentence with a hole in it', () => {
    const words = wordsOf(check({ passed: false, reason: 'count-over-month-limit', inputs: {} }))
    expect(words.finding).toBe(t('check.failed'))
  })
  it('never advises to ask for at most nothing', () => {
    const inputs = { count: 3, max_per_month: 5, factor: 1, taken_this_month: 5, left: 0 }
    const words = wordsOf(check({ passed: false, reason: 'count-over-month-limit', inputs }))
    expect(words.next).toBe('工作人员会审核；也可撤回，等下月再领。')
  })
  it('with a reason we do not know still says what to do', () => {
    const words = wordsOf(
      check({
        code: 'of-tomorrow',
        passed: false,
        reason: 'new',
        on_failure: 'refuse',
        inputs: {},
      }),
    )
    expect([words.finding, words.next]).toEqual([t('check.failed'), t('check.refuse.next')])
  })
  it('that failed stands before those that passed', () => {
    const { failed, passed } = inOrder([
      check({ number: 8, passed: false, reason: 'return-overdue' }),
      check({ number: 2 }),
      check({ number: 1 }),
    ])
    expect([failed.map((each) => each.number), passed.map((each) => each.number)]).toEqual([
      [8],
      [1, 2],
    ])
  })
})
