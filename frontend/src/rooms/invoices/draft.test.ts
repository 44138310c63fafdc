import { nextTick, shallowRef } from 'vue'
import { expect, it } from 'vitest'
import { useNet, type Net } from '@/net/here'
import { memoryShelf } from '@/net/shelf'
import { useDraft } from './draft'

function opened(): ReturnType<typeof memoryShelf> {
  const shelf = memoryShelf()
  useNet({ shelf, session: { person: shallowRef({ id: 'p' }) } } as unknown as Net)
  return shelf
}

it('a draft is taken up again on the next visit', async () => {
  opened()
  const first = useDraft('c')
  await first.start(() => false)
  first.draft.count = 5
  await nextTick()
  const second = useDraft('c')
  await second.start(() => false)
  expect([second.draft.id, second.draft.count]).toEqual([first.draft.id, 5])
})

it('one that was handed in already is none: the next gets an id of its own', async () => {
  const shelf = opened()
  const first = useDraft('c')
  await first.start(() => false)
  first.draft.count = 5
  await nextTick()
  const second = useDraft('c')
  await second.start((id) => id === first.draft.id)
  expect(second.draft.id).not.toBe(first.draft.id)
  expect(second.draft.count).toBe(0)
  expect(await shelf.get('drafts', 'p c')).toBeUndefined()
})
