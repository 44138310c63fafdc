/**
 * What issuing would give now: asked of the server a moment after the last change, never computed
 * here. The last good answer stays in sight, marked as older, while the next one is on its way.
 */
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { online } from '@/kit/online'
import { net } from '@/net/here'
import { problemOf, type Problem } from '@/net/problems'
import type { Preview } from '../types'
import { bodyOf, type Draft } from './draft'
import { gapsOf } from './places'

const PAUSE_MILLISECONDS = 500
/** Said of a draft whose buyer is right and whose lines are still to come. */
const BUYER_IS_RIGHT = 'lines-missing'

export function usePreview(company: () => string, draft: Draft, ready: () => boolean) {
  const preview = shallowRef<Preview | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const answered = shallowRef<string | null>(null)
  const asking = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const withLines = computed(() => draft.step > 0)
  const gaps = computed(() => (withLines.value ? gapsOf(draft) : []))
  /** What would be asked; null while it cannot be. */
  const body = computed(() =>
    ready() && gaps.value.length === 0 ? JSON.stringify(bodyOf(draft, withLines.value)) : null,
  )
  /** Whether preview and problem are about what is on the form now. */
  const current = computed(() => body.value !== null && answered.value === body.value)

  async function ask(): Promise<void> {
    clearTimeout(timer)
    const asked = body.value
    if (asked === null || asked === answered.value) return
    const mine = ++turn
    asking.value = true
    try {
      const path = `/companies/${company()}/e-invoice-previews`
      const answer = await net().client.ask<Preview>('POST', path, { body: JSON.parse(asked) })
      if (mine !== turn) return
      settle(asked, answer.data, null)
    } catch (thrown) {
      if (mine !== turn) return
      const found = problemOf(thrown)
      // Nobody answered for the draft itself: it is asked about again.
      settle(found.passing ? null : asked, null, found.code === BUYER_IS_RIGHT ? null : found)
    } finally {
      if (mine === turn) asking.value = false
    }
  }
  function settle(about: string | null, good: Preview | null, wrong: Problem | null): void {
    answered.value = about
    problem.value = wrong
    if (good) preview.value = good
    else if (about !== null) preview.value = null
  }

  watch(body, (now) => {
    clearTimeout(timer)
    turn += 1
    asking.value = false
    if (now === null) return
    timer = setTimeout(() => void ask(), PAUSE_MILLISECONDS)
  })
  watch(online, (now) => {
    if (now && problem.value?.unreachable) void ask()
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return { preview, problem, gaps, current, asking, ask }
}
