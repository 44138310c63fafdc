import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import type { CaseDetail } from '../api'
import { fakeNet } from '../fakes'
import Shortfall from './Shortfall.vue'
import { missingOf, sheetsIn } from './shortage'

const serials = [
  { code: '130000000001', first: 101, last: 103 },
  { code: '130000000002', first: 103, last: 105 },
]
const about = {
  id: 'c1',
  kind: 'shortfall',
  state: 'open',
  why: [
    {
      code: 'sheets-reported-missing',
      inputs: {
        kiosk_id: 'B001-K1',
        has: 5,
        count: 6,
        note: '少一张',
        handed_at: '2026-11-23T06:00:00Z',
        serials: serials.map(({ code, first, last }) => [code, first, last]),
      },
    },
  ],
  history: [],
} as unknown as CaseDetail
const path = 'PUT /counter/cases/c1/decision'
let page: VueWrapper

beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))
afterEach(() => page.unmount())

it.each<[string, number | null]>([
  ['00000101', 1],
  ['101，00000104-00000105', 3],
  ['００００ ０１０１', null],
  ['103 103', 2],
  ['103 103 103', null],
  ['101-101', 1],
  ['102-101', null],
  ['103-104', 2],
  ['102-104', null],
  ['106', null],
  ['abc', null],
  ['', null],
])('"%s" names %s sheets', (typed, count) => {
  const found = missingOf(typed, serials)
  expect(found === null ? null : sheetsIn(found)).toBe(count)
  page = mount({ render: () => null })
})

async function decide(outcome: string, numbers: string | null): Promise<void> {
  await page.find(`input[value=${outcome}]`).setValue()
  if (numbers !== null) await page.find('input[name=missing]').setValue(numbers)
  await page.find('textarea').setValue('查了监控')
  await page.find('form').trigger('submit')
}
const put = (shown = about) =>
  (page = mount(Shortfall, { props: { about: shown }, attachTo: document.body }) as VueWrapper)

it('needs a verdict, the missing numbers and a reason', async () => {
  const asked = fakeNet({})
  put()
  await page.find('form').trigger('submit')
  expect(page.text()).toContain(t('short-case.outcome.needed'))
  expect(page.text()).toContain(t('case.reason.needed'))
  expect(page.text()).toContain('少一张')
  await decide('missing', '999')
  expect(page.text()).toContain(t('short-case.numbers.needed'))
  expect(page.find('dialog form').exists()).toBe(false)
  expect(asked).toEqual([])
  expect(await faults()).toEqual([])
})

it('sends the missing sheets after one look back', async () => {
  const asked = fakeNet({ [path]: about })
  put()
  await decide('missing', '00000105')
  expect(page.find('dialog').text()).toContain(t('short-case.confirm.missing', { count: 1 }))
  await page.find('dialog form').trigger('submit')
  await flushPromises()
  const missing = [{ code: '130000000002', first: 105, last: 105 }]
  expect(asked[0]?.body).toEqual({ outcome: 'missing', reason: '查了监控', missing })
  expect(page.emitted('decided')).toHaveLength(1)
})

it('sends none when nothing is missing, and says so when a colleague was faster', async () => {
  const asked = fakeNet({ [path]: new Problem(409, { code: 'case-over' }) })
  put()
  await decide('found', null)
  await page.find('dialog form').trigger('submit')
  await flushPromises()
  expect(asked[0]?.body).toEqual({ outcome: 'found', reason: '查了监控', missing: [] })
  expect(page.emitted('over')).toHaveLength(1)
})

const back = {
  code: 'paper-retracted',
  inputs: { number: 9, retracted: [['130000000002', 104, 105]], retracted_count: 2 },
}
const both = { ...about, why: [...about.why, back] } as CaseDetail

it.each<[string, string, readonly number[] | null]>([
  ['handed', '', []],
  ['handed', '103', [103]],
  ['missing', '104-105', [104]],
  ['missing', '103, 105', null],
  ['missing', '', null],
])('says of what came back too that it is %s, beside "%s"', async (outcome, numbers, firsts) => {
  const asked = fakeNet({ [path]: both })
  put(both)
  expect(page.find('input[value=found]').exists()).toBe(false)
  expect(page.text()).toContain(t('short-case.back', { count: 2 }))
  await decide(outcome, numbers)
  expect(page.find('dialog form').exists()).toBe(firsts !== null)
  expect(await faults()).toEqual([])
  if (firsts === null) return
  const said = page
    .find('dialog')
    .text()
    .includes(
      t(numbers === '' ? 'short-case.confirm.handed.all' : 'short-case.confirm.handed', {
        count: 2,
      }),
    )
  expect(said).toBe(outcome === 'handed')
  await page.find('dialog form').trigger('submit')
  await flushPromises()
  const { missing } = asked[0]?.body as { missing: { first: number }[] }
  expect(missing.map(({ first }) => first)).toEqual(firsts)
})
