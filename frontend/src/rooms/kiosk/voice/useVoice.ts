/** Lets the machine speak what its screen shows, and greet whoever touches the first one. */
import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'
import { language } from '@/text'
import type { Health, Out } from '../machine/health'
import type { TrayState } from '../protocol/tray'
import type { View } from '../protocol/views'
import { greeting, momentOf, outPhrase } from './moments'
import { say, touched } from './say'

/** A greeting is for one person: within this time the next touch is most likely the same hand. */
const GREET_AGAIN_MS = 30_000
/** A touch that presses something has its own sentence; only one that does not is greeted. */
const AFTER_TOUCH_MS = 250

/**
 * Takes the view, why nobody can be served now if that is so, how the machine is, and whether
 * somebody is busy here with more than a code.
 */
export function useVoice(
  view: Readonly<Ref<View>>,
  out: Readonly<Ref<Out | null>>,
  health: () => Health,
  busy: Readonly<Ref<boolean>> = ref(false),
): void {
  let last = ''
  let greetedAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined

  watch([view, language, out], ([now, , closed], [before, , open]) => {
    // Only somebody in the middle of typing is told aloud; an empty hall is left in peace.
    if (closed !== null) {
      if (open === null && before.at === 'reading') say([outPhrase(closed)])
      return
    }
    const moment = momentOf(now, language())
    if (moment !== null && moment.id !== last) say(moment.phrase)
    last = moment?.id ?? ''
  })

  function press(event: Event): void {
    touched()
    // A scanner types too, but never a Tab: that is a person who walks with the keyboard.
    if (event instanceof KeyboardEvent && event.key !== 'Tab') return
    clearTimeout(timer)
    timer = setTimeout(greet, AFTER_TOUCH_MS)
  }
  function greet(): void {
    if (view.value.at !== 'idle' || busy.value || performance.now() - greetedAt < GREET_AGAIN_MS)
      return
    greetedAt = performance.now()
    say(greeting(health(), out.value))
  }
  onMounted(() => {
    window.addEventListener('pointerdown', press, { capture: true })
    window.addEventListener('keydown', press, { capture: true })
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    window.removeEventListener('pointerdown', press, { capture: true })
    window.removeEventListener('keydown', press, { capture: true })
  })
}

/** Reminds whoever is still near of the paper in the tray, twice; the screen says it all the while. */
export function useTrayVoice(tray: () => TrayState): void {
  watch(tray, (now) => {
    if (now === 'reminded' || now === 'urged') say([`tray.${now}`])
  })
}
