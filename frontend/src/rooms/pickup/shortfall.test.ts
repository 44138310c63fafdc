/** "I got 4 of 5" on the phone: what is asked, what is sent, and what becomes of it. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Pickup } from '@/net/api-types'
import { Problem } from '@/net/problems'
import { fakeNet } from '@/rooms/counter/fakes'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import Shortfall from './Shortfall.vue'

const handed = (more: object): Pickup =>
  ({
    id: 'p1',
    state: 'dispensed',
    site_id: 'Z001',
    last_service: { kiosk_id: 'Z001-K1', ended_at: '2026-11-23T06:00:00Z', count: 5, serials: [] },
    report: null,
    reportable_until: '2026-11-24T06:00:00Z',
    ...more,
  }) as unknown as Pickup
let page: VueWrapper
const put = (more: object = {}) =>
  (page = mount(Shortfall, {
    props: { pickup: handed(more) },
    attachTo: document.body,
  }) as VueWrapper)
async function asked(): Promise<void> {
  await page.get('button').trigger('click')
}
const send = () => page.findAll('dialog .act button')[1]?.trigger('click')

beforeEach(() => loadText('zh', ['kit', 'taxpayer']))
afterEach(() => page.unmount())

it('begins with one less than the record and sends what is said', async () => {
  const heard = fakeNet({ PUT: handed({ reportable_until: null }) })
  put()
  await asked()
  expect(page.get('dialog').text()).toContain('Z001-K1 记录交付 5 份')
  expect(await faults()).toEqual([])
  await page.get('textarea').setValue(' 最后一张没出来 ')
  await send()
  await flushPromises()
  expect(heard[0]?.path).toMatch(/^\/pickups\/p1\/report\/[0-9a-f-]{36}$/)
  expect(heard[0]?.body).toEqual({ has: 4, note: '最后一张没出来' })
  expect(page.emitted('reported')).toHaveLength(1)
})

it('says the same under the same id when the answer was lost', async () => {
  const heard = fakeNet({ PUT: new Problem(503, { code: 'busy', title: '忙', detail: '再试' }) })
  put()
  await asked()
  await page.get('input[name=has]').setValue('5')
  await send()
  expect(page.text()).toContain(t('short.range', { most: 4 }))
  await page.get('input[name=has]').setValue('3')
  await send()
  await flushPromises()
  await send()
  await flushPromises()
  expect(heard.map((each) => each.path)).toEqual([heard[0]?.path, heard[0]?.path])
  expect(page.get('dialog').text()).toContain('忙')
})

it.each<[string, object, string]>([
  ['waits', { report: { has: 4, outcome: null, at: '2026-11-23T07:00:00Z' } }, '正在核对'],
  ['lies in the machine', { report: { has: 3, outcome: null, taken_back: 2 } }, '2 份没有取走'],
  ['was given out', { report: { has: 3, outcome: 'found', taken_back: 2 } }, '已交给领票人'],
  [
    'was spoiled',
    { state: 'issued', report: { has: 3, outcome: 'missing', taken_back: 2 } },
    '收回的 2 份已作废，可以再领',
  ],
  ['was found', { report: { has: 4, outcome: 'found' } }, '没有缺票'],
  ['is owed', { state: 'issued', report: { has: 4, outcome: 'missing' } }, '新的取票码'],
  [
    'has no place',
    { state: 'issued', site_id: null, report: { has: 4, outcome: 'missing' } },
    '先换一个取票地点',
  ],
])('says that it %s', async (_, more, words) => {
  put({ ...more, reportable_until: null })
  expect(page.text()).toContain(words)
  expect(page.find('button').exists()).toBe(false)
  expect(await faults()).toEqual([])
})

it('has the page look again when somebody reported it elsewhere', async () => {
  fakeNet({ PUT: new Problem(409, { code: 'report-exists-differently', title: '已经报告过' }) })
  put()
  await asked()
  await send()
  await flushPromises()
  expect(page.get('dialog').text()).toContain('已经报告过')
  expect(page.emitted('late')).toHaveLength(1)
  await page.setProps({
    pickup: handed({
      reportable_until: null,
      report: { has: 4, outcome: null, at: '2026-11-23T07:00:00Z' },
    }),
  })
  expect(page.text()).toContain('正在核对')
  expect(page.find('button').exists()).toBe(false)
})
