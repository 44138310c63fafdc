/**
 * Service by lease, without asking the house: who is served, in the documented order of refusals,
 * and with which serials.
 */
import { bareCode } from './code'
import { isFresh, isSigned, readSigned, type SignedCode } from './signed'
import type { Book, Cassettes, Lease, Sums, Terms } from './offline-ports'
import type { LeaseKeeper } from './lease-keeper'
import { Refused, type Clock, type Request, type Reservation } from './ports'
import type { Trail } from './trail'

/** No sheet is begun so shortly before a lease ends: a slow one would still be on its way. */
const LAST_SHEET_MS = 60_000
/** A clock that was just corrected may stand a little behind what it said before. */
const SLACK_MS = 5000

export interface LeaseParts {
  readonly clock: Clock
  readonly sums: Sums
  readonly cassettes: Cassettes
  readonly keeper: LeaseKeeper
  readonly trail: Trail
}

export class LeaseService {
  private readonly parts: LeaseParts

  constructor(parts: LeaseParts) {
    this.parts = parts
  }

  /** Whether anybody can be served from the book now. */
  get ready(): boolean {
    const { book } = this.parts.keeper
    return !this.behind && book.leases.length > 0 && this.mayBegin(book)
  }

  /** The clock stands before what was journaled or heard: nobody can say what time it is. */
  get behind(): boolean {
    const { trail, keeper, clock } = this.parts
    const floor = [trail.lastAt, keeper.book.heard_at].filter(Boolean).map(Date.parse)
    return clock.now().getTime() + SLACK_MS < Math.max(0, ...floor)
  }

  /**
   * Serves a rolling code under a lease. Refuses in order `kiosk-out-of-service` (clock behind the
   * journal), `code-malformed`, `kiosk-offline-static` (short code), `code-key-unknown`,
   * `code-signature-wrong`, `code-expired`, `kiosk-offline-static` (paper code),
   * `kiosk-offline-not-held`, `code-stale`, `pickup-revoked`, `pickup-dispensed`,
   * `kiosk-stock-short`. Only the secret of the leased generation is here, so that a code of
   * another one is not judged stale but revoked.
   */
  async reserve(request: Request): Promise<Reservation> {
    const { keeper } = this.parts
    if (this.behind) throw new Refused('kiosk-out-of-service')
    const code = await this.judged(request.code)
    const lease = this.leaseFor(code, keeper.book)
    this.checkGeneration(code, lease)
    await this.checkFresh(code, lease)
    return this.held(request.reservation, lease)
  }

  /**
   * The point of no silent return: the lease is spent on the disk before a sheet moves. Repeated
   * for the same reservation it changes nothing. Refuses `reservation-over` when the lease is gone.
   */
  async start(held: Reservation): Promise<Reservation> {
    const { keeper, clock } = this.parts
    await keeper.spend(held, clock.now().toISOString(), (book) => this.checkOwn(book, held))
    return held
  }

  /** A reservation of the house's, begun under this kiosk's lease instead; null without one. */
  async taken(held: Reservation): Promise<Reservation | null> {
    const { book } = this.parts.keeper
    const lease = ownLease(book, held)
    if (this.behind || lease === null || !this.mayBegin(book)) return null
    return this.start(await this.held(held.id, lease))
  }

  private async judged(text: string): Promise<SignedCode> {
    const { keeper, clock, sums } = this.parts
    const bare = bareCode(text)
    if (bare === null) throw new Refused('code-malformed')
    if (!bare.startsWith('TP1.')) throw new Refused('kiosk-offline-static')
    const code = readSigned(bare)
    if (code === null) throw new Refused('code-malformed')
    const key = keeper.book.keys[code.kid]
    if (key === undefined) throw new Refused('code-key-unknown')
    if (!(await isSigned(code, key, sums))) throw new Refused('code-signature-wrong')
    if (code.expiresAt <= clock.now().getTime()) throw new Refused('code-expired')
    if (!code.rolls) throw new Refused('kiosk-offline-static')
    return code
  }

  private leaseFor(code: SignedCode, book: Book): Lease {
    const own = <T extends { pickup_id: string }>(one: T): boolean =>
      one.pickup_id === code.pickupId
    const lease = book.leases.find(own)
    if (lease !== undefined && this.mayBegin(book) && this.lives(lease)) return lease
    const mark = book.spent.find(own)
    if (!mark?.done) throw new Refused('kiosk-offline-not-held')
    // The secret of what was served is gone: who still has its code is told, screenshot or not. Of
    // what was served without a lease not even the generation is known.
    if (mark.lease !== null) this.checkGeneration(code, mark.lease)
    throw new Refused('pickup-dispensed')
  }

  private checkGeneration(code: SignedCode, { generation }: Terms): void {
    if (code.generation !== generation % 256) throw new Refused('pickup-revoked')
  }

  private async checkFresh(code: SignedCode, lease: Lease): Promise<void> {
    const { sums, clock } = this.parts
    const secret = lease.secrets[code.kid]
    if (secret === undefined) throw new Refused('kiosk-offline-not-held')
    const fresh = await isFresh(code, secret, clock.now().getTime(), sums)
    if (!fresh) throw new Refused('code-stale')
  }

  /** Binds from the physical head of one cassette: the kiosk alone has it in its hands. */
  private async held(reservation: string, lease: Terms): Promise<Reservation> {
    const { cassettes, keeper } = this.parts
    const { count, kind } = lease
    const head = (await cassettes.segments(kind)).find((one) => one.last >= one.first)
    const left = head === undefined ? 0 : head.last - head.first + 1
    if (head === undefined || left < count) throw new Refused('kiosk-stock-short', { left, count })
    return {
      id: reservation,
      pickup_id: lease.pickup_id,
      kind,
      count,
      fencing: lease.fencing,
      until: new Date(Date.parse(keeper.book.until) - LAST_SHEET_MS).toISOString(),
      segments: [{ code: head.code, first: head.first, last: head.first + count - 1 }],
      confirmed: 0,
      offline: true,
      generation: lease.generation,
    }
  }

  private checkOwn(book: Book, held: Reservation): void {
    const again = book.spent.some((one) => one.reservation === held.id)
    const lease = book.leases.find((one) => one.pickup_id === held.pickup_id)
    const mine = lease?.fencing === held.fencing && this.mayBegin(book) && !this.behind
    if (!again && !mine) throw new Refused('reservation-over')
  }

  private mayBegin(book: Book): boolean {
    return this.parts.clock.now().getTime() < Date.parse(book.serve_until)
  }

  private lives(lease: Lease): boolean {
    return this.parts.clock.now().getTime() < Date.parse(lease.expires_at)
  }
}

/** The lease of a pickup, also when this very reservation has spent it already. */
function ownLease(book: Book, held: Reservation): Terms | null {
  const own = book.leases.find((one) => one.pickup_id === held.pickup_id)
  const spent = book.spent.find((one) => one.reservation === held.id)
  return own ?? spent?.lease ?? null
}
