/** The name over the machine outlives a start without a line, and never names another machine. */
import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import App from '@/doors/kiosk/App.vue'
import { loadText } from '@/text'
import type { Door } from './door'
import { keepPlace, keptPlace } from './place'

const place = { id: 'Z001-K1', site_name: '南和大厅（模拟）', name: '1号机（模拟）' }
beforeEach(() => localStorage.clear())

it('is kept of this very machine', () => {
  expect(keptPlace('Z001-K1')).toBeNull()
  keepPlace(place)
  expect([keptPlace('Z001-K1'), keptPlace('Z001-K2')]).toEqual([place, null])
  for (const bad of ['{', 'null', '[]']) {
    localStorage.setItem('kiosk-place', bad)
    expect(keptPlace('Z001-K1')).toBeNull()
  }
})

it('stands in the header before the house has answered', async () => {
  await loadText('zh', ['kit', 'kiosk'])
  keepPlace(place)
  vi.mock('@/rooms/kiosk/Paired.vue', () => ({ default: { render: () => null } }))
  const door = { standing: shallowRef({ at: 'paired', kiosk: 'Z001-K1' }) } as unknown as Door
  const page = mount(App, { props: { door }, attachTo: document.body })
  await flushPromises()
  const header = page.get('header').text()
  page.unmount()
  for (const each of [place.site_name, place.name, place.id]) expect(header).toContain(each)
})
