/** What is said when: each moment of a service has one name, and what is spoken in it. */
import type { Language } from '@/text'
import type { Health, Out } from '../machine/health'
import type { Refusal, Stopped, Trouble, View } from '../protocol/views'
import { countParts, numberParts } from './numbers'
import { isSpoken } from './spoken'

/** Keys of sentences or parts of sentences, spoken one after the other. */
export type Phrase = readonly string[]
export interface Moment {
  /** Spoken once while this stays the same. */
  readonly id: string
  readonly phrase: Phrase
}

/** One lost answer is no news; the screen shows it from the second on, and so it is said. */
const PATIENCE = 2

/** What belongs to this view, or null where the screen has nothing of its own to say. */
export function momentOf(view: View, language: Language): Moment | null {
  const moment = (id: string, phrase: Phrase): Moment => ({ id: `${language} ${id}`, phrase })
  switch (view.at) {
    case 'waking':
    case 'idle':
      return null
    case 'reading':
      return moment('reading', ['type.begin'])
    case 'checking':
      return moment(
        `checking ${view.refusal?.code ?? ''} ${triesLeft(view.refusal) ?? ''}`,
        checking(view.refusal, language),
      )
    case 'reserving':
    case 'starting':
      return troubled(view.trouble) ? trouble(view.trouble, moment) : null
    case 'printing':
      if (troubled(view.trouble)) return trouble(view.trouble, moment)
      if (view.ending) return moment('ending', ['print.ending'])
      return moment(`sheet ${view.sheet}`, sheet(view.sheet, view.count, language))
    case 'done':
      return moment('done', ['done.take'])
    case 'stopped':
      return moment(`stopped ${view.reason}`, stopped(view, language))
    case 'refused':
      return moment(`refused ${view.refusal.code}`, refused(view.refusal))
    case 'broken':
      return moment('broken', ['out.disk'])
  }
}

/** What is said to somebody who touches the first screen. */
export function greeting(health: Health, out: Out | null): Phrase {
  if (out !== null) return [outPhrase(out)]
  return [health.serverLost ? 'offline.begin' : 'idle.greeting']
}

/** What a person must look at is the staff's matter: that is all a visitor need hear. */
export function outPhrase(out: Out): string {
  return `out.${out === 'journal' || out === 'busy' ? 'staff' : out}`
}

/** Refusals of tomorrow have no sentence of their own yet. */
export function refused({ code, params }: Refusal): Phrase {
  if (code === 'pickup-held' && params['recalling'] === true) return ['recall.begin']
  return [isSpoken(`refused.${code}`) ? `refused.${code}` : 'refused.other']
}

function troubled(trouble: Trouble | null): trouble is Trouble {
  return trouble !== null && trouble.attempts >= PATIENCE
}

function trouble({ who }: Trouble, moment: (id: string, phrase: Phrase) => Moment): Moment {
  return moment(`trouble ${who}`, [`trouble.${who}`])
}

function sheet(now: number, count: number, language: Language): Phrase {
  const begin = now === 1 ? ['print.begin'] : []
  const [which, all] = [numberParts(now, language), countParts(count, language)]
  if (which === null || all === null) return [...begin, ...(now === 1 ? [] : ['print.many'])]
  return [...begin, 'print.sheet', ...which, 'print.of', ...all, ...last('print.end', language)]
}

function stopped({ reason, count, serials }: Stopped, language: Language): Phrase {
  if (reason === 'printer') return ['stopped.refused']
  const cause = `stopped.${reason}`
  const left = countParts(count - serials.length, language)
  if (reason === 'refused' || reason === 'in-doubt' || left === null) return [cause]
  return [cause, 'stopped.left', ...left, 'stopped.leftEnd']
}

function triesLeft(refusal: Refusal | null): number | null {
  const left = refusal?.params['tries_left']
  return typeof left === 'number' ? left : null
}

function checking(refusal: Refusal | null, language: Language): Phrase {
  if (refusal === null) return ['check.begin']
  const left = countParts(triesLeft(refusal) ?? 0, language)
  if (left === null) return ['check.wrong']
  return ['check.wrong', 'check.left', ...left, ...last('check.leftEnd', language)]
}

/** English puts the noun in front; only Chinese closes with its measure word. */
function last(part: string, language: Language): Phrase {
  return language === 'zh' ? [part] : []
}
