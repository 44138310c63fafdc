import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { loadText, t } from '@/text'
import { faults } from '../axe'
import { Fresh } from '../camera/fresh'
import EaseBar from '../parts/EaseBar.vue'
import Check from './Check.vue'
import CutOff from './CutOff.vue'
import Goodbye from './Goodbye.vue'
import OutOfService from './OutOfService.vue'
import Idle from './Idle.vue'
import Pairing from './Pairing.vue'
import PrintingScreen from './PrintingScreen.vue'
import Recalling from './Recalling.vue'
import Refused from './Refused.vue'
import StoppedScreen from './StoppedScreen.vue'
import Short from './Short.vue'
import Typing from './Typing.vue'
import Waiting from './Waiting.vue'
import { Refused as No, Unreachable } from '../protocol/ports'

const serials = [
  { code: '013002600104', number: 501 },
  { code: '013002600104', number: 502 },
]
const printing = {
  at: 'printing',
  kind: 'P_ORD',
  count: 5,
  sheet: 2,
  serial: serials[1],
  confirming: true,
  serials,
  trouble: { who: 'server', attempts: 3 },
  ending: false,
}
const stopped = {
  at: 'stopped',
  reason: 'jam',
  code: null,
  kind: 'P_ORD',
  count: 5,
  serials,
  reported: true,
  trouble: null,
}
const screens: [string, Component, Record<string, unknown>][] = [
  [
    'pairing',
    Pairing,
    {
      pairing: {
        id: 'p',
        code: '7K2M-9QXT',
        expires_at: '2999-01-01T00:00:00Z',
        state: 'waiting',
        kiosk_id: null,
      },
      lost: true,
      revoked: true,
      now: () => 0,
    },
  ],
  ['idle', Idle, { fresh: new Fresh() }],
  ['ease', EaseBar, {}],
  [
    'recalling',
    Recalling,
    { refusal: { code: 'pickup-held', params: { recalling: true, kiosk_id: 'B001-K2' } } },
  ],
  ['typing', Typing, { start: 'AB' }],
  ['check', Check, { refusal: { code: 'collector-wrong', params: { tries_left: 3 } } }],
  ['reserving', Waiting, { view: { at: 'reserving', trouble: { who: 'server', attempts: 2 } } }],
  ['printing', PrintingScreen, { view: printing }],
  ['cut off', CutOff, { cut: { count: 5, given: 2 } }],
  ['printer gone', StoppedScreen, { view: { ...stopped, reason: 'printer', reported: false } }],
  [
    'printing without a printer',
    PrintingScreen,
    { view: { ...printing, confirming: false, trouble: { who: 'printer', attempts: 4 } } },
  ],
  ['busy', OutOfService, { cause: 'busy' }],
  ['many sheets', PrintingScreen, { view: { ...printing, count: 40 } }],
  ['goodbye', Goodbye, { kind: 'P_ORD', serials }],
  ['fewer sheets', Short, { count: 3, report: async () => undefined }],
  ['stopped', StoppedScreen, { view: stopped }],
  ['in doubt', StoppedScreen, { view: { ...stopped, reason: 'in-doubt', reported: false } }],
  ['refused', Refused, { refusal: { code: 'pickup-elsewhere', params: { site_id: 'B001' } } }],
  [
    'out of service',
    OutOfService,
    { cause: 'staff', health: { about: { out_reason: '补充纸张' } } },
  ],
]
let mounted: VueWrapper | null = null
const put = (component: Component, props: Record<string, unknown>) =>
  (mounted = mount(component, { props, attachTo: document.body }))

beforeEach(() => loadText('zh', ['kit', 'kiosk', 'serving', 'aftercare']))
afterEach(() => {
  mounted?.unmount()
  vi.useRealTimers()
})

describe.each(screens)('%s', (_, component, props) => {
  it('has no fault axe can find in either language, and a heading that holds the focus', async () => {
    for (const language of ['zh', 'en'] as const) {
      await loadText(language, ['kit', 'kiosk', 'serving', 'aftercare'])
      const page = put(component, props)
      expect(await faults()).toEqual([])
      if (component !== EaseBar) expect(document.activeElement?.tagName).toBe('H1')
      expect(page.text()).not.toMatch(/kiosk\.\w|\{\w+\}/)
      page.unmount()
    }
  })
})

describe('fewer sheets', () => {
  const press = (page: VueWrapper, words: string) =>
    page
      .findAll('button')
      .find((button) => button.text() === words)
      ?.trigger('click')

  it('counts down to none, never up to all, and says it once', async () => {
    const report = vi.fn(async () => undefined)
    const page = put(Short, { count: 2, report })
    expect(page.get('output').text()).toBe(t('kiosk.sheets', { count: 1 }))
    expect(page.findAll('button')[1]?.attributes('disabled')).toBeDefined()
    await press(page, t('kiosk.short.fewer'))
    expect(page.findAll('button')[0]?.attributes('disabled')).toBeDefined()
    await press(page, t('kiosk.short.act', { has: 0 }))
    await vi.waitFor(() => expect(page.get('h1').text()).toBe(t('kiosk.short.sent')))
    expect(report.mock.calls).toEqual([[0]])
  })

  it('says what stands in the way and lets it be tried again', async () => {
    const report = vi
      .fn<(has: number) => Promise<void>>()
      .mockRejectedValueOnce(new Unreachable('server'))
      .mockRejectedValueOnce(new No('report-too-late', { title: '太晚了', next: '请到大厅。' }))
    const page = put(Short, { count: 3, report })
    await press(page, t('kiosk.short.act', { has: 2 }))
    await vi.waitFor(() => expect(page.get('[role=alert]').text()).toBe(t('kiosk.short.failed')))
    await press(page, t('kiosk.short.act', { has: 2 }))
    await vi.waitFor(() => expect(page.get('[role=alert]').text()).toBe('太晚了 请到大厅。'))
    await press(page, t('kiosk.short.back'))
    expect(page.emitted('back')).toHaveLength(1)
  })
})

