/** What does not fit together in a restock before it is sent: asked about here, not at the server. */
import { sheetOf } from './scanning'
import type { StaffKiosk } from '../api'
import type { RestockWish, Sheet } from './papers'

/** Each invoice code is of one kind; those that lie in machines are known. */
export type Codes = ReadonlyMap<string, string>
export type Doubt =
  | { readonly about: 'kind'; readonly code: string; readonly kind: string }
  | { readonly about: 'head' }

/** The kinds of the codes that lie in these machines. */
export function codesIn(kiosks: readonly StaffKiosk[]): Codes {
  return new Map(kiosks.flatMap(({ cassettes }) => cassettes.map(({ code, kind }) => [code, kind])))
}

/** The kind of a scanned sheet; empty while its code is not known. */
export function kindOf(codes: Codes, text: string): string {
  const sheet = sheetOf(text)
  return sheet === null ? '' : (codes.get(sheet.code) ?? '')
}

/**
 * What a clerk should look at again: a code of another kind than was chosen, then a first sheet
 * that is not the one in the books. Null when all fits as far as the page knows.
 */
export function doubtOf(wish: RestockWish, codes: Codes, kiosk: StaffKiosk): Doubt | null {
  const scanned = [...(wish.seen ? [wish.seen.code] : []), ...wish.packets.map(({ code }) => code)]
  for (const code of scanned) {
    const kind = codes.get(code)
    if (kind !== undefined && kind !== wish.kind) return { about: 'kind', code, kind }
  }
  return sameHead(wish.seen, headOf(kiosk, wish.kind)) ? null : { about: 'head' }
}

function headOf({ cassettes }: StaffKiosk, kind: string): Sheet | null {
  const first = cassettes.find((one) => one.kind === kind && one.left > 0)
  return first === undefined ? null : { code: first.code, number: first.next }
}

function sameHead(seen: Sheet | null, booked: Sheet | null): boolean {
  return seen?.code === booked?.code && seen?.number === booked?.number
}
