/** Applying beside the core: opened from the first screen, served like a scan, gone afterwards. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { loadText, t, type TextKey } from '@/text'
import { Hall } from './apply/fakes'
import type { Health } from './machine/health'
import { ONLINE, type Line } from './machine/line'
import { World } from './protocol/fakes'
import { Kiosk } from './protocol/machine'
import Service from './Service.vue'

const health: Health = {
  about: {
    id: 'Z001-K1',
    site_id: 'Z001',
    site_name: '模拟微厅',
    name: '1 号',
    state: 'in-service',
    out_reason: null,
  },
  printer: {
    paper: 'ok',
    door: 'closed',
    jam: false,
    cassettes: [{ kind: 'P_ORD', code: '1300', next: 1, last: 9 }],
    tray: 'clear',
    retracts: true,
  },
  printerLost: false,
  serverLost: false,
}
const CODE = 'ABCDEFGHJK2M'
let world: World
let hall: Hall
let page: VueWrapper
const heading = (): string => page.find('h1').text()

async function start(line: Line = ONLINE): Promise<void> {
  const machine = new Kiosk(world.ports())
  await machine.wake()
  const { visitors } = hall
  const told = { beat: async () => undefined, report: async () => undefined, visitors }
  page = mount(Service, { props: { machine, health, line, ...told }, attachTo: document.body })
}
async function touch(words: string): Promise<void> {
  const found = page.findAll('button').find((each) => each.text().startsWith(words))
  if (found === undefined) throw new Error(`no ${words} in ${page.text()}`)
  await found.trigger('click')
  await flushPromises()
}
const press = (key: TextKey, params = {}): Promise<void> => touch(t(key, params))
async function keys(digits: string): Promise<void> {
  for (const digit of digits) await touch(digit)
}
async function opened(): Promise<void> {
  await start()
  await press('kiosk.apply.open')
  await vi.waitFor(() => expect(heading()).toBe(t('visit.ways.title')))
}

// Fetched when it is first needed: a slow machine should not be taken for a silent one.
beforeAll(() => import('./apply/Apply.vue'))
beforeEach(async () => {
  world = new World()
  hall = new Hall()
  hall.codes[0] = { state: 'issued', site_id: 'Z001', code: CODE }
  await loadText('zh', ['kit', 'kiosk', 'serving'])
})
afterEach(() => page.unmount())

it('prints what was approved on the very path of a scan, and ends the visit', async () => {
  await opened()
  await press('visit.ways.sms')
  await keys('13800000001')
  await press('visit.phone.submit')
  await keys('123456')
  await touch('模拟甲')
  await touch('增值税普通发票')
  await keys('3')
  await press('visit.count.submit', { count: 3 })
  await vi.waitFor(() => expect(heading()).toBe(t('kiosk.done.title')))
  expect(world.tray).toHaveLength(3)
  expect(hall.log).toContain('end')
  expect(page.text()).not.toContain('模拟甲')
})

it('serves who scans while somebody before them is still signed in, and forgets that one', async () => {
  await opened()
  await press('visit.ways.sms')
  await keys('13800000001')
  await press('visit.phone.submit')
  await keys('123456')
  for (const key of [...CODE, 'Enter']) window.dispatchEvent(new KeyboardEvent('keydown', { key }))
  await vi.waitFor(() => expect(heading()).toBe(t('kiosk.done.title')))
  expect(hall.log).toContain('end')
})

it('takes what is typed for the form, not for a short code', async () => {
  await opened()
  await press('visit.ways.sms')
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '1' }))
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(heading()).toBe(t('visit.phone.title'))
})

it('goes back to the first screen by the end button', async () => {
  await opened()
  await press('visit.end')
  expect(heading()).toBe(t('kiosk.idle.title'))
})

it('offers it not without a line, and says what to do instead', async () => {
  await start({ ...ONLINE, away: true, ready: true })
  expect(page.text()).toContain(t('kiosk.apply.offline'))
  expect(page.text()).not.toContain(t('kiosk.apply.open'))
})

it('throws nobody out for one lost answer, but for a machine that cannot print', async () => {
  await opened()
  await page.setProps({ health: { ...health, serverLost: true } })
  expect(heading()).toBe(t('visit.ways.title'))
  const jammed = { ...health, printer: health.printer && { ...health.printer, jam: true } }
  await page.setProps({ health: jammed })
  expect(heading()).not.toBe(t('visit.ways.title'))
  await page.setProps({ health })
  expect(heading()).toBe(t('kiosk.idle.title'))
})