describe('a service that was cut off', () => {
  it.each([
    [2, 'kiosk.cut.some'],
    [0, 'kiosk.cut.none'],
    [5, 'kiosk.cut.all'],
  ] as const)('says what is in the hand (%i of 5) and whom to call', (given, words) => {
    const page = put(CutOff, { cut: { count: 5, given } })
    expect(page.text()).toContain(t(words, { count: 5, given }))
    expect(page.text()).toContain('12366')
    page.find('button').trigger('click')
    expect(page.emitted('home')).toHaveLength(1)
  })
})

describe('a printer that is gone', () => {
  it('offers to leave instead of an end that cannot be reached, and names the number', () => {
    const trouble = { who: 'printer', attempts: 2 }
    const page = put(PrintingScreen, { view: { ...printing, trouble } })
    expect(page.text()).toContain(t('kiosk.partHere'))
    expect(page.text()).not.toContain(t('kiosk.endHere'))
    expect(page.text()).not.toContain(t('kiosk.print.stay'))
    expect(page.text()).toContain(t('kiosk.print.pull'))
    expect(page.text()).toContain('12366')
  })

  it('lets the person go home at once, told or not, without asking for a count', () => {
    const view = { ...stopped, reason: 'printer', reported: false }
    const page = put(StoppedScreen, { view })
    expect(page.text()).toContain(t('kiosk.stopped.printer.title'))
    expect(page.text()).toContain(t('kiosk.home'))
    expect(page.text()).not.toContain(t('kiosk.short.ask'))
  })
})

describe('a jam', () => {
  it.each([
    [false, 'kiosk.out.jam'],
    [true, 'kiosk.out.jam.untold'],
  ] as const)('claims that staff know of it only with a line (lost: %s)', (serverLost, words) => {
    expect(put(OutOfService, { cause: 'jam', health: { serverLost } }).text()).toContain(t(words))
  })
})

describe('typing', () => {
  const press = (key: string) => window.dispatchEvent(new KeyboardEvent('keydown', { key }))

  it('takes the real keyboard, folds lookalikes and says so, and ends with Enter', async () => {
    const page = put(Typing, { start: '' })
    for (const key of 'abcd0fghjk2') press(key)
    press('Enter')
    expect(page.emitted('code')).toBeUndefined()
    press('ｍ')
    await page.vm.$nextTick()
    expect(page.text()).toContain(t('kiosk.type.folded'))
    press('Enter')
    expect(page.emitted('code')).toEqual([['ABCDOFGHJK2M']])
  })

  it('takes the keys on the screen, deletes and clears', async () => {
    const page = put(Typing, { start: 'AB' })
    const key = (words: string) =>
      page
        .findAll('button')
        .find((one) => one.text() === words || one.attributes('aria-label') === words)
    await key('Q')?.trigger('click')
    expect(page.findAll('.full')).toHaveLength(3)
    await key(t('kiosk.key.delete'))?.trigger('click')
    expect(page.findAll('.full')).toHaveLength(2)
    await key(t('kiosk.key.clear'))?.trigger('click')
    expect(page.findAll('.full')).toHaveLength(0)
  })

  it('goes home on Escape and ignores shortcuts', () => {
    const page = put(Typing, { start: '' })
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true }))
    expect(page.findAll('.full')).toHaveLength(0)
    press('Escape')
    expect(page.emitted('home')).toHaveLength(1)
  })
})

describe('check', () => {
  it('empties the boxes after a wrong answer and says how many tries are left', async () => {
    const page = put(Check, { refusal: null })
    for (const key of '13８000') window.dispatchEvent(new KeyboardEvent('keydown', { key }))
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    expect(page.emitted('check')).toEqual([['138000']])
    await page.setProps({ refusal: { code: 'collector-wrong', params: { tries_left: 4 } } })
    expect(page.findAll('.full')).toHaveLength(0)
    expect(page.find('[role=alert]').text()).toContain('4')
  })
})

describe('going home by itself', () => {
  it('warns first, waits for whoever touches the screen, then goes', async () => {
    vi.useFakeTimers()
    const page = put(Goodbye, { kind: 'P_ORD', serials })
    await vi.advanceTimersByTimeAsync(11_000)
    expect(page.find('.bar').text()).toContain('14')
    window.dispatchEvent(new Event('pointerdown'))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(page.emitted('home')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(page.emitted('home')).toHaveLength(1)
  })
})

it.each([
  ['zh', '供工作人员：pickup-dispensed', /代码/],
  ['en', 'For staff: pickup-dispensed', /Code /],
] as const)('keeps the code of a refusal in %s for staff only', async (language, words, unsaid) => {
  await loadText(language, ['kit', 'kiosk', 'serving'])
  const page = mount(Refused, { props: { refusal: { code: 'pickup-dispensed', params: {} } } })
  expect(page.get('.staff').text()).toBe(words)
  expect(page.text()).not.toMatch(unsaid)
  page.unmount()
})

it('offers no typed code while the camera is off and there is no line', async () => {
  await loadText('zh', ['kit', 'kiosk', 'serving'])
  const page = mount(Idle, {
    props: { fresh: new Fresh(), offline: true },
    attachTo: document.body,
  })
  await vi.waitFor(() => expect(page.text()).toContain('摄像头未开启'))
  expect(page.text()).not.toContain('或输入 12 位短码')
  expect(page.text()).toContain('离线时不能输入短码')
  await page.setProps({ offline: false })
  expect(page.text()).toContain('或输入 12 位短码')
  page.unmount()
})
