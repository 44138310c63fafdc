/** Asking the server from a page: one act at a time, its refusal kept as a value to be shown. */
import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Items } from '@/net/api-types'
import { problemOf, type Problem } from '@/net/problems'

export interface Act<Arguments extends unknown[]> {
  readonly busy: Ref<boolean>
  readonly problem: ShallowRef<Problem | null>
  /** True when it went through. */
  run(...given: Arguments): Promise<boolean>
}

/** Counts what went through here, for whoever shows how much is left to do. */
export const acted = ref(0)

/** Wraps something a person presses: a second press waits for the first. */
export function useAct<Arguments extends unknown[]>(
  act: (...given: Arguments) => Promise<unknown>,
): Act<Arguments> {
  return useAsked(async (...given) => {
    await act(...given)
    acted.value += 1
  })
}

function useAsked<Arguments extends unknown[]>(
  act: (...given: Arguments) => Promise<unknown>,
): Act<Arguments> {
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  async function run(...given: Arguments): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      await act(...given)
      return true
    } catch (thrown) {
      problem.value = problemOf(thrown)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}

export interface Loaded<T> extends Act<[]> {
  readonly value: ShallowRef<T | null>
}

/** Something a page shows: fetched when it opens, and again on request. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const value = shallowRef<T | null>(null)
  const act = useAsked(async () => {
    value.value = await load()
  })
  onMounted(() => void act.run())
  return { ...act, value }
}

export interface Paged<T> extends Act<[]> {
  readonly items: ShallowRef<readonly T[]>
  readonly more: Ref<boolean>
  /** From the top, for instance after the filter has changed. */
  again(): Promise<boolean>
  /**
   * What came and went meanwhile, without a word when the server cannot be asked; false when the
   * list stays as it was. A list of several pages stays until it is asked for again.
   */
  quietly(): Promise<boolean>
}

/** A list that comes in pages: `run` fetches the next one. */
export function usePaged<T>(load: (cursor: string | null) => Promise<Items<T>>): Paged<T> {
  const items = shallowRef<readonly T[]>([])
  const more = ref(false)
  let cursor: string | null = null
  let turn = 0

  async function next(): Promise<void> {
    const mine = turn
    const page = await load(cursor)
    // A slower answer of an older filter is nobody's any more.
    if (mine !== turn) return
    items.value = [...items.value, ...page.items]
    cursor = page.next_cursor ?? null
    more.value = cursor !== null
  }
  const act = useAsked(next)
  async function again(): Promise<boolean> {
    turn += 1
    cursor = null
    more.value = false
    items.value = []
    act.busy.value = false
    return await act.run()
  }
  async function quietly(): Promise<boolean> {
    if (more.value) return false
    const mine = turn
    const fresh = await load(null).catch(() => null)
    if (fresh === null || mine !== turn || fresh.next_cursor) return false
    items.value = fresh.items
    act.problem.value = null
    return true
  }
  onMounted(() => void again())
  return { ...act, items, more, again, quietly }
}
