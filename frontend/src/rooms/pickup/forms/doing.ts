/** One act at a time with its problem: what every small form of this folder does. */
import { ref, shallowRef } from 'vue'
import { problemOf, type Problem } from '@/net/problems'

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
      await act()
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
