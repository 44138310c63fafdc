/** A paired kiosk whose journal goes while it is open: it ends service, says so, and is silent. */
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import type { Client } from '@/net/client'
import { deviceKey } from '@/net/device-key'
import { cutting, fakeClock } from '@/net/fakes'
import { Problem } from '@/net/problems'
import { memoryShelf } from '@/net/shelf'
import { loadText, t } from '@/text'
import type { Door } from './machine/door'
import Paired from './Paired.vue'

it('ends service with words for staff when the browser erases its journal', async () => {
  await loadText('zh', ['kit', 'kiosk', 'serving'])
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no printer')))
  const cut = cutting()
  const asked: string[] = []
  const call = (path: string): Promise<never> => {
    asked.push(path)
    return Promise.reject(new Problem(0, { code: 'network-unreachable' }))
  }
  const client = { get: call, put: call, ask: (_: string, path: string) => call(path) }
  const made = deviceKey(memoryShelf())
  const door = {
    client: client as unknown as Client,
    clock: fakeClock(),
    key: () => made,
  } as unknown as Door
  const page = mount(Paired, { props: { door, kiosk: 'B001-K1' } })
  const service = { name: 'Service' }
  await vi.waitFor(() => expect(page.findComponent(service).exists()).toBe(true))
  asked.length = 0
  vi.advanceTimersByTime(16_000)
  await vi.waitFor(() => expect(asked).toContain('/kiosk/heartbeat'))
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  cut.erased('tax-kiosk-journal')
  await vi.waitFor(() => expect(page.text()).toContain(t('kiosk.out.disk')))
  expect(page.text()).toContain(t('kiosk.out.disk.staff'))
  expect(page.findComponent(service).exists()).toBe(false)
  await flushPromises()
  asked.length = 0
  vi.advanceTimersByTime(60_000)
  await flushPromises()
  expect(asked).not.toContain('/kiosk/heartbeat')
  page.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
