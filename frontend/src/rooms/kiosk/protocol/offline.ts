/**
 * The whole of a kiosk that can serve without a line: core, signed journal, leases and what keeps
 * them fresh. The page and the simulation put the same parts together.
 */
import { Connection } from './connection'
import { LeaseKeeper } from './lease-keeper'
import { LeaseService } from './lease-service'
import { Kiosk } from './machine'
import type { Cassettes, Disk, House, Signer, Sums } from './offline-ports'
import { OfflineServer } from './offline-server'
import { Refused, Unreachable, type Clock, type Ids, type Printer, type Server } from './ports'
import { canVerify } from './sums'
import { Trail } from './trail'
import { Uploader } from './uploader'

export interface OfflineParts {
  readonly kiosk: string
  readonly clock: Clock
  readonly ids: Ids
  readonly server: Server
  /** Who listens to what the core says to the house, with a line or without. */
  readonly around?: (server: Server) => Server
  readonly house: House
  readonly printer: Printer
  readonly cassettes: Cassettes
  readonly disk: Disk
  readonly signer: Signer
  readonly sums: Sums
}

/** A service of the house's own tells it all by itself; its lines wait, but not for ever. */
const STANDSTILL_MS = 30_000

const itself = (server: Server): Server => server

export class OfflineKiosk {
  readonly core: Kiosk
  readonly connection = new Connection()
  readonly trail: Trail
  readonly keeper: LeaseKeeper
  readonly leases: LeaseService
  readonly uploader: Uploader
  /** Without Ed25519 no code can be judged here: such a machine takes no leases. */
  readonly capable: boolean
  private readonly parts: OfflineParts
  private readonly told: OfflineServer

  private constructor(
    parts: OfflineParts,
    opened: { trail: Trail; keeper: LeaseKeeper; capable: boolean },
  ) {
    const { trail, keeper } = opened
    const { clock, sums, cassettes, server: remote, house } = parts
    this.parts = parts
    this.trail = trail
    this.keeper = keeper
    this.capable = opened.capable
    this.leases = new LeaseService({ clock, sums, cassettes, keeper, trail })
    this.uploader = new Uploader(house, trail)
    const { connection, leases, uploader } = this
    const seen = { clock, remote, connection, leases, keeper, trail, uploader }
    this.told = new OfflineServer(seen)
    const server = (parts.around ?? itself)(this.told)
    const { ids, printer } = parts
    this.core = new Kiosk({ clock, ids, server, printer, journal: trail })
  }

  /** Opens the disk. Fails where nothing can be kept: then no sheet may move. */
  static async open(parts: OfflineParts): Promise<OfflineKiosk> {
    const { disk, signer, sums, house, kiosk } = parts
    const trail = await Trail.open({ disk, signer, sums, kiosk })
    const keeper = await LeaseKeeper.open({ disk, house, trail, kiosk, sums })
    return new OfflineKiosk(parts, { trail, keeper, capable: await canVerify(sums) })
  }

  /** Whether somebody can be served here now without a line. */
  get ready(): boolean {
    return this.capable && this.uploader.conflict === null && this.leases.ready
  }

  /** Whether a live code can be judged here, if only to say that this machine has served it. */
  get judges(): boolean {
    const known = Object.keys(this.keeper.book.keys).length > 0
    return this.capable && known && !this.leases.behind && this.uploader.conflict === null
  }

  /** Whether the house has yet to hear of what was done here. */
  get owing(): boolean {
    return this.told.owing
  }

  /**
   * One turn of what goes on beside the service: the journal first, since what it tells frees
   * leases, then the leases. Silence is no failure; returns whether the house answered.
   */
  async turn(): Promise<boolean> {
    const journal = this.uploadIsDue() ? await this.heard(() => this.uploader.upload()) : true
    const leases = this.capable ? await this.heard(() => this.keeper.exchange()) : true
    return journal && leases
  }

  private uploadIsDue(): boolean {
    const { serving, lastAt, pending } = this.trail
    if (pending.length === 0) return false
    if (serving === null || serving.offline || this.connection.away) return true
    return this.parts.clock.now().getTime() - Date.parse(lastAt) > STANDSTILL_MS
  }

  private async heard(call: () => Promise<void>): Promise<boolean> {
    try {
      await call()
      this.connection.heard()
      return true
    } catch (error) {
      if (error instanceof Refused) this.connection.heard()
      else if (!(error instanceof Unreachable)) throw error
      else if (error.heard) this.connection.heard()
      else this.connection.missed()
      return false
    }
  }
}
