/** How much waits at the desks, for the navigation: the first page of each list tells. */
import { onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { whileVisible } from '@/kit/ticking'
import type { Items } from '@/net/api-types'
import { listAlerts } from './alerts/alerts'
import { listCases } from './api'
import { acted } from './asking'

const LOOK_MS = 30_000
const REACTION_MS = 3_000

/** "3", or "50+" where there are more pages; empty for nothing, or while it is not known. */
export function countWords({ items, next_cursor: more }: Items<unknown>): string {
  if (items.length === 0) return ''
  return more ? `${items.length}+` : String(items.length)
}

/** Looks at once, every half minute, whenever the page changes, and after an act; a failure leaves what stood. */
export function useCounts(may: () => boolean, page: () => string): Ref<Record<string, string>> {
  const counts = ref<Record<string, string>>({})
  let later: ReturnType<typeof setTimeout> | undefined
  const now = whileVisible(
    async () => {
      if (!may()) return void (counts.value = {})
      const [cases, alerts] = await Promise.all([listCases('open', null), listAlerts(null)]).catch(
        () => [null, null],
      )
      if (cases && alerts)
        counts.value = { '/cases': countWords(cases), '/alerts': countWords(alerts) }
    },
    () => LOOK_MS,
  )
  watch([may, page], now)
  // What a decision closes is closed at once, or a moment later behind a reaction.
  watch(acted, () => {
    void now()
    later = setTimeout(() => void now(), REACTION_MS)
  })
  onBeforeUnmount(() => clearTimeout(later))
  return counts
}
