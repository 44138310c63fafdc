/** Numbers that explain themselves: tax, quota, and what stood in the way. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { HistoryStep } from '@/net/api-types'
import { loadText } from '@/text'
import { checkWords, extensionWords, quotaRow } from './checks'
import { fakeNet, LINE, QUOTA, WHY } from './fakes'
import { forecastReason, forecastWords } from './quota/forecast'
import { withAmounts } from './quota/moves'
import { proposedFen, wishBody, wishGaps, wishOf, newWish } from './quota/wish'
import type { LineWhy, MadeCheck } from './types'
import { whyWords } from './why'

beforeEach(() => fakeNet(() => ({})))
const check = (change: Partial<MadeCheck>): MadeCheck => ({
  number: 1,
  code: 'initial',
  passed: true,
  reason: null,
  inputs: {},
  rule: '规则',
  ...change,
})

describe('the tax of a line', () => {
  it('is a formula with its values, and the rule with its days', () => {
    expect(whyWords(LINE, WHY)).toEqual({
      sentences: [
        '金额：数量 2 × 单价 500.00 = 1000.00，票面为 1,000.00。',
        '税额：金额 1,000.00 × 13% = 130，四舍五入到分为 130.00。',
      ],
      rules: ['税率依据：《中华人民共和国增值税法》', '2026年1月1日起有效'],
    })
  })
  it.each(['exclusive', 'inclusive', 'stated', 'untaxed'] as const)(
    '%s leaves no hole',
    (formula) => {
      for (const product of [null, '1000.00']) {
        const why: LineWhy = { ...WHY, formula, product, effective_to: '2027-12-31' }
        for (const red of [true, false]) {
          const { sentences, rules } = whyWords(LINE, why, red)
          expect([...sentences, ...rules].join()).not.toMatch(/[{}]|einvoice\./)
        }
      }
    },
  )
  it('of a part taken back is its share where no formula gives it', () => {
    const stated: LineWhy = { ...WHY, formula: 'stated' }
    expect(whyWords(LINE, stated, true).sentences[1]).toContain('比例')
    expect(whyWords(LINE, stated, false).sentences[1]).toContain('允许范围')
  })
  it('says that a rate is no more in the table', () => {
    const gone = { ...WHY, source: null, effective_from: null }
    expect(whyWords(LINE, gone).rules[0]).toContain('现行税率表里没有')
  })
})

describe('the pace of a month', () => {
  const found = { pace_month: '2026-11', runs_out_on: '2026-11-24', month_end_fen: 650_000_000 }
  const paced = (change: object) => ({ ...QUOTA, forecast: { ...found, short_fen: 0, ...change } })

  it('says when it runs out, and proposes what covers the month', () => {
    const words = forecastWords(paced({ short_fen: 150_000_000 }))
    expect(words?.said).toBe('照现在的进度，2026年11月24日 额度就不够用，到月底约差 ¥1,500,000.00')
    expect(words?.needed).toBe(550_000_000)
    expect(words?.wanted).toBe('¥6,500,000.00')
    expect(forecastReason(paced({ short_fen: 150_000_000 }))).toContain('预计 2026年11月24日')
  })
  it('asks for nothing where filing or waiting is enough', () => {
    for (const [change, said] of [
      [{}, '申报后够用到月底'],
      [{ runs_out_on: null }, '够用到月底（预计用 ¥6,500,000.00）'],
    ] as const) {
      const words = forecastWords(paced(change))
      expect([words?.needed, forecastReason(paced(change))]).toEqual([null, ''])
      expect(words?.said).toContain(said)
    }
    expect(forecastWords(QUOTA)).toBeNull()
  })
})

describe('the quota', () => {
  it('says each part with its numbers', () => {
    const inputs = {
      taxpayer: 'general',
      credit_grade: 'A',
      risk: 'clear',
      table_fen: 750_000_000,
      base_fen: 750_000_000,
    }
    expect(quotaRow(check({ inputs })).finding).toBe(
      '一般纳税人，信用 A 级，无风险：额度表为 ¥7,500,000.00；本企业每月额度 ¥7,500,000.00。',
    )
  })
  it.each([
    [{ due: null, available_fen: 1 }, true, '没有要申报'],
    [{ due: '2026-10', available_fen: 1 }, true, '已申报'],
    [{ due: '2026-10', available_fen: 1, left_before_fen: 2 }, false, '还没有申报'],
  ])('tells filing %j', (inputs, passed, words) => {
    expect(quotaRow(check({ code: 'filing', inputs, passed })).finding).toContain(words)
  })
  it('shows the rule alone where a number is missing', () => {
    expect(quotaRow(check({ inputs: {} }))).toEqual({ finding: '', rule: '规则' })
  })
  it.each([
    [0, 750_000_000],
    [600_000_000, 700_000_000],
    [600_000_001, 701_000_000],
    [1, 501_000_000],
  ])('short by an invoice of %d, %d is proposed', (needed, proposed) => {
    expect(proposedFen(QUOTA, needed)).toBe(proposed)
  })
})

it('what moved a quota is told with its amounts', () => {
  const step = (verb: string, data: HistoryStep['data']): HistoryStep => ({
    at: '2026-11-23T02:00:00.000Z',
    kind: `einvoices:book:${verb}`,
    subject: 'e-book/c',
    number: 1,
    person: 'person/p',
    machine: '',
    data,
  })
  const drawn = withAmounts(step('drawn', { amount_fen: 100_000, number: '2613' }))
  expect(drawn.data['reason']).toBe('用去 ¥1,000.00 · 发票 2613')
  const adjusted = { quota_before_fen: 100, quota_fen: 200 }
  expect(withAmounts(step('quota-adjusted', adjusted)).data['reason']).toBe('从 ¥1.00 调到 ¥2.00')
  const unknown = step('of-tomorrow', { amount_fen: 1 })
  expect(withAmounts(unknown)).toBe(unknown)
  const bare = step('drawn', {})
  expect(withAmounts(bare)).toBe(bare)
})

describe('what was refused by a check', () => {
  const reasons = [
    'issuer-not-real-name',
    'issuer-not-authorised',
    'seller-type-cannot-issue',
    'seller-status-not-recorded',
    'seller-status-not-normal',
    'seller-risk-not-recorded',
    'seller-risk-blocked',
  ]
  it.each(['zh', 'en'] as const)('has words and a next step in %s', async (language) => {
    await loadText(language)
    for (const reason of reasons) {
      const { finding, next } = checkWords(check({ passed: false, reason }))
      expect([finding, next]).not.toContain('')
      expect(next, reason).not.toMatch(/再试一次|Try again/)
    }
  })
  it('says once why the quota does not grow by itself', () => {
    const twice = check({ passed: false, reason: 'quota-extended-already' })
    expect(extensionWords([check({}), twice, twice])).toEqual(['本月已自动增加过。'])
  })
})

describe('a wish for another quota', () => {
  it('says what is missing', () => {
    expect(wishGaps(newWish())).toEqual({
      wanted: 'equota.wanted.missing',
      reason: 'equota.reason.missing',
      evidence: 'equota.evidence.missing',
    })
    expect(wishGaps({ ...newWish(), wanted: '-1' }).wanted).toBe('equota.wanted.wrong')
  })
  it('is sent without its empty lines, and taken up again', () => {
    const wish = { ...newWish(), wanted: '9,000,000', reason: ' 大单 ', evidence: ['', ' 合同 '] }
    const body = wishBody(wish)
    expect(wishGaps(wish)).toEqual({})
    expect(body).toEqual({
      wanted_fen: 900_000_000,
      lasting: 'month',
      reason: '大单',
      evidence: ['合同'],
    })
    expect(wishBody(wishOf(body))).toEqual(body)
  })
})
