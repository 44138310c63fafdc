/** Which sheets the person has, as a clerk types them: "00000103, 00000105-00000107". */
import type { Segment } from '@/net/api-types'

/** Where a typed number belongs: one of these segments, or with none of them known, this code. */
export interface Home {
  readonly among: readonly Segment[] | null
  readonly code: string
}

/**
 * Reads typed numbers; null when one is no number, is not among the known ones or is named twice.
 * A code of ten or twelve digits says to which the numbers after it belong.
 */
export function takenOf(typed: string, { among, code }: Home): Segment[] | null {
  const found: Segment[] = []
  let said: string | null = null
  for (const part of typed.normalize('NFKC').split(/[\s,，、;；]+/)) {
    if (part === '') continue
    if (/^(\d{10}|\d{12})$/.test(part)) {
      said = part
      continue
    }
    const [, from = '', to = from] = /^(\d{1,8})(?:[-–~](\d{1,8}))?$/.exec(part) ?? []
    const range = { first: Number(from), last: Number(to || from) }
    if (range.first < 1 || range.first > range.last) return null
    const home = homeOf(range, found, { among, code }, said)
    if (home === null) return null
    found.push({ code: home, ...range })
  }
  return found
}

type Range = Pick<Segment, 'first' | 'last'>

function homeOf(range: Range, found: Segment[], home: Home, said: string | null): string | null {
  const free = (code: string): boolean =>
    !found.some((one) => one.code === code && one.first <= range.last && range.first <= one.last)
  const codes =
    home.among === null
      ? [said ?? home.code]
      : home.among
          .filter((one) => one.first <= range.first && range.last <= one.last)
          .map((one) => one.code)
          .filter((code) => said === null || code === said)
  return codes.find((code) => code !== '' && free(code)) ?? null
}

/** The sheets of some segments from one place to another, in the order in which they leave. */
export function between(segments: readonly Segment[], from: number, to: number): Segment[] {
  let before = 0
  return segments.flatMap(({ code, first, last }) => {
    const start = first - before
    before += last - first + 1
    const one = { code, first: Math.max(first, start + from), last: Math.min(last, start + to - 1) }
    return one.first <= one.last ? [one] : []
  })
}
