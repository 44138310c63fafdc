/** Following a pickup: asked again while something may happen, left alone once it is over. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, shallowRef, type ShallowRef } from 'vue'
import type { Pickup } from '@/net/api-types'
import { useNet, type Net } from '@/net/here'
import { Problem } from '@/net/problems'
import { memoryShelf } from '@/net/shelf'
import { useLivePickup } from './live'
import { readPasses } from './passes'

let state: string
let until: string | null
let version: number
let asked: number
let fails: Problem | null
let person: ShallowRef<{ id: string } | null>
let live: ReturnType<typeof useLivePickup>
let page: VueWrapper

beforeEach(() => {
  vi.useFakeTimers()
  asked = 0
  fails = null
  until = null
  version = 1
  localStorage.clear()
  person = shallowRef(null)
  const ask = async (): Promise<unknown> => {
    asked += 1
    if (fails) throw fails
    return { status: 200, etag: `"${asked}"`, data: data() }
  }
  const data = () => ({
    id: 'p',
    version,
    expires_at: '',
    state,
    serials: [],
    pass: null,
    reportable_until: until,
  })
  const session = { person }
  const clock = { now: () => Date.now() }
  useNet({ client: { ask }, session, clock, shelf: memoryShelf() } as unknown as Net)
})
afterEach(() => {
  page.unmount()
  vi.useRealTimers()
})

async function follow(): Promise<void> {
  page = mount(defineComponent({ setup: () => ((live = useLivePickup('p')), () => null) }))
  await flushPromises()
}
const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

it.each(['issued', 'reserved', 'dispensing', 'open'])('asks again while it is %s', async (now) => {
  state = now
  await follow()
  await pass(3_100)
  expect(asked).toBe(3)
})

it.each(['dispensed', 'closed'])('asks no more once it is %s', async (end) => {
  state = 'dispensing'
  await follow()
  state = end
  await pass(1_600)
  expect(asked).toBe(2)
  await pass(600_000)
  expect(asked).toBe(2)
})

it('looks on after the end while the machine may take a report, and no longer', async () => {
  state = 'dispensed'
  until = new Date(Date.now() + 12_000).toISOString()
  await follow()
  await pass(10_100)
  expect(asked).toBe(3)
  await pass(600_000)
  expect(asked).toBe(4)
})

it('asks as often as ever for a rest, though its first part may be reported', async () => {
  state = 'issued'
  until = new Date(Date.now() + 600_000).toISOString()
  await follow()
  await pass(3_100)
  expect(asked).toBe(3)
})

it('keeps asking when the last word on an end did not arrive', async () => {
  state = 'dispensed'
  fails = new Problem(0)
  await follow()
  fails = null
  await pass(1_600)
  expect(asked).toBe(2)
})

it('asks on after one 401 while the session stands, and no more once it has ended', async () => {
  state = 'dispensing'
  person.value = { id: 'p1' }
  fails = new Problem(401, { code: 'proof-wrong' })
  await follow()
  expect(live.cut.value).toBe(true)
  await pass(1_600)
  expect(asked).toBe(2)
  person.value = null
  await pass(1_600)
  expect([asked, live.cut.value]).toEqual([3, false])
  await pass(600_000)
  expect(asked).toBe(3)
})

it.each([0, 502, 429])(
  'knows that it hears nothing new after %i, until it does',
  async (status) => {
    state = 'dispensing'
    await follow()
    expect(live.cut.value).toBe(false)
    fails = new Problem(status)
    await pass(1_600)
    expect(live.cut.value).toBe(true)
    fails = null
    await pass(1_600)
    expect(live.cut.value).toBe(false)
  },
)

it.each(['pickup-unknown', 'caller-not-allowed'])(
  'shows and keeps nothing that was denied with %s',
  async (code) => {
    state = 'issued'
    person.value = { id: 'p1' }
    await follow()
    expect((await readPasses()).map((each) => each.pickup.id)).toEqual(['p'])
    fails = new Problem(404, { code })
    await pass(1_600)
    expect([live.pickup.value, live.issuing.value]).toEqual([null, false])
    expect(live.problem.value?.code).toBe(code)
    expect(await readPasses()).toEqual([])
  },
)

it("hides another person's pass from who is denied it, and leaves it on the device", async () => {
  state = 'issued'
  person.value = { id: 'p1' }
  await follow()
  person.value = { id: 'p2' }
  fails = new Problem(404, { code: 'pickup-unknown' })
  await pass(1_600)
  expect(live.pickup.value).toBeNull()
  expect(await readPasses()).toHaveLength(1)
})

it('is not set back by an answer that was under way when a newer one came', async () => {
  state = 'issued'
  version = 4
  await follow()
  const newer = { ...live.pickup.value, state: 'closed', version: 5 } as Pickup
  await live.hear(newer, null)
  await pass(1_600)
  expect(live.pickup.value).toMatchObject({ state: 'closed', version: 5 })
  expect((await readPasses())[0]?.pickup.version).toBe(5)
  version = 6
  state = 'issued'
  live.lookNow()
  await flushPromises()
  expect(live.pickup.value?.version).toBe(6)
})
