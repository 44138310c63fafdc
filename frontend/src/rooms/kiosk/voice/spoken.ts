/** Which sentences there are to hear, and where; those that were never made are just not said. */
import type { Language } from '@/text'

const files = import.meta.glob<string>('./audio/*/*.mp3', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** The address of a sentence's sound, or null. */
export function addressOf(key: string, language: Language): string | null {
  return files[`./audio/${language}/${key}.mp3`] ?? null
}

/** Whether there is such a sentence in the language of the city. */
export function isSpoken(key: string): boolean {
  return addressOf(key, 'zh') !== null
}
