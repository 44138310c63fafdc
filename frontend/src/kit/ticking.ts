/** Something done again and again while a component is on the screen and the page is visible. */
import { onBeforeUnmount, onMounted } from 'vue'

/**
 * Calls `act` at once and then after the milliseconds `pause()` gives, one call at a time, until
 * that is null; rests while the page is hidden and looks again when it is shown. Returns a way to
 * call it now.
 */
export function whileVisible(act: () => unknown, pause: () => number | null): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let gone = false

  async function turn(): Promise<void> {
    clearTimeout(timer)
    if (running || gone || document.hidden) return
    running = true
    try {
      await act()
    } finally {
      running = false
      const wait = pause()
      if (!gone && !document.hidden && wait !== null) timer = setTimeout(() => void turn(), wait)
    }
  }
  const now = (): void => void turn()

  onMounted(() => {
    document.addEventListener('visibilitychange', now)
    now()
  })
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', now)
  })
  return now
}
