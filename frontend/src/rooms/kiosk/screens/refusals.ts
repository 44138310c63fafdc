/**
 * Words for a refusal: our own where the code has them, else what the server said, never a bare
 * code alone.
 */
import { hasText, t, tOr } from '@/text'
import type { Refusal } from '../protocol/views'

export interface RefusalWords {
  readonly cause: string
  readonly next: string
  readonly known: boolean
}

/**
 * Refusals of the session rather than of the code: the person did nothing wrong and may try
 * again.
 */
export function refusalWords(refusal: Refusal): RefusalWords {
  const { code } = refusal
  const params = wordsOf(refusal.params)
  if (hasText(`kiosk.refused.${code}.cause`)) {
    const cause = tOr(`kiosk.refused.${code}.cause`, code, params)
    return { cause, next: tOr(`kiosk.refused.${code}.next`, '', params), known: true }
  }
  return {
    cause: params['title'] || t('kiosk.refused.other.cause'),
    next: params['next'] || t('kiosk.refused.other.next'),
    known: false,
  }
}

function wordsOf(params: Refusal['params']): Record<string, string> {
  const words: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number') words[name] = String(value)
  }
  const site = words['site_name'] || words['site_id']
  return site === undefined ? words : { ...words, site_name: site }
}
