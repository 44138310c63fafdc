/** Whether there is a laptop's width to lay things out on. */
import { onBeforeUnmount, ref, type Ref } from 'vue'

/** Follows the window; true from 900 px. */
export function useWide(): Ref<boolean> {
  const query = window.matchMedia('(min-width: 900px)')
  const wide = ref(query.matches)
  const follow = (): void => {
    wide.value = query.matches
  }
  query.addEventListener('change', follow)
  onBeforeUnmount(() => query.removeEventListener('change', follow))
  return wide
}
