/** Where a visit ends: by Escape on a screen that may be left, or by a long quiet. */
import { onBeforeUnmount, onMounted } from 'vue'

/** Nobody has touched anything for so long that the next hand is most likely another one. */
const QUIET_MS = 45_000

/** Calls `leave` when Escape is pressed; the caller knows whether the screen may be left. */
export function useEscape(leave: () => void): void {
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') leave()
  }
  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))
}

/** Calls `quiet` after a long quiet, and again as long as it lasts. */
export function useQuiet(quiet: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stir = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      quiet()
      stir()
    }, QUIET_MS)
  }
  onMounted(() => {
    stir()
    window.addEventListener('pointerdown', stir)
    window.addEventListener('keydown', stir)
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    window.removeEventListener('pointerdown', stir)
    window.removeEventListener('keydown', stir)
  })
}
