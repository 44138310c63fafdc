/** How a form stands for one of its two parties: whose turn it is, and what may be done. */
import type { Party, RedForm, RedState } from './types'

export type Group = 'answer' | 'open' | 'closed'
export type Act = 'confirm' | 'deny' | 'withdraw' | 'issue'

const waiting: readonly RedState[] = ['02', '03']
const ready: readonly RedState[] = ['01', '04']

/** On which side a company stands; one that sold to itself stands on the side that filed. */
export function partyOf(form: RedForm, company: string): Party {
  if (form.seller_id === form.buyer_id) return form.filed_for
  return form.seller_id === company ? 'seller' : 'buyer'
}

/** Whether somebody is waited for. */
export function isWaiting(form: RedForm): boolean {
  return waiting.includes(form.state)
}

/** Whether the red invoice can be issued now. */
export function isReady(form: RedForm): boolean {
  return ready.includes(form.state) && form.red_id === null
}

/** Under which heading a form stands in the list of a company. */
export function groupOf(form: RedForm, company: string): Group {
  if (isWaiting(form)) return form.filed_for === partyOf(form, company) ? 'open' : 'answer'
  return isReady(form) ? 'open' : 'closed'
}

/** What a company may do with a form now. */
export function actsOf(form: RedForm, company: string): readonly Act[] {
  const party = partyOf(form, company)
  const own = form.filed_for === party
  if (isWaiting(form)) return own ? ['withdraw'] : ['confirm', 'deny']
  if (!isReady(form)) return []
  const acts: Act[] = party === 'seller' ? ['issue'] : []
  return own ? [...acts, 'withdraw'] : acts
}

/** Both lists of a company as one, newest first; a form stands in it once. */
export function together(sold: readonly RedForm[], bought: readonly RedForm[]): readonly RedForm[] {
  const all = new Map([...sold, ...bought].map((form) => [form.id, form]))
  return [...all.values()].sort((left, right) => right.id.localeCompare(left.id))
}

/** Seconds until an unanswered form lapses; null where nobody is waited for. */
export function secondsLeft(form: RedForm, now: number): number | null {
  if (!isWaiting(form) || form.answer_by === null) return null
  return Math.max(0, Math.ceil((Date.parse(form.answer_by) - now) / 1000))
}
