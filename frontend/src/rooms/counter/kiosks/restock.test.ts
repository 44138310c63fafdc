import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t, type TextKey } from '@/text'
import type { StaffKiosk } from '../api'
import { fakeNet } from '../fakes'
import BeginRestock from './BeginRestock.vue'
import ConfirmRestock from './ConfirmRestock.vue'
import CountDialog from './CountDialog.vue'
import type { Restock } from './papers'
import RestockLog from './RestockLog.vue'

const CODE = '013002600104'
const NOW = Date.parse('2026-11-23T08:00:00Z')
const kiosk: StaffKiosk = {
  id: 'B001-K1',
  site_id: 'B001',
  site_name: '甲厅',
  name: '1 号终端',
  state: 'in-service',
  paired: true,
  last_heard_at: '2026-11-23T07:59:50Z',
  cassettes: [{ kind: 'P_ORD', code: CODE, next: 12346001, left: 60 }],
}
const restock = {
  id: '01J0000000000000000000000A',
  kiosk_id: kiosk.id,
  way: 'load',
  kind: 'P_ORD',
  state: 'opened',
  packets: [],
  packet_count: 1,
  sheets: 100,
  opened_by: 'clerk/one',
  opened_by_name: '甲某',
  opened_at: '2026-11-23T07:50:00Z',
  expires_at: '2026-11-23T08:20:00Z',
  ended_by: null,
  ended_by_name: null,
  ended_at: null,
  reason: null,
} as Restock
const ROUTE = '/counter/kiosks/B001-K1'

let page: VueWrapper | null = null
const put = (component: Parameters<typeof mount>[0], props: object) =>
  (page = mount(component, { props, attachTo: document.body } as never) as VueWrapper)
beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))
afterEach(() => page?.unmount())

async function scanned(form: VueWrapper, ...numbers: number[]): Promise<void> {
  for (const number of numbers) {
    await form.find('input[name=scan]').setValue(CODE + String(number))
    await enter(form)
  }
}
async function enter(form: VueWrapper): Promise<void> {
  await form.find('input[name=scan]').trigger('keydown', { key: 'Enter' })
  await flushPromises()
}

async function press(form: VueWrapper, words: TextKey): Promise<void> {
  await form
    .findAll('button')
    .find((one) => one.text() === t(words))
    ?.trigger('click')
  await flushPromises()
}

