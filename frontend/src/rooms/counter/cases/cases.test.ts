import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import type { Case, CaseDetail } from '../api'
import { fakeNet } from '../fakes'
import ChecksTable from './ChecksTable.vue'
import Decide from './Decide.vue'
import HistoryTable from './HistoryTable.vue'
import { actorWords, dueWords, inputWords, machineWords, stepPersonWords, whyWords } from './words'

const open: Case = {
  id: 'c1',
  kind: 'application',
  subject_id: 'a1',
  company_id: '91130502MA07X1A18W',
  company_name: '甲（模拟）',
  opened_at: '2026-11-23T06:00:00Z',
  due_at: '2026-11-25T06:00:00Z',
  state: 'open',
  why: [],
  decided_by: null,
  outcome: null,
  reason: null,
  version: 1,
}
let page: VueWrapper | null = null
const put = (component: Parameters<typeof mount>[0], props: object) =>
  (page = mount(component, { props, attachTo: document.body } as never) as VueWrapper)
const path = 'PUT /counter/cases/c1/decision'

beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))
afterEach(() => page?.unmount())

describe('words', () => {
  const now = Date.parse('2026-11-23T08:00:00Z')
  it.each<[string, string, string]>([
    ['2026-11-25T08:00:00Z', 'plain', '2 天'],
    ['2026-11-23T11:00:00Z', 'warn', '3 小时'],
    ['2026-11-23T07:00:00Z', 'bad', '超时'],
  ])('due %s is %s', (due_at, tone, words) => {
    const due = dueWords({ ...open, due_at }, now)
    expect(due.tone).toBe(tone)
    expect(due.words).toContain(words)
  })

  it('says why with the numbers, by case, by reason, by check, and last by its code', () => {
    expect(whyWords({ code: 'kiosk-silent', inputs: {} })).toBe(t('case.why.kiosk-silent'))
    expect(
      whyWords({
        code: 'count-per-time',
        inputs: { reason: 'count-over-time-limit', count: 80, max_per_time: 50 },
      }),
    ).toContain('80')
    expect(whyWords({ code: 'count-per-time', inputs: {} })).toBe(t('check.count-per-time'))
    expect(whyWords({ code: 'of-tomorrow', inputs: {} })).toBe('of-tomorrow')
  })

  it('names inputs and keeps one it does not know', () => {
    expect(inputWords({ count: 80, invoice_agent: true, left: null, new_thing: 3 })).toEqual([
      { name: t('input.count'), value: '80' },
      { name: t('input.invoice_agent'), value: t('counter.yes') },
      { name: t('input.left'), value: '—' },
      { name: 'new_thing', value: '3' },
    ])
  })

  it('names people and places where the house said how they are called', () => {
    const names = { 'person/p1': '李**', 'clerk/c1': '王审' }
    expect(actorWords('clerk/c1', names)).toBe('工作人员 王审')
    const step = { person: 'kiosk/Z001-K1', data: { collector_id: 'p1' } } as never
    expect(stepPersonWords(step, names)).toBe('人员 李**')
    const [place] = inputWords({ site_id: 'Z001' }, { Z001: '一号厅' })
    expect(place).toEqual({ name: t('input.site_id'), value: '一号厅' })
  })

  it('tells people, machines and the system apart', () => {
    expect([
      actorWords('person/0193-abcd'),
      actorWords('kiosk/B001-K1'),
      actorWords('system/sweep'),
      actorWords(null),
    ]).toEqual(['人员 abcd', '终端 B001-K1', '系统自动', '系统自动'])
    expect([
      machineWords('kiosk/B001-K1'),
      machineWords('session/0193-abcd'),
      machineWords('application/1#1'),
      machineWords(null),
      machineWords('', 'kiosk/B001-K1'),
    ]).toEqual(['B001-K1', '设备 abcd', '服务器', '服务器', 'B001-K1'])
  })
})

describe('deciding', () => {
  const about: CaseDetail = { ...open, history: [] }
  async function fill(form: VueWrapper, reason: string): Promise<void> {
    await form.find('input[value=approve]').setValue()
    await form.find('textarea').setValue(reason)
    await form.find('form').trigger('submit')
  }

  it('needs a verdict and a reason', async () => {
    const asked = fakeNet({})
    const form = put(Decide, { about })
    await form.find('form').trigger('submit')
    expect(form.text()).toContain(t('case.outcome.needed'))
    expect(form.text()).toContain(t('case.reason.needed'))
    await fill(form, '  ')
    expect(form.find('dialog form').exists()).toBe(false)
    expect(asked).toHaveLength(0)
    expect(await faults()).toEqual([])
  })

  it('sends it after one look back', async () => {
    const asked = fakeNet({ [path]: about })
    const form = put(Decide, { about })
    await fill(form, ' 用量属实 ')
    await form.find('dialog form').trigger('submit')
    await flushPromises()
    expect(asked[0]?.body).toEqual({ outcome: 'approve', reason: '用量属实' })
    expect(form.emitted('decided')).toHaveLength(1)
  })

  it('says so when a colleague was faster', async () => {
    fakeNet({ [path]: new Problem(409, { code: 'case-over' }) })
    const form = put(Decide, { about })
    await fill(form, '用量属实')
    await form.find('dialog form').trigger('submit')
    await flushPromises()
    expect(form.emitted('over')).toHaveLength(1)
    expect(form.emitted('decided')).toBeUndefined()
  })

  it('stays open with the cause when it could not be carried out', async () => {
    fakeNet({
      [path]: new Problem(409, {
        code: 'application-cannot-approve',
        title: '余量不足',
        detail: '请换网点',
      }),
    })
    const form = put(Decide, { about })
    await fill(form, '用量属实')
    await form.find('dialog form').trigger('submit')
    await flushPromises()
    expect(form.find('dialog').text()).toContain('余量不足')
    expect(form.emitted('over')).toBeUndefined()
  })
})

it('shows ten checks with inputs and rule, and the history with person and machine', async () => {
  const checks = Array.from({ length: 10 }, (_, place) => ({
    number: 10 - place,
    code: 'count-per-time',
    passed: place !== 3,
    reason: place === 3 ? 'count-over-time-limit' : null,
    inputs: { count: 80, max_per_time: 50 },
    rule: '§2.4',
    on_failure: 'refer' as const,
  }))
  const list = put(ChecksTable, { checks })
  expect(list.findAll('.check')).toHaveLength(10)
  expect(list.findAll('.failed')).toHaveLength(1)
  expect(list.find('.check').text()).toContain('1.')
  expect(list.text()).toContain(t('case.check.rule', { rule: '§2.4' }))
  expect(await faults()).toEqual([])
  list.unmount()
  const step = {
    at: '2026-11-23T06:00:01Z',
    kind: 'pickup:pickup:started',
    subject: 'pickup/1',
    number: 3,
    person: 'kiosk/B001-K1',
    machine: 'kiosk/B001-K1',
    data: {},
  }
  const history = put(HistoryTable, { steps: [step] })
  expect(history.text()).toContain('14:00:01')
  expect(history.text()).toContain('B001-K1')
  expect(await faults()).toEqual([])
})
