/** Where on the form a refusal belongs, and what the form itself knows to be missing. */
import type { ProblemRecord } from '@/net/problems'
import type { TextKey } from '@/text'
import { exactOf, fenOf } from '../amounts'
import { rowsOf, type Draft, type LineDraft } from './draft'

/** The name of a field: `buyer.tax_id`, `line.0.amount`, `remark`, or `lines` for all of them. */
export type Place = string
export interface Gap {
  place: Place
  key: TextKey
}

const COLUMNS: Readonly<Record<string, keyof LineDraft>> = {
  code: 'code',
  name: 'name',
  rate: 'rate',
  treatment: 'rate',
  specification: 'specification',
  unit: 'unit',
  quantity: 'quantity',
  unit_price: 'price',
  amount_fen: 'amount',
  tax_fen: 'amount',
  discount: 'discount',
}

export function placeOfLine(line: number, field: keyof LineDraft): Place {
  return `line.${line}.${field}`
}

/** Reads a JSON pointer of the server; null where it belongs to no field of the form. */
export function placeOf(pointer: string, lines: readonly LineDraft[]): Place | null {
  const [, first = '', second = '', third = ''] = pointer.split('/')
  if (first === 'kind' || first === 'remark' || first === 'prices') return first
  if (first === 'buyer') return second === 'natural_person' ? 'natural' : `buyer.${second}`
  if (first === 'seller') return `seller.${second}`
  if (first !== 'lines') return null
  const row = second === '' ? undefined : rowsOf(lines)[Number(second)]
  if (!row) return 'lines'
  const field = row.discount ? 'discount' : COLUMNS[third]
  return field ? placeOfLine(row.line, field) : 'lines'
}

export function placeOfProblem(
  problem: Pick<ProblemRecord, 'pointers'>,
  lines: readonly LineDraft[],
): Place | null {
  const [pointer] = problem.pointers
  return pointer === undefined ? null : placeOf(pointer, lines)
}

/** The step on which a field stands. */
export function stepOfPlace(place: Place | null): number {
  return place !== null && /^(kind|natural|buyer\.)/.test(place) ? 0 : 1
}

/** The line that a field stands in, if any. */
export function lineOfPlace(place: Place | null): number | null {
  const found = /^line\.(\d+)\./.exec(place ?? '')
  return found ? Number(found[1]) : null
}

/** What must be there, or be a number, before the server can be asked about the lines. */
export function gapsOf({ lines }: Pick<Draft, 'lines'>): readonly Gap[] {
  return lines.flatMap((line, place) => {
    const gaps: Gap[] = []
    const miss = (field: keyof LineDraft, key: TextKey): void => {
      gaps.push({ place: placeOfLine(place, field), key })
    }
    if (line.code === '') miss('code', 'eissue.item.missing')
    else if (line.rate === '') miss('rate', 'eissue.rate.missing')
    if (exactOf(line.quantity) === null) miss('quantity', 'eissue.number.wrong')
    if (exactOf(line.price) === null) miss('price', 'eissue.number.wrong')
    if (fenOf(line.amount) === null) miss('amount', 'eissue.amount.wrong')
    const off = fenOf(line.discount)
    if (off === null || (typeof off === 'number' && off <= 0))
      miss('discount', 'eissue.discount.wrong')
    return gaps
  })
}
