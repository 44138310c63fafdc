import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { Problem } from '@/net/problems'
import type { Items } from '@/net/api-types'
import { useAct, usePaged } from './asking'

/** Runs a composable inside a component, as it is meant to be. */
function within<T>(setup: () => T): T {
  let made: T | undefined
  mount(
    defineComponent({
      setup: () => {
        made = setup()
      },
      render: () => null,
    }),
  )
  return made as T
}

it('does one thing at a time and keeps the refusal', async () => {
  let end: () => void = () => undefined
  const act = vi.fn(() => new Promise<void>((resolve) => (end = resolve)))
  const { run, busy, problem } = within(() => useAct(act))
  const first = run()
  expect(busy.value).toBe(true)
  expect(await run()).toBe(false)
  end()
  expect(await first).toBe(true)
  expect(act).toHaveBeenCalledOnce()
  act.mockRejectedValueOnce(new Problem(409, { code: 'case-over' }))
  expect(await run()).toBe(false)
  expect(problem.value?.code).toBe('case-over')
  expect(busy.value).toBe(false)
})

it('joins pages and knows when there are no more', async () => {
  const load = vi.fn(async (cursor: string | null): Promise<Items<number>> =>
    cursor === null ? { items: [1, 2], next_cursor: 'c' } : { items: [3], next_cursor: null },
  )
  const list = within(() => usePaged(load))
  await flushPromises()
  expect([list.items.value, list.more.value]).toEqual([[1, 2], true])
  await list.run()
  expect([list.items.value, list.more.value]).toEqual([[1, 2, 3], false])
  await list.again()
  expect(list.items.value).toEqual([1, 2])
  expect(load.mock.calls.map(([cursor]) => cursor)).toEqual([null, 'c', null])
})

it('drops the late answer of a filter that was changed', async () => {
  const answers: ((page: Items<string>) => void)[] = []
  const list = within(() =>
    usePaged(() => new Promise<Items<string>>((resolve) => answers.push(resolve))),
  )
  await flushPromises()
  const again = list.again()
  answers[0]?.({ items: ['old'], next_cursor: 'x' })
  await flushPromises()
  answers[1]?.({ items: ['new'], next_cursor: null })
  await again
  expect([list.items.value, list.more.value]).toEqual([['new'], false])
})

it('takes in what came meanwhile, and leaves a list of several pages alone', async () => {
  const pages: (Items<number> | null)[] = [
    { items: [1], next_cursor: null },
    { items: [1, 2], next_cursor: null },
    null,
    { items: [1, 2], next_cursor: 'c' },
    { items: [9], next_cursor: null },
  ]
  const list = within(() =>
    usePaged(async () => {
      const page = pages.shift()
      if (!page) throw new Problem(503, { code: 'unavailable' })
      return page
    }),
  )
  await flushPromises()
  expect(await list.quietly()).toBe(true)
  expect(list.items.value).toEqual([1, 2])
  expect(await list.quietly()).toBe(false)
  expect([list.items.value, list.problem.value]).toEqual([[1, 2], null])
  await list.again()
  expect(list.more.value).toBe(true)
  expect(await list.quietly()).toBe(false)
  expect([list.items.value, pages.length]).toEqual([[1, 2], 1])
})
