/**
 * The house as the kiosk's core sees it, with or without a line.
 *
 * A reservation begun under a lease is answered here to its end: the journal is its record. One that
 * the house began goes on from the journal once nobody answers any more, but it must have heard of
 * its start, unless the lease of that pickup is here.
 */
import type { Connection } from './connection'
import type { LeaseKeeper } from './lease-keeper'
import type { LeaseService } from './lease-service'
import {
  Refused,
  Unreachable,
  type Clock,
  type Entry,
  type Request,
  type Reservation,
  type Serial,
  type Server,
  type StopReason,
} from './ports'
import type { Trail } from './trail'
import type { Uploader } from './uploader'

interface Parts {
  readonly clock: Clock
  readonly remote: Server
  readonly connection: Connection
  readonly leases: LeaseService
  readonly keeper: LeaseKeeper
  readonly trail: Trail
  readonly uploader: Uploader
}

export class OfflineServer implements Server {
  private readonly parts: Parts
  /** The house may not know all that left this machine: it would bind sheets that are gone. */
  private untold: boolean
  /** Reservations of the house's whose sheets it may not all have heard of. */
  private readonly unsure = new Set<string>()

  constructor(parts: Parts) {
    this.parts = parts
    const { trail } = parts
    this.untold = trail.pending.length > 0
    if (trail.serving !== null) this.unsure.add(trail.serving.id)
  }

  /** Whether the house has yet to hear of what was done here. */
  get owing(): boolean {
    return this.untold && this.parts.trail.pending.length > 0
  }

  /** The house reserves; when nobody answers, a lease does. */
  async reserve(request: Request): Promise<Reservation> {
    const { remote, leases, keeper, trail, uploader } = this.parts
    if (uploader.conflict !== null) throw new Refused('kiosk-out-of-service')
    try {
      return await this.heard(async () => {
        if (this.untold) await this.tellAll()
        return remote.reserve({ ...request, journal: await trail.mark() })
      })
    } catch (error) {
      if (!this.isAway(error) || Object.keys(keeper.book.keys).length === 0) throw error
      return leases.reserve(request)
    }
  }

  async start(held: Reservation): Promise<Reservation> {
    const { remote, leases, keeper, clock } = this.parts
    if (held.offline) return this.byJournal(() => leases.start(held))
    // Before it is said: whatever comes of it, and should its answer never be heard, a clerk may end
    // the lease of this pickup with the service, and no other may begin under it.
    await keeper.spend(held, clock.now().toISOString())
    try {
      return await this.heard(() => remote.start(held))
    } catch (error) {
      // Once a sheet was announced the house alone can say whether the next one may follow.
      const whole = this.isAway(error) && !(await this.parts.trail.entries()).some(isFeeding)
      const taken = whole ? await leases.taken(held) : null
      if (taken === null) throw error
      return this.byJournal(async () => taken)
    }
  }

  async confirm(held: Reservation, sheet: number, serial: Serial): Promise<void> {
    await this.told(held, () => this.parts.remote.confirm(held, sheet, serial))
  }

  async done(held: Reservation): Promise<void> {
    await this.told(held, () => this.parts.remote.done(held))
    await this.parts.keeper.finish(held.id)
  }

  /** Whatever the house hears of it: what was stopped here is not begun again under its lease. */
  async stop(held: Reservation, reason: StopReason, spoiled: Serial | null): Promise<void> {
    const { keeper, clock } = this.parts
    // The house ends the lease with a service of its own, also with one that never began.
    if (!held.offline) await keeper.spend(held, clock.now().toISOString())
    await this.told(held, () => this.parts.remote.stop(held, reason, spoiled))
  }

  async part(held: Reservation): Promise<void> {
    await this.told(held, () => this.parts.remote.part(held))
  }

  /** A house that does not take the journal must not bind sheets: it does not know which are left. */
  private async tellAll(): Promise<void> {
    try {
      await this.parts.uploader.upload()
      this.untold = false
    } catch (error) {
      throw error instanceof Refused ? new Refused('kiosk-out-of-service') : error
    }
  }

  /** Tells the house, or the journal alone when the house cannot be told. */
  private async told(held: Reservation, tell: () => Promise<void>): Promise<void> {
    if (held.offline) return this.byJournal(async () => undefined)
    try {
      await this.heard(async () => {
        if (this.unsure.has(held.id)) await this.catchUp(held)
        await tell()
      })
    } catch (error) {
      if (!this.isAway(error)) throw error
      this.unsure.add(held.id)
      await this.byJournal(async () => undefined)
    }
  }

  /** Sheets that only the journal knows are said again, in their order, before anything else. */
  private async catchUp(held: Reservation): Promise<void> {
    const { trail, remote } = this.parts
    const entries = await trail.entries()
    const confirmed = new Set(
      entries.flatMap((entry) => (entry.step === 'confirmed' ? [entry.sheet] : [])),
    )
    for (const entry of entries) {
      if (entry.step !== 'fed' || entry.fed === null || !confirmed.has(entry.sheet)) continue
      await remote.confirm(held, entry.sheet, entry.fed)
    }
    this.unsure.delete(held.id)
  }

  private byJournal<T>(act: () => Promise<T>): Promise<T> {
    this.untold = true
    return act()
  }

  /** Runs a call and notes whether anybody answered. */
  private async heard<T>(call: () => Promise<T>): Promise<T> {
    const { connection } = this.parts
    try {
      const answer = await call()
      connection.heard()
      return answer
    } catch (error) {
      if (error instanceof Refused || (error instanceof Unreachable && error.heard)) {
        connection.heard()
      } else if (error instanceof Unreachable && error.who === 'server') connection.missed()
      throw error
    }
  }

  private isAway(error: unknown): boolean {
    const silent = error instanceof Unreachable && error.who === 'server' && !error.heard
    return silent && this.parts.connection.away
  }
}

function isFeeding({ step }: Entry): boolean {
  return step === 'feeding'
}
