import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t, type Language } from '@/text'
import type { Forecast, StaffKiosk } from '../api'
import { fakeNet } from '../fakes'
import { isSilent, outlookOf, standingOf, stockOf, tooEarlyOf } from './condition'
import KioskCard from './KioskCard.vue'
import PairDialog from './PairDialog.vue'
import StateDialog from './StateDialog.vue'

const now = Date.parse('2026-11-23T08:00:00Z')
const well: StaffKiosk = {
  id: 'B001-K1',
  site_id: 'B001',
  site_name: '甲厅',
  name: '1 号终端',
  state: 'in-service',
  paired: true,
  last_heard_at: '2026-11-23T07:59:50Z',
  cassettes: [{ kind: 'P_ORD', code: '1300', next: 5, left: 6 }],
}
let page: VueWrapper | null = null
const put = (component: Parameters<typeof mount>[0], props: object) =>
  (page = mount(component, { props, attachTo: document.body } as never) as VueWrapper)
beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))
afterEach(() => page?.unmount())

describe('condition', () => {
  it.each<[Partial<StaffKiosk>, string]>([
    [{}, 'good'],
    [{ state: 'out-of-service', jam: true }, 'warn'],
    [{ paired: false, last_heard_at: null }, 'plain'],
    [{ jam: true }, 'bad'],
    [{ last_heard_at: '2026-11-23T07:58:59Z' }, 'bad'],
    [{ cassettes: [] }, 'bad'],
    [{ paper: 'low' }, 'warn'],
  ])('%j is %s', (change, tone) => expect(standingOf({ ...well, ...change }, now).tone).toBe(tone))

  it('does not call a machine well whose service waits for a clerk', () => {
    expect(standingOf({ ...well, held_up: true }, now).words).toBe(t('kiosks.heldUp'))
  })

  it('calls a printer that is not reached so, and not empty', () => {
    const kiosk: StaffKiosk = { ...well, paper: 'unknown' }
    expect(standingOf(kiosk, now)).toEqual({ words: '连不上打印机', tone: 'bad' })
    expect(standingOf({ ...kiosk, cassettes: [] }, now).words).toBe('连不上打印机')
  })

  it('waits for the first sign of a machine just paired, then calls it silent', () => {
    const old = { ...well, last_heard_at: '2026-11-23T07:00:00Z', silent: false }
    const words = (kiosk: StaffKiosk, at: number): string => standingOf(kiosk, at, now).words
    expect(words(old, now + 5_000)).toBe('等待首次心跳')
    expect(words(old, now + 61_000)).toBe('失去联系')
    expect(words({ ...old, last_heard_at: null }, now)).toBe('等待首次心跳')
    expect(words({ ...old, last_heard_at: null, silent: true }, now)).toBe('失去联系')
  })

  it('is silent after a minute, not before', () => {
    expect(isSilent({ ...well, last_heard_at: '2026-11-23T07:59:00Z' }, now)).toBe(false)
    expect(isSilent({ ...well, last_heard_at: null }, now)).toBe(true)
  })

  it('adds up a kind and shows the serial that leaves next', () => {
    const cassettes = [
      { kind: 'P_ORD', code: '1', next: 10, left: 0 },
      { kind: 'P_ORD', code: '2', next: 20, left: 5 },
      { kind: 'P_ORD', code: '3', next: 30, left: 2 },
    ]
    expect(stockOf({ ...well, cassettes })).toMatchObject([{ left: 7, next: 20, code: '2' }])
  })
})

it('pairs by the code on the screen and shows why it did not work', async () => {
  const asked = fakeNet({
    PUT: new Problem(400, {
      code: 'pairing-code-unknown',
      title: '没有这组配对码',
      detail: '请看屏幕',
    }),
  })
  const dialog = put(PairDialog, { modelValue: true, kiosk: well })
  await flushPromises()
  expect(dialog.find('button[type=submit]').attributes('disabled')).toBeDefined()
  await dialog.find('input').setValue('7k2m-9qxt')
  await dialog.find('form').trigger('submit')
  await flushPromises()
  expect(asked[0]).toEqual({
    method: 'PUT',
    path: '/counter/kiosks/B001-K1/pairing',
    body: { code: '7k2m-9qxt' },
  })
  expect(dialog.text()).toContain('没有这组配对码')
  expect(dialog.emitted('done')).toBeUndefined()
})

