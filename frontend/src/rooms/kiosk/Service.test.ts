import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { chooseLanguage } from '@/look/look'
import { language, loadText, t } from '@/text'
import type { Health } from './machine/health'
import { World } from './protocol/fakes'
import { Kiosk } from './protocol/machine'
import type { View } from './protocol/views'
import Service from './Service.vue'
import { visit } from './visit'

const well: Health = {
  about: {
    id: 'B001-K1',
    site_id: 'B001',
    site_name: '甲厅',
    name: '1 号',
    state: 'in-service',
    out_reason: null,
  },
  printer: {
    paper: 'ok',
    door: 'closed',
    jam: false,
    tray: 'clear',
    retracts: true,
    cassettes: [{ kind: 'P_ORD', code: '1300', next: 1, last: 9 }],
  },
  printerLost: false,
  serverLost: false,
}
const CODE = 'ABCDEFGHJK2M'
let world: World
let page: VueWrapper
const beat = vi.fn(async () => undefined)
const report = vi.fn(async () => undefined)
const heading = () => page.find('h1').text()

/** A scanner types the code into the window, whatever is on the screen. */
async function scan(code: string): Promise<void> {
  for (const key of [...code, 'Enter']) window.dispatchEvent(new KeyboardEvent('keydown', { key }))
  await settle()
}
async function settle(): Promise<void> {
  for (let turns = 0; turns < 30; turns += 1) await flushPromises()
}
async function escape(): Promise<void> {
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  await page.vm.$nextTick()
  await flushPromises()
}
async function press(words: string): Promise<void> {
  await page
    .findAll('button')
    .find((button) => button.text() === words)
    ?.trigger('click')
  await flushPromises()
}
/** A core that only shows: for screens whose cause is far away. */
function shown(view: View): Kiosk & { home: ReturnType<typeof vi.fn> } {
  const core = { view, home: vi.fn(), retryNow: vi.fn(), subscribe: () => () => undefined }
  return core as unknown as Kiosk & { home: ReturnType<typeof vi.fn> }
}
async function start(health: Health = well): Promise<void> {
  const machine = new Kiosk(world.ports())
  await machine.wake()
  page = mount(Service, { props: { machine, health, beat, report }, attachTo: document.body })
}

beforeEach(async () => {
  world = new World()
  beat.mockClear()
  await loadText('zh', ['kit', 'kiosk', 'serving'])
})
afterEach(() => {
  vi.useRealTimers()
  page.unmount()
})

it('serves a scan from the first screen to the goodbye and tells the city at once', async () => {
  await start()
  expect(heading()).toBe(t('kiosk.idle.title'))
  await scan(CODE)
  expect(heading()).toBe(t('kiosk.done.title'))
  expect(page.text()).toContain('00000501')
  expect(world.tray).toHaveLength(3)
  expect(beat).toHaveBeenCalled()
})

it('serves the next person while the goodbye still stands, and refuses the same code', async () => {
  await start()
  await scan(CODE)
  world.refuse.reserve = 'pickup-dispensed'
  await scan(CODE)
  expect(heading()).toBe(t('kiosk.refused.pickup-dispensed.cause'))
  expect(world.tray).toHaveLength(3)
})

it('lets a person say that sheets are missing, and serves the next one from there', async () => {
  await start()
  await scan(CODE)
  const ask = page.findAll('button').find((each) => each.text() === t('kiosk.short.ask'))
  await ask?.trigger('click')
  await vi.waitFor(() => expect(heading()).toBe(t('kiosk.short.title')))
  expect(page.text()).toContain(t('kiosk.short.lead', { count: 3 }))
  const act = page.findAll('button').find((each) => each.text().includes('2'))
  await act?.trigger('click')
  await vi.waitFor(() => expect(heading()).toBe(t('kiosk.short.sent')))
  expect(report).toHaveBeenCalledWith(2)
  world.refuse.reserve = 'pickup-dispensed'
  await scan(CODE)
  expect(heading()).toBe(t('kiosk.refused.pickup-dispensed.cause'))
})

it('asks for the phone digits and never shows them again', async () => {
  world.needsCheck = '138000'
  await start()
  await scan(CODE)
  expect(heading()).toBe(t('kiosk.check.title'))
  for (const key of '138000')
    window.dispatchEvent(new KeyboardEvent('keydown', { key, timeStamp: 1 } as KeyboardEventInit))
  await settle()
  await page
    .findAll('button')
    .find((button) => button.text() === t('kiosk.check.submit'))
    ?.trigger('click')
  await settle()
  expect(heading()).toBe(t('kiosk.done.title'))
  expect(page.html()).not.toContain('138000')
})

it('opens the keypad when somebody types slowly', async () => {
  await start()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
  await new Promise((resolve) => setTimeout(resolve, 250))
  await settle()
  expect(heading()).toBe(t('kiosk.type.title'))
  expect(page.findAll('.full').map((box) => box.text())).toEqual(['A'])
})

it('takes no code out of service, but never interrupts who is being served', async () => {
  await start({
    ...well,
    about: { ...well.about!, state: 'out-of-service', out_reason: '补充纸张' },
  })
  expect(heading()).toBe(t('kiosk.out.title'))
  expect(page.text()).toContain('补充纸张')
  await scan(CODE)
  expect(world.requests).toHaveLength(0)
  await page.setProps({ health: well })
  await scan(CODE)
  await page.setProps({ health: { ...well, serverLost: true } })
  expect(heading()).toBe(t('kiosk.done.title'))
})

