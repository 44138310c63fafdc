/** What waits for a machine is told with the time by which it is settled. */
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, type Language } from '@/text'
import Pending from './Pending.vue'

const latest_at = '2026-11-23T06:30:00Z'

it.each<[Language, string, string]>([
  ['zh', 'cancel', '取消已受理'],
  ['zh', 'move', '换地点已受理'],
  ['zh', 'expire', '已过期'],
  ['en', 'cancel', 'Cancelling accepted'],
  ['en', 'move', 'Change of place accepted'],
  ['en', 'expire', 'Past its time'],
])('says in %s that a wish to %s waits', async (language, kind, words) => {
  await loadText(language, ['kit', 'pending'])
  const page = mount(Pending, {
    props: { wish: { kind, site_id: null, latest_at } },
    attachTo: document.body,
  })
  expect(page.text()).toContain(words)
  expect(page.text()).toContain('14:30')
  expect(page.text()).not.toContain('pending.')
  expect(await faults()).toEqual([])
  page.unmount()
})