describe('the first clerk', () => {
  const begun = () => put(BeginRestock, { kiosk, way: 'load' })

  it('is led to the restock of a colleague that waits to be confirmed', async () => {
    const title = '甲某 15:50 已在这台终端发起这种票的补票，还等着复核'
    fakeNet({ PUT: new Problem(409, { code: 'restock-open', title, detail: '去复核' }) })
    const form = begun()
    await scanned(form, 12346001, 12347001, 12347100)
    await enter(form)
    expect(form.text()).toContain(title)
    const go = form.findAll('button').find((one) => one.text() === t('restock.toWaiting'))
    await go?.trigger('click')
    expect(form.emitted('waiting')).toHaveLength(1)
    expect(await faults()).toEqual([])
  })

  it('reads in the log why a restock could not be done any more', () => {
    const reason = 'serials-loaded-already'
    const log = put(RestockLog, { items: [{ ...restock, state: 'cancelled', reason }] })
    expect(log.text()).toContain(t('restock.reason.serials-loaded-already'))
  })

  it('scans the head and both ends of each packet, and repeats with the same id', async () => {
    const asked = fakeNet({ PUT: new Problem(0, { code: 'network-unreachable' }) })
    const form = begun()
    expect(await faults()).toEqual([])
    await scanned(form, 12346001, 12347001)
    expect((form.find('select').element as HTMLSelectElement).value).toBe('P_ORD')
    expect(form.find('button[type=submit]').attributes('disabled')).toBeDefined()
    await scanned(form, 12347100)
    expect(form.text()).toContain(t('restock.total', { packets: 1, count: 100 }))
    expect(await faults()).toEqual([])
    await enter(form)
    await form.find('form').trigger('submit')
    await flushPromises()
    await scanned(form, 12348001, 12348050)
    await enter(form)
    const [one, again, other] = asked
    expect(one?.path).toMatch(new RegExp(`^${ROUTE}/restocks/[0-9A-Za-z-]+$`))
    expect(one?.body).toEqual({
      way: 'load',
      kind: 'P_ORD',
      packets: [{ code: CODE, first: 12347001, last: 12347100 }],
      seen: { code: CODE, number: 12346001 },
    })
    expect(again).toEqual(one)
    expect(other?.path).not.toBe(one?.path)
    expect(form.emitted('begun')).toBeUndefined()
  })

  it('says what is wrong with a scan and keeps what was right', async () => {
    fakeNet({})
    const form = begun()
    await scanned(form, 12346001, 12347001, 12347000)
    expect(form.text()).toContain(t('restock.fault.order'))
    expect(form.text()).toContain(t('restock.half', { number: 1, serial: '12347001' }))
  })

  it('is sent to count the cassette when its head is not the one in the books', async () => {
    const title = '票箱最前一张与账面不符'
    fakeNet({ PUT: new Problem(409, { code: 'restock-head-differs', title, detail: '先清点' }) })
    const form = begun()
    await scanned(form, 12346009, 12347001, 12347100)
    await enter(form)
    await press(form, 'restock.doubt.sure')
    expect(form.text()).toContain(title)
    expect(await faults()).toEqual([])
    const count = form.findAll('button').find((button) => button.text() === t('count.open'))
    await count?.trigger('click')
    expect(form.emitted('count')).toEqual([['P_ORD']])
  })

  it('forgets a refusal once what it was about is taken back', async () => {
    const title = '这包发票已经在别的终端里'
    fakeNet({ PUT: new Problem(409, { code: 'serials-loaded-already', title, detail: '换一包' }) })
    const form = begun()
    await scanned(form, 12346001, 12347001, 12347100)
    await enter(form)
    expect(form.text()).toContain(title)
    await press(form, 'restock.undo')
    expect(form.text()).not.toContain(title)
  })

  it('takes an empty cassette for loading only', async () => {
    const asked = fakeNet({ PUT: restock })
    const words = (form: VueWrapper) => form.findAll('button').map((button) => button.text())
    expect(words(put(BeginRestock, { kiosk, way: 'unload' }))).not.toContain('票箱是空的')
    page?.unmount()
    const form = begun()
    await form.findAll('button')[0]?.trigger('click')
    await form.find('select').setValue('P_ROLL')
    for (const number of [12347001, 12347100]) {
      await form.find('input[name=scan]').setValue(`130026001077${number}`)
      await enter(form)
    }
    await enter(form)
    expect(asked[0]?.body).toMatchObject({ kind: 'P_ROLL', seen: null })
    expect(form.emitted('begun')).toHaveLength(1)
  })
})

describe('the second clerk', () => {
  const other = (mine = false) => put(ConfirmRestock, { restock, mine, now: NOW })
  const path = `${ROUTE}/restocks/${restock.id}/confirmation`

  it('is not the one who began: no field, no way to confirm, only to cancel', async () => {
    const asked = fakeNet({ PUT: restock })
    const form = other(true)
    expect(form.find('input').exists()).toBe(false)
    expect(form.text()).toContain(t('restock.waits'))
    expect(form.findAll('button').map((button) => button.text())).toEqual([t('restock.cancel')])
    expect(await faults()).toEqual([])
    await form.find('form').trigger('submit')
    await flushPromises()
    expect(asked).toEqual([])
    await press(form, 'restock.cancel')
    expect(asked).toEqual([])
    expect(await faults()).toEqual([])
    await press(form, 'restock.cancel.sure')
    expect(asked[0]?.path).toBe(`${ROUTE}/restocks/${restock.id}/cancellation`)
    expect(form.emitted('cancelled')).toHaveLength(1)
  })

  it('scans the same again and confirms it', async () => {
    const asked = fakeNet({ PUT: restock })
    const form = other()
    expect(form.text()).toContain('甲某要装入')
    expect(form.text()).toContain(t('restock.left', { span: '20 分钟' }))
    expect(await faults()).toEqual([])
    await enter(form)
    expect(asked).toEqual([])
    await scanned(form, 12347001, 12347100)
    await enter(form)
    const packets = [{ code: CODE, first: 12347001, last: 12347100 }]
    expect(asked).toEqual([{ method: 'PUT', path, body: { packets } }])
    expect(form.emitted('confirmed')).toHaveLength(1)
  })

  it.each([
    ['restock-serials-differ', false],
    ['network-unreachable', true],
  ])('%s: what was scanned is kept: %s', async (code, kept) => {
    fakeNet({ PUT: new Problem(code.startsWith('network') ? 0 : 409, { code, title: '不一致' }) })
    const form = other()
    await scanned(form, 12347001, 12347099)
    await enter(form)
    expect(form.find('.packets').exists()).toBe(kept)
    expect(form.emitted('confirmed')).toBeUndefined()
    if (!kept) expect(form.text()).toContain('不一致')
  })
})

