/** The look a person has chosen (theme, elder mode, text size, language), kept on this device. */
import { reactive, watch } from 'vue'
import { loadText, type Language, type TextPart } from '@/text'

export type Theme = 'system' | 'light' | 'dark'
export type Mode = 'plain' | 'elder'
export const textSizes = [16, 17, 18, 20, 22, 24, 26, 28, 30] as const
export type TextSize = (typeof textSizes)[number]

export interface Look {
  theme: Theme
  mode: Mode
  size: TextSize
  language: Language
}

const plainSize: TextSize = 17
const elderSize: TextSize = 22
const elderLeast: TextSize = 18

export const look: Look = reactive(read())
/** Only a choice is kept: a browser that is set to another language later is followed. */
let chosen = isLanguage(stored().language)

/** Takes what was stored, whatever its state; gives a complete look. */
export function read(): Look {
  const kept = stored()
  const mode: Mode = kept.mode === 'elder' ? 'elder' : 'plain'
  return {
    theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system',
    mode,
    size:
      textSizes.find((size) => size === kept.size) ?? (mode === 'elder' ? elderSize : plainSize),
    language: isLanguage(kept.language) ? kept.language : browserLanguage(),
  }
}

function isLanguage(kept: unknown): kept is Language {
  return kept === 'zh' || kept === 'en'
}

/** Until somebody chooses: the browser's own language, as far as we speak it. */
function browserLanguage(): Language {
  return /^zh\b/i.test(navigator.language || 'zh') ? 'zh' : 'en'
}

function stored(): Partial<Look> {
  try {
    return (JSON.parse(localStorage.getItem('look') ?? '{}') ?? {}) as Partial<Look>
  } catch {
    // Unreadable or forbidden storage: the ordinary look serves as well.
    return {}
  }
}

/** Turns elder mode on or off and moves the text to that mode's own size. */
export function chooseMode(mode: Mode): void {
  look.mode = mode
  look.size = mode === 'elder' ? elderSize : plainSize
}

/** Sizes on offer: elder mode has nothing below 18 px. */
export function sizesFor(mode: Mode): readonly TextSize[] {
  return mode === 'elder' ? textSizes.filter((size) => size >= elderLeast) : textSizes
}

/** Loads the words first, so that no screen is ever half in one language. */
export async function chooseLanguage(language: Language): Promise<void> {
  await loadText(language)
  chosen = true
  look.language = language
}

function apply(): void {
  const root = document.documentElement
  root.dataset['theme'] = look.theme
  root.dataset['mode'] = look.mode
  root.dataset['size'] = String(look.size)
  root.lang = look.language === 'en' ? 'en' : 'zh-CN'
  try {
    const { language, ...rest } = look
    localStorage.setItem('look', JSON.stringify(chosen ? look : rest))
  } catch {
    // The choice then holds for this visit only.
  }
}

/**
 * Loads the words of a door in the chosen language and keeps the page in step with the choices. A
 * machine for everybody begins in the language of its city, `first`, not in its browser's.
 */
export async function startLook(parts: readonly TextPart[], first?: Language): Promise<void> {
  if (first && !chosen) look.language = first
  await loadText(look.language, parts)
  watch(look, apply, { immediate: true, flush: 'sync' })
}
