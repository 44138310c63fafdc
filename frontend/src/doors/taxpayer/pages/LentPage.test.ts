/** A lent code: shown to the end of the loan, also on a page that hears nothing new. */
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { fakeClock } from '@/net/fakes'
import { useNet, type Net } from '@/net/here'
import { Problem } from '@/net/problems'
import { memoryShelf } from '@/net/shelf'
import LentPage from './LentPage.vue'

const pass = { body: 'AAAA', secret: 'AAAA', step_seconds: 30, short_code: 'ABCDEFGHJKLM' }
let clock: ReturnType<typeof fakeClock>
let fails: Problem | null
let state: string

enableAutoUnmount(afterEach)
beforeEach(() => {
  vi.useFakeTimers()
  clock = fakeClock()
  fails = null
  state = 'issued'
  const until = new Date(clock.now() + 60_000).toISOString()
  const ask = async (): Promise<unknown> => {
    if (fails) throw fails
    const lent = { id: 'p', kind: 'P_ORD', count: 3, handed_count: 0, lender_name: '王（模拟）' }
    return { status: 200, etag: null, data: { ...lent, state, until, site_name: '甲厅', pass } }
  }
  const session = { person: ref({ id: 'p1' }) }
  useNet({ client: { ask }, clock, session, shelf: memoryShelf() } as unknown as Net)
})
afterEach(() => void vi.useRealTimers())

async function open() {
  const stubs = { RouterLink: true, PassCode: { template: '<b>二维码</b>' } }
  const page = mount(LentPage, { props: { pickup: 'p' }, global: { stubs } })
  await flushPromises()
  return page
}

it('ends with its loan, although nobody can be asked', async () => {
  const page = await open()
  expect(page.text()).toContain('二维码')
  fails = new Problem(0)
  clock.move(60_000)
  await vi.advanceTimersByTimeAsync(3_000)
  for (const each of ['二维码', '保存为图片']) expect(page.text()).not.toContain(each)
  expect(page.text()).toContain('这笔代领已经结束')
})

it('does not call a service over that goes on past its end', async () => {
  state = 'dispensing'
  const page = await open()
  clock.move(60_000)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(page.text()).not.toContain('这笔代领已经结束')
})

it('is not shown any more once it was denied', async () => {
  const page = await open()
  fails = new Problem(403, { code: 'caller-not-allowed' })
  await vi.advanceTimersByTimeAsync(3_000)
  expect(page.text()).not.toContain('二维码')
})
