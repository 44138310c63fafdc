/** The count a form begins with: that of the last time, or one; never simply the most there is. */
import { watch } from 'vue'
import type { ApplicationSummary, InvoiceKind, Items } from '@/net/api-types'
import { net } from '@/net/here'
import type { Draft } from './draft'

/** Takes the kind and the company's applications, newest first; gives a count that may be had now. */
export function firstCount(kind: InvoiceKind, lately: readonly ApplicationSummary[]): number {
  const last = lately.find((each) => each.kind === kind.kind && each.state === 'approved')
  return Math.max(1, Math.min(last?.count ?? 1, kind.left_now, kind.max_per_time))
}

/** Fills in the count once a kind is chosen, unless the person was quicker. */
export function useFirstCount(draft: Draft, kind: () => InvoiceKind | null, home: () => string) {
  watch(
    () => draft.kind,
    async () => {
      const chosen = kind()
      if (draft.count !== 0 || chosen === null) return
      draft.count = firstCount(chosen, [])
      const lately = await net()
        .client.get<Items<ApplicationSummary>>(`${home()}/applications`)
        .catch(() => null)
      if (lately && draft.kind === chosen.kind && draft.count === 1 && draft.step === 0)
        draft.count = firstCount(chosen, lately.items)
    },
  )
}
