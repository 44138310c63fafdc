/** Packets as a scanner tells them: first sheet, last sheet, next packet; pure. */
import type { Packet, Sheet } from './papers'

export type ScanFault = 'unread' | 'code' | 'order' | 'twice' | 'many'
export interface Scanned {
  /** Whole packets, in the order in which they go in. */
  readonly packets: readonly Packet[]
  /** The first sheet of a packet whose last sheet is still to be scanned. */
  readonly first: Sheet | null
}

export const NOTHING: Scanned = { packets: [], first: null }
export const MOST_PACKETS = 20
const DIGITS = /^(\d{12}|\d{10})(\d{8})$/

/** Reads code and number as one text, as the bar code has them; spaces and dashes do not matter. */
export function sheetOf(text: string): Sheet | null {
  const found = DIGITS.exec(text.normalize('NFKC').replace(/[\s\-‐-―]/gu, ''))
  return found?.[1] && found[2] ? { code: found[1], number: Number(found[2]) } : null
}

/** Takes one more scan; a fault changes nothing. */
export function scan(before: Scanned, text: string): Scanned | ScanFault {
  const sheet = sheetOf(text)
  if (sheet === null || sheet.number === 0) return 'unread'
  const { packets, first } = before
  if (first === null) {
    if (packets.length >= MOST_PACKETS) return 'many'
    return packets.some((packet) => holds(packet, sheet)) ? 'twice' : { packets, first: sheet }
  }
  if (sheet.code !== first.code) return 'code'
  if (sheet.number < first.number) return 'order'
  const packet = { code: first.code, first: first.number, last: sheet.number }
  if (packets.some((other) => meet(packet, other))) return 'twice'
  return { packets: [...packets, packet], first: null }
}

/** Takes the last scan back. */
export function unscan({ packets, first }: Scanned): Scanned {
  if (first !== null) return { packets, first: null }
  const last = packets.at(-1)
  if (last === undefined) return NOTHING
  return { packets: packets.slice(0, -1), first: { code: last.code, number: last.first } }
}

/** Something to hand in: at least one packet, and none half scanned. */
export function isWhole({ packets, first }: Scanned): boolean {
  return packets.length > 0 && first === null
}

/** How many sheets lie in the packets; both ends count. */
export function sheetsIn(packets: readonly Packet[]): number {
  return packets.reduce((sum, { first, last }) => sum + last - first + 1, 0)
}

function holds(packet: Packet, sheet: Sheet): boolean {
  return meet(packet, { code: sheet.code, first: sheet.number, last: sheet.number })
}
function meet(one: Packet, other: Packet): boolean {
  return one.code === other.code && one.first <= other.last && other.first <= one.last
}
