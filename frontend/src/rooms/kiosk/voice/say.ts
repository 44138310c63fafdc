/** The one mouth of the machine: anything on the page may ask it to say something. */
import { watch } from 'vue'
import { language, type Language } from '@/text'
import type { Phrase } from './moments'
import { Player } from './player'
import { sound } from './sound'
import { addressOf } from './spoken'

/** The sounds are spoken words: a low rate keeps them small in memory. */
const RATE = 16_000
let player: Player | null | undefined

/** Says a phrase in the language on the screen, instead of what is being said; never waits. */
export function say(phrase: Phrase): void {
  if (sound.on) void mouth()?.say(phrase, language())
}

/**
 * A browser that waits for a first touch hears of it here. To open the sound takes a while, and
 * that key may be the first of a scan: the others go first.
 */
export function touched(): void {
  setTimeout(() => mouth()?.wake())
}

function mouth(): Player | null {
  player ??= open()
  return player
}

/** Without sound in the browser the page is as silent as a kiosk without a loudspeaker. */
function open(): Player | null {
  if (typeof AudioContext === 'undefined') return null
  const made = new Player({ context: new AudioContext({ sampleRate: RATE }), load })
  watch(sound, (now) => made.set(now), { immediate: true, flush: 'sync', deep: true })
  return made
}

async function load(key: string, spoken: Language): Promise<ArrayBuffer | null> {
  const address = addressOf(key, spoken)
  if (address === null) return null
  const answer = await fetch(address)
  return answer.ok ? await answer.arrayBuffer() : null
}
