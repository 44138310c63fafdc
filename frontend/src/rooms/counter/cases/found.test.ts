/** A settled case, read afterwards: what was seen, and what became of every sheet. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { HistoryStep } from '@/net/api-types'
import { fakeClock } from '@/net/fakes'
import { net, useNet } from '@/net/here'
import CasePage from '@/doors/counter/pages/CasePage.vue'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, type Language } from '@/text'
import type { CaseDetail } from '../api'
import { fakeNet } from '../fakes'

const code = '130000000001'
const step = (change: Partial<HistoryStep>): HistoryStep => ({
  at: '2026-11-23T07:00:00Z',
  kind: 'counter:case:decided',
  subject: 'case/pickup-0a-4',
  number: 2,
  person: 'clerk/c1',
  machine: 'session/s1',
  data: {
    outcome: 'settle',
    reason: '已看过',
    next_code: code,
    next_serial: 104,
    taken: [[code, 102, 102]],
  },
  ...change,
})
const settled = step({
  kind: 'pickup:pickup:settled',
  subject: 'pickup/0a',
  number: 5,
  data: {
    given: [[code, 101, 102]],
    set_apart: [[code, 103, 103]],
    released: [[code, 104, 105]],
  },
})
const closed: CaseDetail = {
  id: 'pickup-0a-4',
  kind: 'pickup',
  subject_id: '0a',
  company_id: 'c',
  company_name: '甲（模拟）',
  opened_at: '2026-11-23T06:00:00Z',
  due_at: '2026-11-23T08:00:00Z',
  state: 'decided',
  why: [],
  decided_by: 'clerk/c1',
  decided_at: '2026-11-23T07:00:00Z',
  outcome: 'settle',
  reason: '已看过',
  version: 2,
  finding: { next_code: code, next_serial: 104, taken: [{ code, first: 102, last: 102 }] },
  history: [step({}), settled],
}
let page: VueWrapper
const shown = (): string => page.text().replace(/\s+/g, ' ')

async function opened(about: CaseDetail, language: Language = 'zh') {
  await loadText(language, ['kit', 'identity', 'places', 'taxpayer', 'counter'])
  const answers: Record<string, unknown> = { GET: about }
  const asked = fakeNet(answers)
  useNet({ ...net(), clock: fakeClock() })
  const stubs = { RouterLink: { props: ['to'], template: '<a :href="to"><slot /></a>' } }
  page = mount(CasePage, { props: { id: about.id }, attachTo: document.body, global: { stubs } })
  await flushPromises()
  return { asked, answers }
}
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  page.unmount()
  vi.useRealTimers()
})

it.each<[Language, readonly string[]]>([
  [
    'zh',
    [
      `票箱最前面一张${code} 00000104`,
      `来人拿走的未确认发票1 张：${code} 00000102`,
      `记为已交付2 张：${code} 00000101–00000102`,
      `收回隔离，不再发出1 张：${code} 00000103`,
      `没有出机，已放开2 张：${code} 00000104–00000105`,
      `票箱最前面一张：${code} 00000104 · 来人拿走的未确认发票：1 张：${code} 00000102`,
      `收回隔离，不再发出：1 张：${code} 00000103 · 没有出机`,
    ],
  ],
  [
    'en',
    [
      `First sheet in the cassette${code} 00000104`,
      `Unconfirmed sheets the person took1 sheet: ${code} 00000102`,
      `Counted as delivered2 sheets: ${code} 00000101–00000102`,
      `quarantined, never handed out1 sheet: ${code} 00000103`,
      `Never left the machine, released2 sheets: ${code} 00000104–00000105`,
      `First sheet in the cassette: ${code} 00000104 · Unconfirmed`,
    ],
  ],
])('tells in %s what was found, on the case and in its history', async (language, words) => {
  await opened(closed, language)
  for (const each of words) expect(shown()).toContain(each)
  vi.useRealTimers()
  expect(await faults()).toEqual([])
})

it('says that the cassette was empty, and no sheet set apart', async () => {
  const data = { given: [[code, 101, 105]], set_apart: [], released: [] }
  const taken = [{ code, first: 103, last: 105 }]
  const finding = { next_code: null, next_serial: null, taken }
  await opened({ ...closed, finding, history: [{ ...settled, data }] })
  expect(shown()).toContain('票箱最前面一张票箱已空')
  expect(shown()).toContain('收回隔离，不再发出0 张')
})

it('looks again until what follows is written, and takes no other silence for it', async () => {
  const earlier = { ...settled, number: 3 }
  const { asked, answers } = await opened({ ...closed, history: [step({}), earlier] })
  await vi.advanceTimersByTimeAsync(2_100)
  expect(shown()).toContain('几秒后显示在这里')
  expect(page.get('dl').text()).not.toContain('隔离')
  answers['GET'] = closed
  await vi.advanceTimersByTimeAsync(4_100)
  expect(page.get('dl').text()).toContain('隔离')
  expect(shown()).not.toContain('几秒后显示在这里')
  const before = asked.length
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked.length).toBe(before)
})

it('shows no finding where none was made', async () => {
  await opened({ ...closed, finding: null, history: [] })
  expect(shown()).not.toContain('核查结果')
})
