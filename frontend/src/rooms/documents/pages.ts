/** A list whose first page is asked for again and again, and whose older pages are added below. */
import { ref, shallowRef } from 'vue'
import type { Items } from '@/net/api-types'

/** Pages that were asked for once and stay. */
export function dropNothing<T>() {
  const items = shallowRef<readonly T[]>([])
  const cursor = ref<string | null>(null)
  const asked = ref(false)
  function add(page: Items<T>): void {
    items.value = [...items.value, ...page.items]
    cursor.value = page.next_cursor ?? null
    asked.value = true
  }
  return { items, cursor, asked, add }
}

/** The fresh first, then what is older; what moved from one page to the next stands there once. */
export function merged<T extends { id: string }>(
  fresh: readonly T[],
  older: readonly T[],
): readonly T[] {
  const known = new Set(fresh.map((one) => one.id))
  return [...fresh, ...older.filter((one) => !known.has(one.id))]
}
