/** The outbox on a device that does not keep: what waits is not lost with what was kept. */
import { expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import type { Client } from './client'
import { cutting, fakeClock } from './fakes'
import { createOutbox, type Letter, type Outbox } from './outbox'
import { Problem } from './problems'
import { memoryShelf, openShelf, type Shelf } from './shelf'

const letter = (id: string): Letter => ({
  id,
  path: `/companies/c/applications/${id}`,
  body: { kind: 'P_ORD', count: 3 },
  about: { kind: 'application', words: {}, page: '/x' },
})

async function open(shelf: Shelf, put: () => Promise<unknown>): Promise<Outbox> {
  const person = shallowRef({ id: 'p1', name: '王（模拟）', phone_masked: '', staff_roles: [] })
  const box = createOutbox({
    shelf,
    clock: fakeClock(),
    client: { put } as unknown as Client,
    session: { person, onEnter: () => undefined },
    door: 'test',
  })
  await box.start()
  return box
}

it('loses nothing that waits when the browser erases what it kept', async () => {
  const cut = cutting()
  const busy = (): Promise<never> => Promise.reject(new Problem(503))
  const box = await open(await openShelf('erasing'), busy)
  await box.post(letter('a'))
  cut.erased('tax-erasing')
  await box.post(letter('b'))
  expect(box.items.value.map((item) => item.id).sort()).toEqual(['a', 'b'])
  expect(await (await openShelf('erasing')).all('outbox')).toHaveLength(2)
  vi.restoreAllMocks()
})

it('shows what became of an item though there is no room to note it', async () => {
  const shelf = memoryShelf()
  const { put } = shelf
  let sent = false
  shelf.put = (...given) => (sent ? Promise.reject(new Error('full')) : put(...given))
  const box = await open(shelf, async () => (sent = true))
  expect(await box.post(letter('a'))).toMatchObject({ state: 'sent' })
  expect(box.find('a')).toMatchObject({ state: 'sent' })
})
