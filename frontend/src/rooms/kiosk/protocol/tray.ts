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
/**
 * What was begun and is not known to the house; its id makes every part of it repeatable. `count`
 * is what the machine took back; `disowned` says that the house would not hear of it: only hands in
 * the machine end that.
 */
export interface Retraction {
  readonly id: string
  readonly held: Service
  readonly count?: number
  readonly disowned?: true
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
const TELL_AGAIN_MS = 20_000

export class Tray {
  private readonly ports: TrayPorts
  private since: number | null = null
  private toldAt = -Infinity
  state: TrayState

  constructor(ports: TrayPorts) {
    this.ports = ports
    // Whether the paper of before lies there still is not known yet.
    this.state = ports.kept() === null ? 'clear' : 'waiting'
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
    let untold = await this.goOn(ports.kept())
    if (untold?.disowned) {
      if (seen.door !== 'open') return 'left'
      ports.keep(null)
      untold = null
    }
    if (seen.tray === 'clear') return this.rest()
    this.since ??= ports.now()
    const waited = ports.now() - this.since
    if (waited < REMIND_MS) return 'waiting'
    if (waited < URGE_MS) return 'reminded'
    if (waited < END_MS) return 'urged'
    const held = ports.served()
    // The house must know of what was taken back before more is: there is one word at a time.
    if (!seen.retracts || held === null || untold !== null) return 'left'
    const begun = { id: ports.fresh(), held }
    ports.keep(begun)
    const left = await this.goOn(begun)
    return left?.disowned ? 'left' : this.rest()
  }

  /** Takes back and tells; returns what the house does not know yet, which holds nobody up. */
  private async goOn(begun: Retraction | null): Promise<Retraction | null> {
    const { ports } = this
    if (begun === null || begun.disowned) return begun
    const count = begun.count ?? (await ports.retract(begun.id))
    const taken = { ...begun, count }
    if (begun.count === undefined) ports.keep(taken)
    else if (ports.now() - this.toldAt < TELL_AGAIN_MS) return taken
    this.toldAt = ports.now()
    try {
      if (count > 0) await ports.tell(taken, count)
    } catch (error) {
      if (error instanceof Unreachable) return taken
      if (!(error instanceof Refused)) throw error
      const disowned = { ...taken, disowned: true as const }
      ports.keep(disowned)
      return disowned
    }
    ports.keep(null)
    return null
  }

  private rest(): TrayState {
    this.since = null
    return 'clear'
  }
}
