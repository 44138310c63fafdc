/** The machine's own pulse while its page is open: it reports, and looks at once when a line comes. */
import { onBeforeUnmount, onMounted } from 'vue'
import { BEAT_MS } from './machine/health'

export function useBeat(beat: () => Promise<void>, retry: () => void): void {
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    timer = setInterval(() => void beat(), BEAT_MS)
    window.addEventListener('online', retry)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    window.removeEventListener('online', retry)
  })
}
