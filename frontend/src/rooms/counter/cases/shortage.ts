/** Which sheets never arrived, as a clerk types them: "00000103, 00000105-00000107". */
import type { Segment } from '@/net/api-types'
import type { CaseDetail } from '../api'

export interface Shortage {
  readonly kiosk: string
  readonly has: number
  readonly count: number
  readonly note: string
  readonly handedAt: string
  readonly serials: readonly Segment[]
}

/** What was reported and what the ledger knows of it, from the reason that opened the case. */
export function shortageOf(about: CaseDetail): Shortage {
  const inputs = about.why.find((why) => why.code === 'sheets-reported-missing')?.inputs ?? {}
  const serials = Array.isArray(inputs['serials']) ? (inputs['serials'] as unknown[]) : []
  return {
    kiosk: String(inputs['kiosk_id'] ?? ''),
    has: Number(inputs['has'] ?? 0),
    count: Number(inputs['count'] ?? 0),
    note: String(inputs['note'] ?? ''),
    handedAt: String(inputs['handed_at'] ?? ''),
    serials: serials.flatMap((one) =>
      Array.isArray(one)
        ? [{ code: String(one[0]), first: Number(one[1]), last: Number(one[2]) }]
        : [],
    ),
  }
}

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