it.each<[Language, string, string]>([
  ['zh', '有关内容：配对码', '验证码'],
  ['en', 'pairing code', 'About: Code'],
])('calls the entry by its name in %s when the code is wrong', async (language, name, other) => {
  await loadText(language, ['kit', 'identity', 'places', 'taxpayer', 'counter'])
  for (const code of ['pairing-code-wrong', 'pairing-code-malformed']) {
    const errors = [{ pointer: '/code' }]
    fakeNet({ PUT: new Problem(422, { code, title: 'T', detail: 'D', errors }) })
    const dialog = put(PairDialog, { modelValue: true, kiosk: well })
    await flushPromises()
    await dialog.find('input').setValue('7k2m-9qxt')
    await dialog.find('form').trigger('submit')
    await flushPromises()
    expect(dialog.find('[role=alert], .banner').text()).toContain(name)
    expect(dialog.text()).not.toContain(other)
    dialog.unmount()
  }
})

it('takes a machine out only with a reason, and its key away by its own route', async () => {
  const asked = fakeNet({ PUT: well, DELETE: {} })
  const dialog = put(StateDialog, { modelValue: true, kiosk: well, act: 'disable' })
  await flushPromises()
  await dialog.find('form').trigger('submit')
  expect(asked).toHaveLength(0)
  await dialog.find('input').setValue('补充纸张')
  await dialog.find('form').trigger('submit')
  await flushPromises()
  expect(asked[0]?.body).toEqual({ enabled: false, reason: '补充纸张' })
  dialog.unmount()
  const other = put(StateDialog, { modelValue: true, kiosk: well, act: 'unpair' })
  await flushPromises()
  await other.find('form').trigger('submit')
  await flushPromises()
  expect(asked[1]).toMatchObject({ method: 'DELETE', path: '/counter/kiosks/B001-K1/pairing' })
  expect(other.emitted('done')).toHaveLength(1)
})

it('offers what fits the machine', async () => {
  const card = put(KioskCard, {
    kiosk: { ...well, paired: false, state: 'out-of-service', out_reason: '检修' },
    now,
  })
  expect(await faults()).toEqual([])
  const words = card.findAll('button').map((button) => button.text())
  // Paper moves only at a machine that is paired.
  expect(words).toEqual([
    t('kiosks.pair'),
    t('kiosks.enable'),
    t('kiosks.count'),
    t('kiosks.place'),
  ])
  expect(card.text()).toContain('检修')
})

it('takes paper out only of a machine that holds some', async () => {
  const card = put(KioskCard, { kiosk: well, now })
  const words = (): string[] => card.findAll('button').map((button) => button.text())
  expect(words()).toEqual(['装票', '停用', '取出', '清点', '解除配对', '名称与地点'])
  await card.findAll('button')[2]?.trigger('click')
  expect(card.emitted('act')).toEqual([['unload']])
  await card.setProps({ kiosk: { ...well, cassettes: [] } })
  expect(words()).toEqual(['装票', '停用', '解除配对', '名称与地点'])
})

describe('the outlook', () => {
  const one: Forecast = {
    kind: 'P_ORD',
    left: 6,
    basis: 'consumption',
    days: 14,
    runs_out_at: '2026-11-25T07:00:00Z',
    need: 9,
    refill: true,
  }
  const few = { basis: 'too-few-days', days: 1, runs_out_at: null, need: null } as const
  const cases: [Partial<Forecast>, string | undefined][] = [
    [{}, '该补票了：预计 11月25日 15:00 用完，三天约需 9 份'],
    [{ refill: false }, '预计 11月25日 15:00 用完'],
    [{ refill: false, runs_out_at: null }, '四周内够用'],
    [{ refill: false, ...few }, undefined],
    [{ left: 0 }, undefined],
    [{ kind: 'P_ROLL' }, undefined],
  ]
  it.each(cases)('%j: %s', (change, words) => {
    const kiosk = { ...well, forecasts: [{ ...one, ...change }] }
    expect(outlookOf(kiosk, 'P_ORD')?.words).toBe(words)
  })

  it('says once for a paired machine when it is too early to tell', () => {
    const early = { ...one, ...few, refill: false }
    const forecasts = [early, { ...early, kind: 'P_ROLL', days: 0 }, { ...one, kind: 'P_SPECIAL' }]
    expect(tooEarlyOf({ ...well, forecasts })).toBe('还没有用量记录，不能预测何时用完')
    expect(tooEarlyOf({ ...well, forecasts: [early] })).toBe(
      '用量记录只有 1 天，还不能预测何时用完',
    )
    expect(tooEarlyOf({ ...well, forecasts, paired: false })).toBeNull()
    expect(tooEarlyOf({ ...well, forecasts: [one, { ...early, left: 0 }] })).toBeNull()
    expect(tooEarlyOf(well)).toBeNull()
  })

  it('stands on the card below its kind', async () => {
    const card = put(KioskCard, { kiosk: { ...well, forecasts: [one] }, now })
    expect(card.find('.outlook.refill').text()).toContain('该补票了')
    expect(await faults()).toEqual([])
  })
})
