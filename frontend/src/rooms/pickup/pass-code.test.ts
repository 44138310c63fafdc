/** The code on the screen: drawn while it is worth something, and not a second longer. */
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeClock } from '@/net/fakes'
import { useNet, type Net } from '@/net/here'
import PassCode from './PassCode.vue'

const pass = {
  type: 'rolling' as const,
  body: 'AAAA',
  secret: 'AAAA',
  step_seconds: 30,
  short_code: '7K2M9QXT4HJP',
}
let clock: ReturnType<typeof fakeClock>
enableAutoUnmount(afterEach)
beforeEach(() => {
  clock = fakeClock()
  useNet({ clock } as unknown as Net)
})

it('is gone from the screen, with its short code, once it has expired', async () => {
  const props = { pass, expiresAt: new Date(clock.now() + 60_000).toISOString(), label: '取票码' }
  const page = mount(PassCode, { props })
  await vi.waitFor(() => expect(page.find('svg[role="img"]').exists()).toBe(true))
  expect(page.text()).toContain('7K2M 9QXT 4HJP')
  clock.move(60_000)
  await vi.waitFor(() => expect(page.text()).toContain('已过期'), 3000)
  await flushPromises()
  expect(page.find('svg[role="img"]').exists()).toBe(false)
  expect(page.text()).not.toContain('7K2M')
  expect(page.text()).not.toContain('后过期')
})
