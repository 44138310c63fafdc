/**
 * Words for a refusal: our own where the code has them, else what the server said, never a bare
 * code alone.
 */
import { hasText, t, tOr } from '@/text'
import type { Refusal } from '../protocol/views'

/** What the one large button does: scan again, type again, or leave this screen. */
export type RefusalAct = 'again' | 'retype' | 'leave'

export interface RefusalWords {
  readonly cause: string
  readonly what: string
  /** Which site, which machine, how many: only when the refusal says so. */
  readonly detail: string
  readonly next: string
  readonly act: RefusalAct
  readonly known: boolean
}

/** Every refusal a kiosk can meet, in the order in which they are checked, and what helps. */
export const REFUSALS: Readonly<Record<string, RefusalAct>> = {
  'kiosk-out-of-service': 'leave',
  'code-malformed': 'again',
  'code-key-unknown': 'again',
  'code-signature-wrong': 'again',
  'code-expired': 'leave',
  'kiosk-offline-not-held': 'leave',
  'kiosk-offline-static': 'again',
  'code-stale': 'again',
  'pickup-unknown': 'retype',
  'pickup-revoked': 'again',
  'pickup-dispensed': 'leave',
  'pickup-open': 'leave',
  'pickup-elsewhere': 'leave',
  'pickup-held': 'again',
  'collector-check-needed': 'again',
  'collector-wrong': 'again',
  'collector-locked': 'leave',
  'kiosk-busy': 'again',
  'kiosk-stock-short': 'leave',
  'reservation-over': 'again',
}

/** The words and the main button of a refusal; there is always a next step. */
export function refusalWords(refusal: Refusal): RefusalWords {
  const { code } = refusal
  const params = wordsOf(refusal.params)
  const known = hasText(`kiosk.refused.${code}.cause`)
  const own = (part: string): string => tOr(`kiosk.refused.${code}.${part}`, '', params)
  if (known) {
    const [cause, what, next] = [own('cause'), own('what'), own('next')]
    return { cause, what, next, detail: filled(own('detail')), act: actOf(code), known }
  }
  return {
    cause: params['title'] || t('kiosk.refused.other.cause'),
    what: params['title'] ? '' : t('kiosk.refused.other.what'),
    next: params['next'] || t('kiosk.refused.other.next'),
    detail: '',
    act: 'again',
    known,
  }
}

/** An old code left by a holder that is asked to give it back: a matter of seconds. */
export function isRecalling({ code, params }: Refusal): boolean {
  return code === 'pickup-held' && params['recalling'] === true
}

function actOf(code: string): RefusalAct {
  return REFUSALS[code] ?? 'again'
}

/** A line with an empty place says nothing: better none. */
function filled(text: string): string {
  return text.includes('{') ? '' : text
}

function wordsOf(params: Refusal['params']): Record<string, string> {
  const words: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number') words[name] = String(value)
  }
  const site = words['site_name'] || words['site_id']
  return site === undefined ? words : { ...words, site_name: site }
}
