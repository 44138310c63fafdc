/** A case that ended while a clerk had it open: told where the clerk looks, and by what it was. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import CasePage from '@/doors/counter/pages/CasePage.vue'
import { toasts } from '@/kit/toast'
import type { Application, HistoryStep } from '@/net/api-types'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import type { CaseDetail } from '../api'
import { fakeNet } from '../fakes'
import { endedWords } from './ended'

const step = (kind: string, person: string, data: HistoryStep['data'] = {}): HistoryStep => ({
  at: '2026-11-23T07:00:00Z',
  kind,
  subject: 'application/a1',
  number: 2,
  person,
  machine: 'session/s1',
  data,
})
const open: CaseDetail = {
  id: 'c1',
  kind: 'application',
  subject_id: 'a1',
  company_id: 'c',
  company_name: '甲（模拟）',
  opened_at: '2026-11-23T06:00:00Z',
  due_at: '2026-11-25T06:00:00Z',
  state: 'open',
  why: [{ code: 'count-per-time', inputs: {} }],
  decided_by: null,
  outcome: null,
  reason: null,
  version: 1,
  names: { 'person/p1': '李**' },
  history: [],
}
const withdrawn: CaseDetail = {
  ...open,
  state: 'resolved',
  decided_at: '2026-11-23T07:00:00Z',
  history: [
    step('invoices:application:withdrawn', 'person/p1'),
    step('counter:case:resolved', 'system/reactions', { cause: 'invoices:application:withdrawn' }),
  ],
}
let page: VueWrapper | null = null
const put = 'PUT /counter/cases/c1/decision'

async function opened(answers: Record<string, unknown>): Promise<Record<string, unknown>> {
  fakeNet(answers)
  const stubs = { RouterLink: { props: ['to'], template: '<a :href="to"><slot /></a>' } }
  page = mount(CasePage, { props: { id: 'c1' }, attachTo: document.body, global: { stubs } })
  await flushPromises()
  return answers
}
async function approve(): Promise<void> {
  await page?.find('input[value=approve]').setValue()
  await page?.find('textarea').setValue('用量属实')
  await page?.find('form').trigger('submit')
  await page?.find('dialog form').trigger('submit')
  await flushPromises()
}
beforeEach(async () => {
  await loadText('zh', ['kit', 'identity', 'places', 'taxpayer', 'counter'])
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  toasts.value = []
})
afterEach(() => {
  page?.unmount()
  vi.useRealTimers()
})

it('names who withdrew, by the whole name of the event or its last word', () => {
  for (const cause of ['invoices:application:withdrawn', 'withdrawn']) {
    const [event, end] = withdrawn.history
    const told = [event, { ...end, data: { cause } }] as HistoryStep[]
    expect(endedWords({ ...withdrawn, history: told })).toContain('李** 于 11月23日 15:00 撤回申领')
  }
  const lapsed = [step('counter:case:resolved', 'system/x', { cause: 'pickup:pickup:resumed' })]
  expect(endedWords({ ...withdrawn, history: lapsed })).toContain('终端恢复，接着办理')
  expect(endedWords({ ...withdrawn, history: [] })).toBe('11月23日 15:00 自行了结')
})

it('is brought before the eyes of the clerk whose decision was refused', async () => {
  const answers = await opened({ GET: open, [put]: new Problem(409, { code: 'case-over' }) })
  answers['GET'] = withdrawn
  await approve()
  expect(toasts.value.map(({ words, kind }) => [words, kind])).toEqual([[t('case.over'), 'bad']])
  expect(document.activeElement?.textContent).toContain(t('case.over'))
  expect(page?.text()).toContain('李** 于 11月23日 15:00 撤回申领')
  vi.useRealTimers()
  expect(await faults()).toEqual([])
})

it.each([
  ['resolved', 'case.over'],
  ['open', 'case.back'],
] as const)('tells a clerk whose decision was taken but then is %s', async (state, words) => {
  const answers = await opened({ GET: open, [put]: open })
  const application = { state: 'referred', site_id: 'Z001', checks: [] } as unknown as Application
  const decided_at = '2026-11-23T08:00:00Z'
  answers['GET'] = { ...open, state: 'decided', outcome: 'approve', decided_at, application }
  await approve()
  expect(toasts.value.map((one) => one.words)).toEqual([t('case.done')])
  answers['GET'] = { ...(state === 'open' ? open : withdrawn), state }
  await vi.advanceTimersByTimeAsync(4_100)
  expect(toasts.value.map((one) => one.words)).toContain(t(words))
})
