/** What a clerk finds in a silent machine, and what follows from it for every sheet set aside. */
import type { Segment } from '@/net/api-types'
import type { CaseDetail } from '../api'

export interface Settling {
  readonly count: number
  readonly confirmed: number
  readonly kiosk: string
  /** A service stood still, so that every sheet set aside is known; otherwise nobody saw any. */
  readonly silent: boolean
  readonly segments: readonly Segment[]
}
/** The first sheet still in the cassette, or `empty`. */
export type Head = { readonly code: string; readonly number: number } | 'empty'

export interface Means {
  /** Sheets that left the machine without the server being told. */
  readonly unconfirmed: number
  /** In the person's hands: confirmed by the machine or taken by the person's own word. */
  readonly handed: number
  /** Collected by the clerk: set apart, never handed out. */
  readonly apart: number
  /** Never left the machine. */
  readonly free: number
  /** What the company may still collect. */
  readonly owed: number
}

/** What was under way when the machine fell silent, from the reason that opened the case. */
export function settlingOf(about: CaseDetail): Settling {
  const inputs = about.why.find((why) => 'serials' in why.inputs)?.inputs ?? {}
  const held = about.pickup?.reservation
  return {
    count: numberOf(inputs['count']) ?? held?.count ?? about.pickup?.count ?? 0,
    confirmed: numberOf(inputs['confirmed']) ?? held?.confirmed ?? 0,
    silent: about.why.some((why) => why.code === 'kiosk-silent'),
    kiosk: textOf(inputs['kiosk_id']) ?? held?.kiosk_id ?? '',
    segments: segmentsOf(inputs['serials']),
  }
}

/** The code that most likely lies on top: that of the first sheet nobody confirmed. */
export function likelyCode({ segments, confirmed }: Settling): string {
  let before = 0
  for (const { code, first, last } of segments) {
    before += last - first + 1
    if (confirmed < before) return code
  }
  return segments[segments.length - 1]?.code ?? ''
}

/**
 * How many sheets left the machine when this one lies next in the cassette. A sheet that was not
 * set aside, or none at all, can only lie behind all of them: the server knows which one does.
 */
export function sheetsOut({ segments, count }: Settling, head: Head): number {
  if (head === 'empty') return count
  let before = 0
  for (const { code, first, last } of segments) {
    if (code === head.code && head.number >= first && head.number <= last) {
      return before + head.number - first
    }
    before += last - first + 1
  }
  return count
}

/** Whether a sheet is one of those that were set aside. */
export function setAside({ segments }: Settling, head: Head): boolean {
  return (
    head !== 'empty' &&
    segments.some(
      ({ code, first, last }) => code === head.code && head.number >= first && head.number <= last,
    )
  )
}

/**
 * What becomes of every sheet when so many left and the person has so many of them, and `also` some
 * that another machine gave. Where nobody saw the service, only what is handed over and what stays
 * owed can be told.
 */
export function meaning(settling: Settling, out: number, taken: number, also = 0): Means {
  const { count, confirmed, silent } = settling
  const unconfirmed = Math.max(0, out - confirmed)
  const handed = confirmed + taken + also
  const apart = silent ? unconfirmed - taken : 0
  return { unconfirmed, handed, apart, free: silent ? count - out : 0, owed: count - handed }
}

/** Eight digits as printed; full width and spaces are fine. */
export function serialOf(typed: string): number | null {
  const digits = plain(typed)
  return /^\d{8}$/.test(digits) && Number(digits) > 0 ? Number(digits) : null
}

/** Ten or twelve digits as printed above the number. */
export function codeOf(typed: string): string | null {
  const digits = plain(typed)
  return /^(\d{10}|\d{12})$/.test(digits) ? digits : null
}

const plain = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '')

/** Ranges as the ledger writes them. */
export function segmentsOf(value: unknown): readonly Segment[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) =>
    Array.isArray(one)
      ? [{ code: String(one[0]), first: Number(one[1]), last: Number(one[2]) }]
      : [],
  )
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
