/** What a clerk reads in the cassette, and what it would mean for the pickup. */
import type { Segment } from '@/net/api-types'
import type { CaseDetail } from '../api'

export interface Settling {
  readonly count: number
  readonly confirmed: number
  readonly kiosk: string
  readonly segments: readonly Segment[]
}

/**
 * What was under way when the machine fell silent, from the reasons and the history of the case.
 */
export function settlingOf(about: CaseDetail): Settling {
  const opened = [...about.history].reverse().find((step) => step.kind === 'pickup:pickup:opened')
  const inputs = { ...(opened?.data ?? {}), ...(about.why[0]?.inputs ?? {}) }
  const held = about.pickup?.reservation
  return {
    count: numberOf(inputs['count']) ?? held?.count ?? about.pickup?.count ?? 0,
    confirmed: numberOf(inputs['confirmed']) ?? held?.confirmed ?? 0,
    kiosk: textOf(inputs['kiosk_id']) ?? held?.kiosk_id ?? '',
    segments: segmentsOf(inputs['serials']),
  }
}

/**
 * How many sheets left the machine when this serial lies next in the cassette; null when it
 * cannot be one.
 */
export function sheetsOut(settling: Settling, next: number): number | null {
  let before = 0
  for (const { first, last } of settling.segments) {
    if (next >= first && next <= last) return before + next - first
    before += last - first + 1
    if (next === last + 1 && before >= settling.count) return before
  }
  return null
}

/** Eight digits as printed; full width and spaces are fine. */
export function serialOf(typed: string): number | null {
  const digits = typed.normalize('NFKC').replace(/\s/g, '')
  return /^\d{8}$/.test(digits) ? Number(digits) : null
}

function segmentsOf(value: unknown): readonly Segment[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => {
    if (Array.isArray(one))
      return [{ code: String(one[0]), first: Number(one[1]), last: Number(one[2]) }]
    return typeof one === 'object' && one !== null && 'first' in one ? [one as Segment] : []
  })
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
