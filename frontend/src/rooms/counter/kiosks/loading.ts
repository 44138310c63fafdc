/** A range of serials as a clerk types it from the label of the box. */
import type { Load } from '../api'

export interface Typed {
  readonly kind: string
  readonly code: string
  readonly first: string
  readonly last: string
}
export type Fault = 'kind' | 'code' | 'first' | 'last' | 'order'

const clean = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')
const SERIAL = /^\d{8}$/

/** What is still wrong, in the order of the form. */
export function faultsOf(typed: Typed): readonly Fault[] {
  const faults: Fault[] = []
  if (typed.kind === '') faults.push('kind')
  if (!/^(\d{10}|\d{12})$/.test(clean(typed.code))) faults.push('code')
  if (!SERIAL.test(clean(typed.first))) faults.push('first')
  if (!SERIAL.test(clean(typed.last))) faults.push('last')
  if (faults.length === 0 && Number(clean(typed.last)) < Number(clean(typed.first)))
    faults.push('order')
  return faults
}

/** The load, or null while something is wrong. */
export function loadOf(typed: Typed): Load | null {
  if (faultsOf(typed).length > 0) return null
  return {
    kind: typed.kind,
    code: clean(typed.code),
    first: Number(clean(typed.first)),
    last: Number(clean(typed.last)),
  }
}

/** How many sheets that is; both ends lie in the box. */
export function sheetsOf(load: Load): number {
  return load.last - load.first + 1
}