it('stops serving when nothing can be journaled', async () => {
  const trace = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const ports = world.ports()
  const machine = new Kiosk({
    ...ports,
    journal: { ...ports.journal, append: () => Promise.reject(new Error('full')) },
  })
  await machine.wake()
  page = mount(Service, { props: { machine, health: well, beat, report }, attachTo: document.body })
  await scan(CODE)
  expect(page.text()).toContain(t('kiosk.out.disk'))
  expect(trace).toHaveBeenCalledOnce()
  expect(world.requests).toHaveLength(0)
})

it('leaves a screen by Escape when nothing is lost by it', async () => {
  world.refuse.reserve = 'code-expired'
  await start()
  await scan(CODE)
  expect(heading()).toBe(t('kiosk.refused.code-expired.cause'))
  await escape()
  expect(heading()).toBe(t('kiosk.idle.title'))
})

it('never leaves a sheet that is being printed, by Escape or by time', async () => {
  let answer = (): void => undefined
  const waiting = new Promise<void>((resolve) => (answer = resolve))
  const printer = world.ports().printer
  const slow = {
    ...world.ports(),
    printer: {
      head: printer.head.bind(printer),
      feed: async (feed: string, kind: string) => {
        await waiting
        return await printer.feed(feed, kind)
      },
    },
  }
  const machine = new Kiosk(slow)
  await machine.wake()
  page = mount(Service, { props: { machine, health: well, beat, report }, attachTo: document.body })
  await scan(CODE)
  const title = t('kiosk.print.title', { sheet: 1, count: 3 })
  expect(heading()).toBe(title)
  vi.useFakeTimers()
  await escape()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(heading()).toBe(title)
  expect(page.find('.bar').exists()).toBe(false)
  vi.useRealTimers()
  answer()
  await settle()
  expect(heading()).toBe(t('kiosk.done.title'))
})

it('types again after a short code that is unknown', async () => {
  world.refuse.reserve = 'pickup-unknown'
  await start()
  await scan(CODE)
  await press(t('kiosk.refused.retype'))
  expect(heading()).toBe(t('kiosk.type.title'))
})

it('shows how a pickup is called back from its holder, and leaves the asking to the core', async () => {
  vi.useFakeTimers()
  const refusal = { code: 'pickup-held', params: { recalling: true, kiosk_id: 'B001-K2' } }
  const machine = shown({ at: 'refused', refusal })
  page = mount(Service, { props: { machine, health: well, beat, report }, attachTo: document.body })
  expect(heading()).toBe(t('kiosk.recall.cause'))
  expect(page.text()).toContain('B001-K2')
  await vi.advanceTimersByTimeAsync(9_000)
  expect(machine.home).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(machine.home).not.toHaveBeenCalled()
  expect(page.text()).toContain(t('kiosk.recall.progress', { seconds: 0 }))
})

it('keeps what is typed when the language changes and when it asks whether one is there', async () => {
  vi.useFakeTimers()
  const machine = shown({ at: 'reading' })
  page = mount(Service, { props: { machine, health: well, beat, report }, attachTo: document.body })
  const typed = (): string[] => page.findAll('.full').map((box) => box.text())
  for (const key of ['7', 'k', '2'])
    window.dispatchEvent(new KeyboardEvent('keydown', { key, timeStamp: 1 } as KeyboardEventInit))
  await vi.advanceTimersByTimeAsync(0)
  expect(typed()).toEqual(['7', 'K', '2'])
  await chooseLanguage('en')
  expect([heading(), typed().join('')]).toEqual(['Type the short code', '7K2'])
  await vi.advanceTimersByTimeAsync(101_000)
  expect(page.find('.bar').text()).toContain('19 s')
  await press('I am still here')
  window.dispatchEvent(new Event('pointerdown'))
  await vi.advanceTimersByTimeAsync(99_000)
  expect(page.find('.bar').exists()).toBe(false)
  expect(typed().join('')).toBe('7K2')
  expect(machine.home).not.toHaveBeenCalled()
})

it("keeps a visitor's low reach while they try again, and drops it when they are gone", async () => {
  world.refuse.reserve = 'code-stale'
  await start()
  Object.assign(visit, { low: true, contrast: true })
  expect(document.documentElement.dataset).toMatchObject({ reach: 'low', contrast: 'high' })
  await scan(CODE)
  await press(t('kiosk.refused.again'))
  expect(visit).toEqual({ low: true, contrast: true })
  delete world.refuse.reserve
  await scan(CODE)
  await press(t('kiosk.done.finish'))
  expect(visit).toEqual({ low: false, contrast: false })
  expect(document.documentElement.dataset).toMatchObject({ reach: 'all', contrast: 'plain' })
})

it('drops it too when the first screen is left alone', async () => {
  vi.useFakeTimers()
  const machine = shown({ at: 'idle' })
  page = mount(Service, { props: { machine, health: well, beat, report }, attachTo: document.body })
  visit.low = true
  await vi.advanceTimersByTimeAsync(44_000)
  expect(visit.low).toBe(true)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(visit.low).toBe(false)
})

it('begins in the language of the city again for the next person', async () => {
  await start()
  await chooseLanguage('en')
  await scan(CODE)
  expect(heading()).toBe('Please take your paper')
  await page
    .findAll('button')
    .find((button) => button.text() === t('kiosk.done.finish'))
    ?.trigger('click')
  await vi.waitFor(() => expect(language()).toBe('zh'))
  expect(page.html()).not.toContain(CODE)
})

it('serves nobody while paper of another lies in the tray, and says so', async () => {
  await start()
  await page.setProps({ tray: 'waiting' })
  expect(page.text()).toContain(t('kiosk.out.tray'))
  await scan(CODE)
  expect(world.requests).toEqual([])
})
