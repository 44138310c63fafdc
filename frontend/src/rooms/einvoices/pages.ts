/** A list that is read page by page: the first at once, each further one when it is asked for. */
import { computed, onMounted, ref, shallowRef, watch } from 'vue'
import type { Items } from '@/net/api-types'
import { net } from '@/net/here'
import { problemOf, type Problem } from '@/net/problems'

/** Takes the path with its search; null while there is nothing to ask. */
export function usePages<T>(path: () => string | null) {
  const items = shallowRef<readonly T[] | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  const cursor = shallowRef<string | null>(null)
  let turn = 0

  async function ask(from: string | null): Promise<void> {
    const asked = path()
    if (asked === null) return
    const mine = ++turn
    busy.value = true
    const mark = asked.includes('?') ? '&' : '?'
    const more = from === null ? '' : `${mark}cursor=${encodeURIComponent(from)}`
    try {
      const page = await net().client.get<Items<T>>(asked + more)
      if (mine !== turn) return
      items.value = from === null ? page.items : [...(items.value ?? []), ...page.items]
      cursor.value = page.next_cursor ?? null
      problem.value = null
    } catch (thrown) {
      if (mine !== turn) return
      problem.value = problemOf(thrown)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  onMounted(() => ask(null))
  watch(path, () => {
    items.value = null
    cursor.value = null
    problem.value = null
    void ask(null)
  })
  return {
    items,
    problem,
    busy,
    further: computed(() => cursor.value !== null),
    more: () => ask(cursor.value),
    reload: () => ask(null),
  }
}
