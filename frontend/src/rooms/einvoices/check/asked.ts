/** From what somebody types off an invoice to what the check is asked. */
import type { components } from '@/net/schema'
import { fenOf } from '../amounts'

export interface Typed {
  number: string
  day: string
  total: string
}
type Gap = 'missing' | 'wrong'
const DIGITS = 20

const folded = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

/** What cannot be asked yet, by field. */
export function gapsOf(typed: Typed): Partial<Record<keyof Typed, Gap>> {
  const gaps: Partial<Record<keyof Typed, Gap>> = {}
  const number = folded(typed.number)
  if (number === '') gaps.number = 'missing'
  else if (!/^\d+$/.test(number) || number.length !== DIGITS) gaps.number = 'wrong'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed.day)) gaps.day = 'missing'
  const fen = fenOf(typed.total)
  if (fen === 'none') gaps.total = 'missing'
  else if (fen === null) gaps.total = 'wrong'
  return gaps
}

/** The question, or null while something is missing. */
export function askedOf(typed: Typed): components['schemas']['CheckBody'] | null {
  const fen = fenOf(typed.total)
  if (Object.keys(gapsOf(typed)).length > 0 || typeof fen !== 'number') return null
  return {
    kind: 'e-invoice',
    number: folded(typed.number),
    issued_on: typed.day,
    total_fen: fen,
  }
}
