/** What is typed on the screen's keys or on a real keyboard, into the same few boxes. */
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

export interface Typed {
  readonly text: Ref<string>
  add(raw: string): void
  drop(): void
  clear(): void
}

/**
 * `fold` gives the character a key stands for or an empty text; `whole` is called when Enter ends
 * a full entry.
 */
export function useTyped(parts: {
  length: number
  /** The fewest characters that are a whole entry; all of them without it. */
  least?: number
  start: string
  fold: (key: string) => string
  whole: (text: string) => void
  leave: () => void
}): Typed {
  const { length, least = length, fold } = parts
  const text = ref('')
  const add = (raw: string): void => {
    text.value = (text.value + [...raw].map(fold).join('')).slice(0, length)
  }
  const drop = (): void => {
    text.value = text.value.slice(0, -1)
  }
  const clear = (): void => {
    text.value = ''
  }
  add(parts.start)

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') return parts.leave()
    if (event.key === 'Backspace' || event.key === 'Delete') return drop()
    // A focused button takes Enter and Space for itself.
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
      if (text.value.length >= least) parts.whole(text.value)
      return
    }
    if ([...event.key].length === 1 && event.key !== ' ') add(event.key)
  }
  function paste(event: ClipboardEvent): void {
    clear()
    add(event.clipboardData?.getData('text') ?? '')
  }
  onMounted(() => {
    window.addEventListener('keydown', press)
    window.addEventListener('paste', paste)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', press)
    window.removeEventListener('paste', paste)
  })
  return { text, add, drop, clear }
}
