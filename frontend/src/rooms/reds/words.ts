/** A form in words: its state with the next step of each side, its reason, its amounts. */
import { t, tOr } from '@/text'
import { groupOf, isReady, isWaiting, partyOf } from './standing'
import type { Reason, RedForm } from './types'

export const REASONS: readonly Reason[] = ['01', '02', '03', '04']

/** "Returned goods". */
export function reasonWords(reason: Reason): string {
  return t(`red.reason.${reason}`)
}

/** "02 · the buyer has to answer". */
export function stateWords(form: RedForm): string {
  if (form.red_id !== null) return t('red.state.issued')
  return tOr(`red.state.${form.state}`, form.state)
}

/** What a company does next, or waits for; empty when nothing is left to do. */
export function nextWords(form: RedForm, company: string): string {
  const party = partyOf(form, company)
  if (groupOf(form, company) === 'answer') return t('red.next.answer')
  if (isWaiting(form)) return t('red.next.wait')
  if (isReady(form)) return t(party === 'seller' ? 'red.next.issue' : 'red.next.seller')
  return form.red_id === null ? t('red.next.over') : ''
}

/** The colour that helps the words. */
export function stateKind(form: RedForm): 'note' | 'good' | 'warn' | 'bad' | 'plain' {
  if (form.red_id !== null) return 'good'
  if (isWaiting(form)) return 'warn'
  return isReady(form) ? 'note' : 'plain'
}

/** The other side's name. */
export function otherParty(form: RedForm, company: string): string {
  return partyOf(form, company) === 'seller' ? form.buyer_name : form.seller_name
}
