/** Which sheets never arrived, as a clerk types them: "00000103, 00000105-00000107". */
import type { Segment } from '@/net/api-types'
import type { CaseDetail, Inputs } from '../api'
import { segmentsOf } from './settling'

export interface Shortage {
  readonly kiosk: string
  readonly has: number
  readonly count: number
  readonly note: string
  readonly handedAt: string
  readonly serials: readonly Segment[]
  /** Those of them that the machine took back from its tray. */
  readonly back: readonly Segment[]
}

/** What was reported and what the ledger knows of it, from the reason that opened the case. */
export function shortageOf(about: CaseDetail): Shortage {
  const inputs = inputsOf(about, 'sheets-reported-missing')
  return {
    kiosk: String(inputs['kiosk_id'] ?? ''),
    has: Number(inputs['has'] ?? 0),
    count: Number(inputs['count'] ?? 0),
    note: String(inputs['note'] ?? ''),
    handedAt: String(inputs['handed_at'] ?? ''),
    serials: segmentsOf(inputs['serials']),
    back: segmentsOf(inputsOf(about, 'paper-retracted')['retracted']),
  }
}

const inputsOf = ({ why }: CaseDetail, code: string): Inputs =>
  why.find((one) => one.code === code)?.inputs ?? {}

/** Whether some sheets are all among others. */
export const isAmong = (some: readonly Segment[], all: readonly Segment[]): boolean =>
  some.every(({ code, first, last }) =>
    Array.from({ length: last - first + 1 }, (_, place) => first + place).every((number) =>
      all.some((one) => one.code === code && one.first <= number && number <= one.last),
    ),
  )

/**
 * Reads typed numbers against the sheets of the service; null when one is not among them or is
 * named twice. A number that stands under two codes means the first of them that is not named yet.
 */
export function missingOf(typed: string, serials: readonly Segment[]): Segment[] | null {
  const parts = typed
    .normalize('NFKC')
    .split(/[\s,，、;；]+/)
    .filter(Boolean)
  const found: Segment[] = []
  for (const part of parts) {
    const [, from = '', to = from] = /^(\d{1,8})(?:[-–~](\d{1,8}))?$/.exec(part) ?? []
    const first = Number(from)
    const last = Number(to || from)
    const home = serials.find(
      (each) =>
        first >= each.first &&
        last <= each.last &&
        !found.some((one) => one.code === each.code && one.first <= last && first <= one.last),
    )
    if (from === '' || first > last || home === undefined) return null
    found.push({ code: home.code, first, last })
  }
  return found.length > 0 ? found : null
}

export const sheetsIn = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { first, last }) => sum + last - first + 1, 0)
