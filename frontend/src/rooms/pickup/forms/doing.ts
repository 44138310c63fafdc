/** One act at a time with its problem: what every small form of this folder does. */
import { ref, shallowRef } from 'vue'
import { problemOf, type Problem } from '@/net/problems'

/** A machine with a line gives an order back within ten seconds; a dark one is not waited for. */
const TRIES = 8
const PAUSE_SECONDS = 2

/** Gives whether an act is under way, what went wrong last, and the way to do one. */
export function useDoing() {
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)

  /** Runs an act unless one runs already; gives whether it succeeded. */
  async function run(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      await onceGivenBack(act)
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

/** Asks again while a machine is asked to give the order back: the same act, under the same id. */
async function onceGivenBack(act: () => Promise<void>): Promise<void> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await act()
    } catch (thrown) {
      const refused = problemOf(thrown)
      if (refused.code !== 'pickup-leased' || left === 0) throw refused
      const seconds = refused.retryAfterSeconds ?? PAUSE_SECONDS
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    }
  }
}
