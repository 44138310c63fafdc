/** What waits for a machine is told with its place and the time by which it is settled. */
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { fakeNet } from '@/rooms/counter/fakes'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, type Language } from '@/text'
import Pending from './Pending.vue'

const site_name = '南和大厅（模拟）'

/** The words on the page; `latest_at` before 16:00 in the city is past. */
async function told(language: Language, kind: string, latest_at: string): Promise<string> {
  await loadText(language, ['kit', 'pending'])
  fakeNet({})
  const page = mount(Pending, {
    props: { wish: { kind, site_id: null, site_name, latest_at } },
    attachTo: document.body,
  })
  const words = page.text()
  expect(words).not.toMatch(/pending\.|[{}]/)
  expect(await faults()).toEqual([])
  page.unmount()
  return words
}

it.each<[Language, string, string]>([
  ['zh', 'cancel', '取消已受理'],
  ['zh', 'move', `换到${site_name}已受理`],
  ['zh', 'expire', '已过期'],
  ['en', 'cancel', 'Cancelling accepted'],
  ['en', 'move', `Change to ${site_name} accepted`],
  ['en', 'expire', 'Past its time'],
])('says in %s that a wish to %s waits', async (language, kind, words) => {
  const waiting = await told(language, kind, '2026-11-23T08:30:00Z')
  expect(waiting).toContain(words)
  expect(waiting).toContain('16:30')
})

it.each<[Language, string, string]>([
  ['zh', 'cancel', '正在办理'],
  ['zh', 'move', `换到${site_name}`],
  ['zh', 'expire', '正在办理'],
  ['en', 'cancel', 'being settled'],
  ['en', 'move', 'being settled'],
  ['en', 'expire', 'being settled'],
])('promises in %s no time that is past for a wish to %s', async (language, kind, words) => {
  const due = await told(language, kind, '2026-11-23T06:30:00Z')
  expect(due).toContain(words)
  expect(due).not.toContain('14:30')
})
