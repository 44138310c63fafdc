import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import CasePage from '@/doors/counter/pages/CasePage.vue'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import type { CaseDetail, Why } from '../api'
import { fakeNet } from '../fakes'
import { joinedTo, rowsOf } from './misfit'

const code = '013002600104'
const told = {
  offline: true,
  fencing: 77,
  generation: 1,
  count: 2,
  began_at: '2026-11-23T05:00:00Z',
  first_out_at: '2026-11-23T05:00:05Z',
  last_out_at: '2026-11-23T05:00:08Z',
  bound: [[code, 201, 202]],
  out: [[code, 201, 202]],
  stuck: [],
  ended: 'done',
  ended_at: '2026-11-23T05:00:09Z',
}
const books = {
  state: 'open',
  remaining: 3,
  generation: 1,
  lease_kiosk_id: null,
  fencing: null,
  handed: [],
}
const disputed = (number: number): Why => ({
  code: 'journal-disputed',
  inputs: {
    kiosk_id: 'Z001-K2',
    cause: 'lease-missing',
    number,
    apart: [[code, 201, 202]],
    received_at: '2026-11-23T06:00:00Z',
    clock_skew_seconds: -90,
    told,
    books,
  },
})
const gap: Why = {
  code: 'journal-gap',
  inputs: { kiosk_id: 'Z001-K1', expected: 3, first: 5, received_at: '2026-11-23T06:00:00Z' },
}
const stray: Why = {
  code: 'journal-stray',
  inputs: { kiosk_id: 'Z001-K1', pickup_id: 'ff', serials: [[code, 7, 7]], told },
}
const silent: Why = {
  code: 'kiosk-silent',
  inputs: { kiosk_id: 'Z001-K1', confirmed: 1, count: 3, serials: [[code, 101, 103]] },
}
function about(kind: CaseDetail['kind'], why: Why[], company = '甲（模拟）'): CaseDetail {
  return {
    id: `${kind}-x-5`,
    kind,
    subject_id: 'x',
    company_id: company ? '91130502MA07X1A18W' : '',
    company_name: company,
    opened_at: '2026-11-23T06:00:00Z',
    due_at: '2026-11-25T06:00:00Z',
    state: 'open',
    why,
    decided_by: null,
    outcome: null,
    reason: null,
    version: 1,
    history: [],
  }
}
let page: VueWrapper
const path = (one: CaseDetail): string => `PUT /counter/cases/${one.id}/decision`

async function open(one: CaseDetail, answer: unknown = one) {
  const asked = fakeNet({ [`GET /counter/cases/${one.id}`]: one, [path(one)]: answer })
  const routes = [{ path: '/:all(.*)*', component: { render: () => null } }]
  const router = createRouter({ history: createMemoryHistory(), routes })
  page = mount(CasePage, {
    props: { id: one.id },
    attachTo: document.body,
    global: { plugins: [router] },
  }) as VueWrapper
  await flushPromises()
  return asked
}
async function decide(): Promise<void> {
  await page.find('textarea').setValue('查了监控')
  await page.find('form').trigger('submit')
  if (page.find('dialog form').exists()) await page.find('dialog form').trigger('submit')
  await flushPromises()
}
beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))
afterEach(() => page?.unmount())

it('says row by row what the journal and the books say, and where they differ', () => {
  const rows = rowsOf(disputed(7))
  expect(rows.filter((row) => row.differs).map((row) => row.id)).toEqual([
    'kiosk',
    'fencing',
    'count',
    'out',
  ])
  const words = Object.fromEntries(rows.map((row) => [row.id, [row.journal, row.books]]))
  expect(words['out']).toEqual([`${code} 00000201–00000202`, '—'])
  expect(words['apart']).toEqual(['—', `${code} 00000201–00000202`])
  expect(words['skew']?.[0]).toBe(t('misfit.skew.behind', { count: 90 }))
  expect(words['state']?.[0]).toBe(t('misfit.state.done'))
  expect(rowsOf(gap).map((row) => row.id)).toEqual(['kiosk', 'entries', 'received', 'skew'])
  expect(rowsOf(stray).find((row) => row.differs)?.books).toBe(t('misfit.pickup.unknown'))
})

