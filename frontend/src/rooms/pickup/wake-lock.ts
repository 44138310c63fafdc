/** Keeps the screen on while a code is shown, and says when the browser cannot. */
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/**
 * Gives whether the screen is being kept on; the lock is taken again each time the page is shown.
 */
export function useWakeLock(): Ref<boolean> {
  const held = ref(true)
  let lock: WakeLockSentinel | null = null

  async function take(): Promise<void> {
    if (document.hidden) return
    try {
      lock = await navigator.wakeLock.request('screen')
      held.value = true
    } catch {
      held.value = false
    }
  }
  onMounted(() => {
    void take()
    document.addEventListener('visibilitychange', take)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', take)
    void lock?.release()
  })
  return held
}
