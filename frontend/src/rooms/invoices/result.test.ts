/** What became of an application: who took it back, and a quantity that is none. */
import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import type { Application, ApplicationSummary, Check, InvoiceKind } from '@/net/api-types'
import { loadText, t } from '@/text'
import CheckList from './CheckList.vue'
import CountStep from './CountStep.vue'
import { latelyOf } from './lately'
import ResultHead from './ResultHead.vue'

const taken = {
  ...{ kind: 'P_ORD', count: 3, state: 'withdrawn', applied_at: '2026-11-23T06:00:00Z' },
  ...{ decided_by: 'person/1', decided_at: '2026-11-23T07:00:00Z' },
} as unknown as Application
beforeEach(() => loadText('zh', ['kit', 'welcome', 'taxpayer']))

const head = (more: object): string =>
  mount(ResultHead, { props: { application: { ...taken, ...more } } }).text()

it('says that the company itself took it back, and gives only a reason somebody wrote', () => {
  const plain = head({ decision_reason: t('withdraw.reason.default') })
  expect(plain).toContain('15:00 本企业撤回')
  expect(plain).not.toMatch(/工作人员办结|说明/)
  expect(head({ decision_reason: '份数填错了' })).toContain('说明：份数填错了')
  expect(head({ state: 'refused', decided_by: 'clerk/1', decision_reason: '用量不符' })).toContain(
    '15:00 工作人员办结',
  )
})

it('names the place and the last moment of what waits to be fetched', () => {
  const application = { ...taken, state: 'approved' } as Application
  const fetched = { site: '襄都区自助厅（模拟）', until: '2026-12-05T07:00:00Z' }
  const words = mount(ResultHead, { props: { application, fetched } }).text()
  expect(words).toContain('襄都区自助厅（模拟）')
  expect(words).toContain('最晚 12月5日 15:00 前来取')
})

it('keeps on top what a clerk has not decided, and names at least five', () => {
  const states = [...'aaaaaarar'].map((one) => (one === 'r' ? 'referred' : 'approved'))
  const all = states.map((state, id) => ({ id: String(id), state })) as ApplicationSummary[]
  expect(latelyOf(all, 5).map(({ id }) => id)).toEqual(['6', '8', '0', '1', '2'])
  const open = all.map((one) => ({ ...one, state: 'referred' as const }))
  expect(latelyOf(open, 5)).toHaveLength(9)
})

it('names its source without brackets in brackets, and no next step once that is moot', () => {
  const inputs = { status: '05', source: '演示数据（模拟）' }
  const failed = { number: 2, code: 'status-normal', passed: false, on_failure: 'refer', inputs }
  const checks = [{ ...failed, reason: 'status-not-normal' }] as unknown as Check[]
  const list = (settled: boolean) => mount(CheckList, { props: { checks, settled } }).text()
  expect(list(false)).toContain('来源：演示数据（模拟）。')
  expect(list(false)).not.toMatch(/（[^）]*（/)
  expect(list(false)).toContain('怎么办')
  expect(list(true)).not.toContain('怎么办')
})

const terms = { max_per_time: 25, max_per_month: 50, max_holding: 75, holding: 0, waiting: 0 }
const counted = (of: object, count: number): string => {
  const kind = { ...terms, taken_this_month: 0, factor: 1, grade_cap: null, ...of }
  const props = { modelValue: count, kind: kind as unknown as InvoiceKind }
  return mount(CountStep, { props }).text()
}

it.each([
  [25, 3, '现在最多可领 25 份，再多要由工作人员审核'],
  [0, 3, '现在可领 0 份，提交后由工作人员审核'],
  [25, 10_000, '1 到 9999 '],
])('with %i left says of %i what the form takes and what a clerk decides', (left, count, words) => {
  expect(counted({ left_now: left }, count)).toContain(words)
})

it('names the limits that count, with what the credit grade makes of them', () => {
  const plain = counted({ left_now: 25 }, 1)
  expect(plain).toContain('每月最多50 份')
  expect(plain).not.toContain('×')
  const graded = counted({ left_now: 10, factor: 3, grade_cap: 10 }, 1)
  expect(graded).toContain('每次最多10 份')
  expect(graded).toContain('每月最多150 份（核定 50 份 × 3）')
  expect(graded).toContain('手中最多可持有225 份（核定 75 份 × 3）')
})
