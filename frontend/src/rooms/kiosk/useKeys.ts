/** Keys of the whole window: a scanner's run is taken out before anything else sees its Enter. */
import { onBeforeUnmount, onMounted } from 'vue'
import { character, ScannerBuffer } from './protocol/scanner'

/** A person's second key comes later than this; a scanner's has come long before. */
const HUMAN_MS = 150

/** `scanned` gets whole scans. `typed` gets the first key of a person who begins to type. */
export function useKeys(scanned: (text: string) => void, typed: (text: string) => void): void {
  const buffer = new ScannerBuffer()
  let timer: ReturnType<typeof setTimeout> | undefined

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const text = buffer.press({ key: event.key, code: event.code, at: event.timeStamp })
    if (text !== null) {
      event.preventDefault()
      event.stopImmediatePropagation()
      clearTimeout(timer)
      return scanned(text)
    }
    // A blank in the middle of a scan would press the button that has the focus.
    if (event.key === ' ' && buffer.length > 2) event.preventDefault()
    if (character(event.key, event.code).trim() === '' || buffer.length > 2)
      return clearTimeout(timer)
    const begun = buffer.text
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (buffer.text === begun) typed(begun)
    }, HUMAN_MS)
  }
  onMounted(() => window.addEventListener('keydown', press, { capture: true }))
  onBeforeUnmount(() => {
    clearTimeout(timer)
    window.removeEventListener('keydown', press, { capture: true })
  })
}
