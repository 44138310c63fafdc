/** A form being filled in: what the law allows, what was typed, and the request it makes. */
import { exactOf, fenOf } from '@/rooms/einvoices/amounts'
import type { Blue, Filing, Party, Reason } from './types'

/** Yuan without tax, and a count, as typed; both empty for a line that is left alone. */
export interface Part {
  amount: string
  quantity: string
}
export interface Draft {
  id: string
  reason: Reason | ''
  whole: boolean
  parts: Part[]
}
/** Why nothing can be filed here. */
export type Bar = 'red' | 'reversed' | 'open' | 'seller-files'
export type Fault = 'malformed' | 'nothing' | 'over' | 'quantity' | 'quantity-over'

/** A buyer has confirmed a use, or booked it: then either side files, and the other answers. */
export function isTouched(blue: Blue): boolean {
  return blue.use !== null || blue.booked
}

/** What is in the way of filing for a side; null for nothing. */
export function barOf(blue: Blue, party: Party): Bar | null {
  if (blue.red_of !== null) return 'red'
  if (blue.state === 'reversed') return 'reversed'
  if (blue.red_form_id !== null) return 'open'
  return party === 'buyer' && !isTouched(blue) ? 'seller-files' : null
}

/** Why only all of it can be taken back; null where parts may be. */
export function wholeOnly(blue: Blue, reason: Reason | ''): 'untouched' | 'mistake' | null {
  if (!isTouched(blue)) return 'untouched'
  return reason === '01' ? 'mistake' : null
}

/** Whether a line takes a quantity: an allowance takes amounts only. */
export function takesQuantity(blue: Blue, line: number, reason: Reason | ''): boolean {
  return reason !== '04' && (blue.remaining[line]?.quantity ?? null) !== null
}

/** Whether a line can be named: a discount goes with its parent, and what is gone is gone. */
export function isNamed(blue: Blue, line: number): boolean {
  return !blue.lines[line]?.discount && (blue.remaining[line]?.amount_fen ?? 0) > 0
}

/** What is wrong with a line's part; null for nothing, and for a line that is left alone. */
export function faultOf(blue: Blue, line: number, draft: Draft): Fault | null {
  const part = draft.parts[line]
  const left = blue.remaining[line]
  if (!part || !left || isLeft(part)) return null
  const fen = fenOf(part.amount)
  if (fen === null || fen === 'none') return 'malformed'
  if (fen <= 0) return 'nothing'
  if (fen > left.amount_fen) return 'over'
  if (part.quantity.trim() === '' || !takesQuantity(blue, line, draft.reason)) return null
  const counted = exactOf(part.quantity)
  if (counted === null || counted === 'none' || Number(counted) <= 0) return 'quantity'
  return Number(counted) > Number(left.quantity) ? 'quantity-over' : null
}

/** The request; null while something is missing or wrong. */
export function filingOf(blue: Blue, draft: Draft): Filing | null {
  if (draft.reason === '') return null
  const head = { invoice_id: blue.id, reason: draft.reason }
  if (draft.whole || wholeOnly(blue, draft.reason) !== null) return { ...head, lines: null }
  const named = blue.lines.map((_, line) => line).filter((line) => isNamed(blue, line))
  if (named.some((line) => faultOf(blue, line, draft) !== null)) return null
  const lines = named.flatMap((line) => {
    const part = draft.parts[line]
    return part && !isLeft(part) ? [partOf(blue, line, part, draft.reason)] : []
  })
  return lines.length > 0 ? { ...head, lines } : null
}

function partOf(
  blue: Blue,
  line: number,
  part: Part,
  reason: Reason | '',
): NonNullable<Filing['lines']>[number] {
  const counted = takesQuantity(blue, line, reason) ? exactOf(part.quantity) : null
  const quantity = counted === 'none' ? null : counted
  return { line, amount_fen: Number(fenOf(part.amount)), quantity }
}

/** A draft of nothing, for an invoice. */
export function emptyDraft(id: string, blue: Blue): Draft {
  const parts = blue.lines.map(() => ({ amount: '', quantity: '' }))
  return { id, reason: '', whole: true, parts }
}

function isLeft(part: Part): boolean {
  return part.amount.trim() === '' && part.quantity.trim() === ''
}
