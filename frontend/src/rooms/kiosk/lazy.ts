/** Screens that a first picture can do without: fetched with their words when they are needed. */
import { defineAsyncComponent, type Component } from 'vue'
import { addText, type TextPart } from '@/text'

const AGAIN_MS = 3000

/** Asks again until it has all of it: a blank screen helps nobody. */
function withWords(words: readonly TextPart[], file: () => Promise<{ default: Component }>) {
  return defineAsyncComponent({
    loader: async () => {
      await addText(words)
      return (await file()).default
    },
    onError: (_, again) => void setTimeout(again, AGAIN_MS),
  })
}

/** "Fewer than that?" after a service. */
export const Short = withWords(['aftercare'], () => import('./screens/Short.vue'))

/** Applying at the machine; why a check failed is said in the words of the phone. */
export const Apply = withWords(['visit', 'taxpayer'], () => import('./apply/Apply.vue'))