describe('a count', () => {
  const dialog = () => put(CountDialog, { modelValue: true, kiosk })

  it('wants the sheet and a reason, and shows what is in doubt', async () => {
    const in_doubt = [{ code: CODE, first: 12346001, last: 12346004 }]
    const asked = fakeNet({ PUT: { in_doubt } })
    const form = dialog()
    await flushPromises()
    expect(await faults()).toEqual([])
    await scanned(form, 12346005)
    await form.find('form').trigger('submit')
    expect(asked).toEqual([])
    await form.find('textarea').setValue(' 首张不符 ')
    await form.find('form').trigger('submit')
    await flushPromises()
    expect(asked[0]?.path).toMatch(new RegExp(`^${ROUTE}/counts/[0-9A-Za-z-]+$`))
    expect(asked[0]?.body).toEqual({
      kind: 'P_ORD',
      found: { code: CODE, number: 12346005 },
      reason: '首张不符',
    })
    expect(form.text()).toContain(t('count.doubt', { count: 4 }))
    expect(await faults()).toEqual([])
    await form.findAll('button').at(-1)?.trigger('click')
    expect(form.emitted('done')).toHaveLength(1)
  })

  it('repeats with the same id until the finding changes', async () => {
    const asked = fakeNet({ PUT: new Problem(0, { code: 'network-unreachable' }) })
    const form = dialog()
    await flushPromises()
    const empty = form.findAll('button').find((each) => each.text() === t('restock.head.empty'))
    await empty?.trigger('click')
    for (const reason of ['空了', '空了', '空了，看过']) {
      await form.find('textarea').setValue(reason)
      await form.find('form').trigger('submit')
      await flushPromises()
    }
    expect(asked[1]).toEqual(asked[0])
    expect(asked[0]?.body).toMatchObject({ found: null })
    expect(asked[2]?.path).not.toBe(asked[0]?.path)
  })
})

it('shows the last acts with both people', async () => {
  const packets = [{ code: CODE, first: 12347001, last: 12347100 }]
  const done = { ...restock, packets, state: 'confirmed', ended_by_name: '乙某' }
  const log = put(RestockLog, { items: [{ ...done, ended_at: '2026-11-23T07:55:00Z' }] })
  expect(log.text()).toContain('甲某、乙某')
  expect(log.text()).toContain('12347001–12347100')
  expect(log.text()).toContain(t('restock.state.confirmed'))
})

it('takes the last scan back with the key of a typing mistake, on an empty field only', async () => {
  const form = put(ConfirmRestock, { restock, mine: false, now: NOW })
  const field = () => form.find('input[name=scan]')
  await scanned(form, 12347001)
  await field().setValue('1')
  await field().trigger('keydown', { key: 'Backspace' })
  expect(form.text()).toContain(t('restock.half', { number: 1, serial: '12347001' }))
  await field().setValue('')
  await field().trigger('keydown', { key: 'Backspace' })
  expect(form.text()).toContain(t('restock.scan.first', { number: 1 }))
  expect(form.find('[role=status]').text()).toBe('')
})
