/** Giving an order up: asked once, sent once, and what cannot be cancelled says why. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Pickup } from '@/net/api-types'
import { Problem } from '@/net/problems'
import { fakeNet } from '@/rooms/counter/fakes'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import Cancel from './Cancel.vue'

const path = 'PUT /pickups/p1/cancellation'
const order = (handed_count: number, state = 'issued', wish: object | null = null) => ({
  ...{ id: 'p1', count: 5, handed_count },
  ...({ state, wish } as Pick<Pickup, 'state' | 'wish'>),
})
const waiting = { kind: 'cancel', site_id: null, latest_at: '2026-11-23T09:00:00Z' }
let page: VueWrapper | null = null
const put = (handed_count: number) =>
  (page = mount(Cancel, {
    props: { pickup: order(handed_count) },
    attachTo: document.body,
  }) as VueWrapper)

beforeEach(() => loadText('zh', ['kit', 'taxpayer']))
afterEach(() => page?.unmount())

it('asks before anything is sent, and keeps it when told so', async () => {
  const asked = fakeNet({})
  const act = put(2)
  await act.get('button').trigger('click')
  expect(act.get('dialog').text()).toContain('取消还没取的 3 份')
  expect(act.get('dialog').text()).toContain('2 份不变')
  expect(await faults()).toEqual([])
  await act.findAll('dialog .act button')[0]?.trigger('click')
  expect(asked).toEqual([])
})

it('hands on the cancelled order', async () => {
  const asked = fakeNet({ [path]: { id: 'p1', state: 'closed', ended: 'cancelled' } })
  const act = put(0)
  await act.get('button').trigger('click')
  expect(act.get('dialog').text()).not.toContain('不变')
  await act.findAll('dialog .act button')[1]?.trigger('click')
  await flushPromises()
  expect(asked.map((each) => each.path)).toEqual(['/pickups/p1/cancellation'])
  expect(act.emitted('cancelled')?.[0]).toEqual([{ id: 'p1', state: 'closed', ended: 'cancelled' }])
})

it('says why when a machine is at work', async () => {
  fakeNet({
    [path]: new Problem(409, { code: 'pickup-busy', title: '机器正在办理', detail: '等' }),
  })
  const act = put(0)
  await act.get('button').trigger('click')
  await act.findAll('dialog .act button')[1]?.trigger('click')
  await flushPromises()
  expect(act.get('dialog').text()).toContain('机器正在办理')
  expect(act.get('dialog').text()).toContain(t('cancel.keep'))
  expect(act.emitted('cancelled')).toBeUndefined()
})

it.each(['reserved', 'dispensing', 'dispensed'])(
  'says that nothing was cancelled when a machine was first: %s',
  async (state) => {
    fakeNet({ [path]: new Problem(409, { code: 'pickup-busy', title: '机器正在办理' }) })
    const act = put(0)
    await act.get('button').trigger('click')
    await act.findAll('dialog .act button')[1]?.trigger('click')
    await flushPromises()
    await act.setProps({ pickup: order(0, state) })
    await flushPromises()
    expect(act.text()).toContain('没有取消：终端已先办理')
    expect(act.get('dialog').attributes('open')).toBeUndefined()
    expect(await faults()).toEqual([])
  },
)

it('says so too when a cancellation that waited was overtaken', async () => {
  fakeNet({})
  const act = put(0)
  await act.setProps({ pickup: order(0, 'issued', waiting) })
  expect(act.find('button[aria-haspopup], .quiet').exists()).toBe(false)
  await act.setProps({ pickup: order(5, 'dispensed') })
  expect(act.text()).toContain('没有取消')
})

it.each<[string, object | null]>([
  ['closed', null],
  ['issued', waiting],
])('is silent about what was cancelled or waits: %s', async (state, wish) => {
  fakeNet({})
  const act = put(0)
  await act.get('button').trigger('click')
  await act.setProps({ pickup: order(0, state, wish) })
  await act.setProps({ pickup: order(0, 'closed') })
  expect(act.text()).not.toContain('没有取消')
})
