/** A pickup that waits, on its card, and what is said while it is being printed. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import type { PickupLine } from '@/net/api-types'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, type Language } from '@/text'
import PassMoment from './PassMoment.vue'
import PickupCard from './PickupCard.vue'

const line = {
  id: 'p1',
  company_id: 'c',
  kind: 'P_ORD',
  state: 'issued',
  count: 4,
  handed_count: 0,
  site_name: '微厅（模拟）',
  expires_at: '2026-11-30T00:00:00Z',
  loan: null,
} as unknown as PickupLine
let page: VueWrapper
const put = (component: Parameters<typeof mount>[0], props: object) => {
  const stubs = { RouterLink: { props: ['to'], template: '<a :href="to"><slot /></a>' } }
  page = mount(component, { props, attachTo: document.body, global: { stubs } } as never)
  return page
}
const heading = () => page.get('h3').text().replace(/\s+/g, ' ')
const words = (language: Language) => loadText(language, ['kit', 'welcome', 'taxpayer'])
afterEach(() => page.unmount())

it.each<[Language, string, string]>([
  ['zh', '还剩 2 份（共 4 份）', '4 份'],
  ['en', '2 of 4 sheets left', '4 sheets'],
])('the card says in %s what is left, not what was applied for', async (language, left, all) => {
  await words(language)
  put(PickupCard, { pickup: { ...line, handed_count: 2 }, now: 0 })
  expect(heading()).toContain(left)
  expect(await faults()).toEqual([])
  page.unmount()
  put(PickupCard, { pickup: line, now: 0 })
  expect(heading()).toMatch(new RegExp(` ${all}$`))
  expect(heading()).not.toContain(left)
})

const printing = {
  state: 'dispensing',
  count: 3,
  handed_count: 0,
  serials: [],
  reservation: { count: 3, confirmed: 1 },
}
it.each<[Language, string, string]>([
  ['zh', '正在打印第 2 份', '网络中断，正在重连；终端会继续出票'],
  ['en', 'Printing sheet 2', 'No connection, trying again; the kiosk goes on printing'],
])(
  'says in %s that it hears nothing, instead of an old sheet number',
  async (language, now, cut) => {
    await words(language)
    put(PassMoment, { pickup: printing })
    expect(page.text()).toContain(now)
    await page.setProps({ cut: true })
    expect(page.text()).toContain(cut)
    expect(page.text()).not.toContain(now)
    expect(await faults()).toEqual([])
  },
)

it.each<[Language, string]>([
  ['zh', '已交付 3 份，共 3 份'],
  ['en', '3 of 3'],
])('counts in %s what an interrupted service has confirmed', async (language, told) => {
  await words(language)
  put(PassMoment, {
    pickup: { ...printing, state: 'open', reservation: { count: 3, confirmed: 3 } },
  })
  expect(page.text()).toContain(told)
})

it('does not say that paper was handed over which the machine drew back in', async () => {
  await words('zh')
  const over = { ...printing, state: 'dispensed', handed_count: 3, reservation: null, serials: [] }
  put(PassMoment, { pickup: { ...over, report: { outcome: null, taken_back: 2 } } })
  expect(page.text()).toBe('')
  await page.setProps({ pickup: { ...over, report: { outcome: 'found', taken_back: 2 } } })
  expect(page.text()).toContain('已交付 3 份')
})

it('calls nobody to a remainder that is given up', async () => {
  await words('zh')
  const pickup = { ...printing, state: 'issued', handed_count: 1, reservation: null }
  put(PassMoment, { pickup })
  expect(page.text()).toContain('还有 2 份可领')
  await page.setProps({ leaving: true })
  expect(page.text()).toBe('已交付 1 份')
})

it('does not claim to know how far a machine out of hearing is', async () => {
  await words('zh')
  put(PassMoment, { pickup: printing, cut: true })
  expect(page.text()).toContain('本机最后得知已出 1 份，共 3 份，实际可能更多')
})

it('says nothing of the line while nothing is being printed', async () => {
  await words('zh')
  put(PassMoment, { pickup: { ...printing, state: 'reserved' }, cut: true })
  expect(page.text()).not.toContain('正在重连')
})
