/**
 * What a kiosk knows of its leases, as values: the house's answer taken in, a lease spent.
 *
 *   listed ──start──> spent ──done──> spent, all handed over
 *     └──recalled──> dropped, and said so until the house lists it no more
 */
import type { Book, Lease, Leases, Spent, Terms } from './offline-ports'
import type { Reservation } from './ports'

/** Spent marks are kept this long, so that a second visit is told what happened. */
const REMEMBERED_MS = 24 * 3600 * 1000
/** What moved less than this is not worth a write: the older end is the careful one. */
const WORTH_WRITING_MS = 60_000

/** The house's answer, with its secrets sealed. */
export interface Answer extends Omit<Leases, 'leases'> {
  readonly leases: readonly Lease[]
}

/** What the kiosk knew when it asked: marks the house has heard all about, and who is served. */
export interface Asked {
  readonly known: ReadonlySet<Spent>
  readonly serving: string | null
}

export function emptyBook(kiosk: string): Book {
  return {
    kiosk,
    heard_at: '',
    until: '',
    serve_until: '',
    keys: {},
    leases: [],
    spent: [],
    returned: [],
  }
}

/**
 * Takes in the house's answer. A recalled lease goes, unless it is being served or the house has not
 * heard of its service yet; a spent one comes back only with a higher number, and only from a house
 * that knew of the service.
 */
export function absorb(book: Book, answer: Answer, asked: Asked): Book {
  const recalled = new Set(answer.recalls)
  const markOf = (id: string): Spent | undefined => book.spent.find((one) => one.pickup_id === id)
  const usable = ({ pickup_id, fencing }: Terms): boolean => {
    const mark = markOf(pickup_id)
    const anew = mark === undefined || (asked.known.has(mark) && fencing > mark.fencing)
    return anew && !recalled.has(pickup_id) && !book.returned.includes(pickup_id)
  }
  const listed = answer.leases.filter(usable)
  const fresh = new Set(listed.map((one) => one.pickup_id))
  const busy = (id: string): boolean => {
    const mark = markOf(id)
    return id === asked.serving || (mark !== undefined && !asked.known.has(mark))
  }
  const given = [...recalled].filter((id) => !busy(id))
  const kept = book.leases.filter(({ pickup_id: id }) => id === asked.serving && recalled.has(id))
  const named = new Set([...recalled, ...answer.leases.map((one) => one.pickup_id)])
  const now = Date.parse(answer.server_time)
  const remembered = (mark: Spent): boolean =>
    !asked.known.has(mark) || named.has(mark.pickup_id) || now - Date.parse(mark.at) < REMEMBERED_MS
  return {
    kiosk: book.kiosk,
    heard_at: answer.server_time,
    until: answer.until,
    serve_until: answer.serve_until,
    keys: answer.keys,
    leases: [...listed, ...kept],
    spent: book.spent.filter((mark) => !fresh.has(mark.pickup_id) && remembered(mark)),
    returned: [...new Set([...book.returned, ...given])].filter((id) => named.has(id)),
  }
}

/** A service begins: its lease, if there is one, is gone for every other. */
export function spend(book: Book, held: Reservation, at: string): Book {
  const lease = book.leases.find((one) => one.pickup_id === held.pickup_id) ?? null
  const before = book.spent.find((one) => one.pickup_id === held.pickup_id)
  if (before?.reservation === held.id && lease === null) return book
  const fencing = Math.max(held.fencing, lease?.fencing ?? 0, before?.fencing ?? 0)
  const terms = lease && termsOf(lease)
  const mark = { pickup_id: held.pickup_id, reservation: held.id, fencing, at, done: false }
  return {
    ...book,
    leases: book.leases.filter((one) => one !== lease),
    spent: [...book.spent.filter((one) => one !== before), { ...mark, lease: terms }],
  }
}

/** All sheets of a service are out. */
export function finish(book: Book, reservation: string): Book {
  const spent = book.spent.map((one) =>
    one.reservation === reservation ? { ...one, done: true } : one,
  )
  return { ...book, spent }
}

/** Whether the disk should learn of a change: more than time going on, or enough of that. */
export function isWorthWriting(before: Book, after: Book): boolean {
  const rest = ({ leases, spent, returned, keys, kiosk }: Book): string =>
    JSON.stringify([leases, spent, returned, keys, kiosk])
  const moved = Math.abs(Date.parse(after.serve_until) - Date.parse(before.serve_until))
  return rest(before) !== rest(after) || !(moved < WORTH_WRITING_MS)
}

function termsOf({ pickup_id, kind, count, generation, expires_at, fencing }: Terms): Terms {
  return { pickup_id, kind, count, generation, expires_at, fencing }
}
