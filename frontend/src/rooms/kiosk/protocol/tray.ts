/**
 * Paper that nobody takes from the tray: said twice, then the machine takes it back, or a clerk
 * must. Nobody else is served meanwhile: the next hand would take another's paper.
 *
 *     clear ──paper lies there──> waiting ──20 s──> reminded ──40 s──> urged ──60 s──┬─> clear (taken back)
 *       └─────────────────────────── a hand takes it ───────────────────────────────┴─> left (a clerk)
 */
import { Refused, Unreachable, type Reservation } from './ports'

export type TrayState = 'clear' | 'waiting' | 'reminded' | 'urged' | 'left'

export interface TraySeen {
  readonly tray: 'clear' | 'occupied'
  /** Whether this machine can take paper back. */
  readonly retracts: boolean
  readonly door: 'closed' | 'open'
}
export type Service = Pick<Reservation, 'id' | 'pickup_id' | 'fencing'>
/** What was begun and is not known to the house; its id makes every part of it repeatable. */
export interface Retraction {
  readonly id: string
  readonly held: Service
}

export interface TrayPorts {
  now(): number
  fresh(): string
  look(): Promise<TraySeen>
  /** Takes back what lies there; the same id again gives the same count and takes nothing. */
  retract(id: string): Promise<number>
  tell(retraction: Retraction, count: number): Promise<void>
  /** Whose paper it is: the last service, null when this page knows of none. */
  served(): Service | null
  keep(retraction: Retraction | null): void
  kept(): Retraction | null
}

const [REMIND_MS, URGE_MS, END_MS] = [20_000, 40_000, 60_000]

export class Tray {
  private readonly ports: TrayPorts
  private since: number | null = null
  /** The house would not hear of what was taken back: only hands in the machine end that. */
  private disowned = false
  state: TrayState = 'clear'

  constructor(ports: TrayPorts) {
    this.ports = ports
  }

  /** Looks once; `busy` while sheets are coming out, which lie there rightly. */
  async turn(busy: boolean): Promise<TrayState> {
    try {
      this.state = await this.next(busy)
    } catch (error) {
      // Who did not answer is asked at the next turn; until then nothing is known to be better.
      if (!(error instanceof Unreachable)) throw error
    }
    return this.state
  }

  private async next(busy: boolean): Promise<TrayState> {
    const { ports } = this
    if (busy) return this.rest()
    const seen = await ports.look()
    if (seen.door === 'open') this.disowned = false
    const begun = ports.kept()
    if (begun !== null) return await this.finish(begun)
    if (this.disowned) return 'left'
    if (seen.tray === 'clear') return this.rest()
    this.since ??= ports.now()
    const waited = ports.now() - this.since
    if (waited < REMIND_MS) return 'waiting'
    if (waited < URGE_MS) return 'reminded'
    if (waited < END_MS) return 'urged'
    const held = ports.served()
    if (!seen.retracts || held === null) return 'left'
    const retraction = { id: ports.fresh(), held }
    ports.keep(retraction)
    return await this.finish(retraction)
  }

  private async finish(retraction: Retraction): Promise<TrayState> {
    const count = await this.ports.retract(retraction.id)
    try {
      if (count > 0) await this.ports.tell(retraction, count)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.disowned = true
    }
    this.ports.keep(null)
    return this.disowned ? 'left' : this.rest()
  }

  private rest(): TrayState {
    this.since = null
    return this.disowned ? 'left' : 'clear'
  }
}
