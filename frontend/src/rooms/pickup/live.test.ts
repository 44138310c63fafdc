/** Following a pickup: asked again while something may happen, left alone once it is over. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, shallowRef } from 'vue'
import { useNet, type Net } from '@/net/here'
import { Problem } from '@/net/problems'
import { memoryShelf } from '@/net/shelf'
import { useLivePickup } from './live'

let state: string
let asked: number
let fails: boolean
let page: VueWrapper

beforeEach(() => {
  vi.useFakeTimers()
  asked = 0
  fails = false
  const ask = async (): Promise<unknown> => {
    asked += 1
    if (fails) throw new Problem(0)
    return { status: 200, etag: `"${asked}"`, data: { id: 'p', state, serials: [], pass: null } }
  }
  const session = { person: shallowRef(null) }
  useNet({ client: { ask }, session, shelf: memoryShelf() } as unknown as Net)
})
afterEach(() => {
  page.unmount()
  vi.useRealTimers()
})

async function follow(): Promise<void> {
  page = mount(defineComponent({ setup: () => (useLivePickup('p'), () => null) }))
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

it('keeps asking when the last word on an end did not arrive', async () => {
  state = 'dispensed'
  fails = true
  await follow()
  fails = false
  await pass(1_600)
  expect(asked).toBe(2)
})