it('tells the dispute that opened a case from those that joined it', () => {
  expect(joinedTo(about('pickup', [silent, disputed(5), disputed(7)]))).toEqual([
    { number: 7, kiosk: 'Z001-K2', count: 2 },
  ])
})

it('decides a dispute by how many sheets the collector has', async () => {
  const one = about('dispute', [disputed(5)])
  const asked = await open(one)
  expect(page.text()).toContain(t('misfit.cause.lease-missing'))
  expect(page.findAll('tbody tr').length).toBeGreaterThan(6)
  await page.find('input[name=taken-5]').setValue('3')
  await page.find('textarea').setValue('查了监控')
  await page.find('form').trigger('submit')
  expect(page.text()).toContain(t('dispute.taken.range', { count: 2 }))
  expect(page.find('dialog form').exists()).toBe(false)
  expect(await faults()).toEqual([])
  await page.find('input[name=taken-5]').setValue('1')
  await decide()
  expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({
    outcome: 'settle',
    reason: '查了监控',
    disputes: [{ number: 5, taken: 1 }],
  })
})

it('stays with the form when more is named than is owed', async () => {
  const refusal = new Problem(409, {
    code: 'taken-out-of-range',
    title: '最多 0 张',
    errors: [{ pointer: '/taken' }],
  })
  await open(about('dispute', [disputed(5)]), refusal)
  await decide()
  expect(page.find('dialog form').exists()).toBe(false)
  expect(page.text()).toContain('最多 0 张')
})

it('sends a clerk to count before the case of a broken journal is closed', async () => {
  const one = about('journal', [gap], '')
  const refusal = new Problem(409, { code: 'kiosk-uncounted', title: '清点前不能恢复' })
  await open(one, refusal)
  expect(page.text()).toContain(t('journal-case.gap'))
  expect(page.find('a[href="/kiosks"]').exists()).toBe(true)
  expect(page.find('a[href="/companies/"]').exists()).toBe(false)
  await decide()
  expect(page.find('dialog').text()).toContain('清点前不能恢复')
})

it('closes the case of a stray journal with what was found out', async () => {
  const asked = await open(about('journal', [stray], ''))
  expect(page.text()).toContain(t('journal-case.stray'))
  await decide()
  const sent = asked.find(({ method }) => method === 'PUT')
  expect(sent?.body).toEqual({ outcome: 'settle', reason: '查了监控' })
})

it('asks of each dispute that joined a silent machine', async () => {
  const asked = await open(about('pickup', [silent, disputed(7)]))
  await page.find('input[name=next_serial]').setValue('00000102')
  await page.find('input[name=taken-7]').setValue('2')
  await flushPromises()
  expect(page.text()).toContain(t('settle.handed', { count: 3 }))
  expect(page.text()).toContain(t('settle.owed.none'))
  await decide()
  expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({
    outcome: 'settle',
    reason: '查了监控',
    next_code: code,
    next_serial: 102,
    taken: [],
    disputes: [{ number: 7, taken: 2 }],
  })
})

it('says what became of paper that was taken back from the tray', async () => {
  const why: Why = {
    code: 'paper-retracted',
    inputs: { kiosk_id: 'Z001-K1', retracted: [[code, 102, 103]], retracted_count: 2 },
  }
  const asked = await open(about('retracted', [why]))
  expect(page.text()).toContain(
    t('case.why.paper-retracted', { kiosk_id: 'Z001-K1', retracted_count: 2 }),
  )
  await decide()
  expect(page.text()).toContain(t('retracted.needed'))
  await page.find('input[value=spoiled]').setValue()
  await page.find('form').trigger('submit')
  expect(page.find('dialog').text()).toContain(t('retracted.confirm.spoiled', { count: 2 }))
  expect(await faults()).toEqual([])
  await page.find('dialog form').trigger('submit')
  await flushPromises()
  const sent = asked.find(({ method }) => method === 'PUT')
  expect(sent?.body).toEqual({ outcome: 'spoiled', reason: '查了监控' })
})
