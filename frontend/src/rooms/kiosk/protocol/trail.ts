/**
 * The journal as it is signed: numbered lines, each naming the one before it, each written through
 * before the act it tells of.
 */
import type { Disk, Line, PublicKey, Signer, Sums } from './offline-ports'
import type { Entry, Journal, Mark, Request, Reservation } from './ports'

/** A chain under another key or name is kept so long, for a machine that gets its old name back. */
const FORMER_MS = 30 * 24 * 3_600_000

/** What of a line's text the chain itself needs. */
type Told = Entry & { readonly n: number; readonly prev: string; readonly reservation: string }

interface Parts {
  readonly disk: Disk
  readonly signer: Signer
  readonly sums: Sums
  readonly kiosk: string
}

export class Trail implements Journal {
  private readonly disk: Disk
  private readonly signer: Signer
  private readonly sums: Sums
  private readonly key: string
  private lines: readonly Line[] = []
  private former: readonly Line[] = []
  private told: readonly Told[] = []
  private acknowledged = 0
  private turn: Promise<void> = Promise.resolve()

  private constructor(parts: Parts) {
    this.disk = parts.disk
    this.signer = parts.signer
    this.sums = parts.sums
    this.key = `${parts.kiosk}/${parts.signer.jwk.x}`
  }

  /**
   * Reads what the disk kept. A new key begins a new chain, and so does another name: the house has
   * a journal for each. What was told under another one is not gone on with, and forgotten in time.
   */
  static async open(parts: Parts): Promise<Trail> {
    const trail = new Trail(parts)
    const lines = await parts.disk.lines()
    trail.take(lines.filter((one) => one.key === trail.key))
    trail.former = lines.filter((one) => one.key !== trail.key)
    return trail
  }

  get jwk(): PublicKey {
    return this.signer.jwk
  }

  /** The last moment that was journaled, under whatever name; an empty text when nothing was. */
  get lastAt(): string {
    const ends = [this.former, this.lines].map((lines) => lines[lines.length - 1])
    return ends.reduce((last, one) => (one && told(one).at > last ? told(one).at : last), '')
  }

  /** Whether a service is under way. */
  get open(): boolean {
    const last = this.told[this.told.length - 1]
    return last !== undefined && last.step !== 'closed'
  }

  /** What is being served now. */
  get serving(): Reservation | null {
    return this.open ? heldOf(this.lastJob()) : null
  }

  /** Lines the house has not acknowledged, in their order. */
  get pending(): readonly Line[] {
    return this.lines.filter((one) => one.n > this.acknowledged)
  }

  /** Reservations of which the house has not heard everything, the one under way among them. */
  get untold(): ReadonlySet<string> {
    const names = this.pending.map((one) => told(one).reservation)
    return new Set(this.open ? [...names, this.lastReservation()] : names)
  }

  /** How far this journal has come, for a house that knows it too. */
  async mark(): Promise<Mark> {
    const last = this.lines[this.lines.length - 1]
    return last === undefined
      ? { number: 0, digest: '' }
      : { number: last.n, digest: await this.sums.sha256(last.text) }
  }

  async append(entry: Entry): Promise<void> {
    const own = this.turn.then(() => this.write(entry))
    this.turn = own.catch(() => undefined)
    await own
  }

  async entries(): Promise<readonly Entry[]> {
    return this.lastJob()
  }

  /** The house has all lines before `next`: what is older than the last job may go. */
  async acknowledge(next: number): Promise<void> {
    const own = this.turn.then(() => this.prune(next))
    this.turn = own.catch(() => undefined)
    await own
  }

  keep(request: Request): Promise<void> {
    return this.disk.keep(request)
  }

  kept(): Promise<Request | null> {
    return this.disk.kept()
  }

  forget(): Promise<void> {
    return this.disk.forget()
  }

  private async write(entry: Entry): Promise<void> {
    const before = await this.mark()
    const begun = entry.step === 'asked' ? entry.reservation : this.lastReservation()
    const text = JSON.stringify({
      n: before.number + 1,
      prev: before.digest,
      ...entry,
      // Time never goes back in a journal, whatever the clock says.
      at: entry.at < this.lastAt ? this.lastAt : entry.at,
      reservation: begun,
    })
    const signature = await this.signer.sign(text)
    const line = { n: before.number + 1, key: this.key, text, signature }
    await this.disk.add(line)
    this.lines = [...this.lines, line]
    this.told = [...this.told, told(line)]
  }

  private async prune(next: number): Promise<void> {
    this.acknowledged = Math.max(this.acknowledged, next - 1)
    await this.dropFormer()
    // The last job stays, and with it the head of the chain that the next line must name.
    const older = this.lines.slice(0, this.lines.length - this.lastJob().length)
    const known = older.filter((one) => one.n <= this.acknowledged)
    const last = known[known.length - 1]
    if (last === undefined) return
    await this.disk.drop(this.key, last.n)
    this.take(this.lines.slice(known.length))
  }

  private async dropFormer(): Promise<void> {
    const now = Date.parse(this.lastAt)
    const ends = new Map(this.former.map((one) => [one.key, one]))
    for (const [key, last] of ends) {
      if (now - Date.parse(told(last).at) <= FORMER_MS) continue
      await this.disk.drop(key, last.n)
      this.former = this.former.filter((one) => one.key !== key)
    }
  }

  private take(lines: readonly Line[]): void {
    this.lines = lines
    this.told = lines.map(told)
  }

  private lastReservation(): string {
    return this.told[this.told.length - 1]?.reservation ?? ''
  }

  private lastJob(): readonly Told[] {
    const start = this.told.map((one) => one.step).lastIndexOf('asked')
    return start < 0 ? [] : this.told.slice(start)
  }
}

function told(line: Line): Told {
  return JSON.parse(line.text) as Told
}

function heldOf(job: readonly Entry[]): Reservation | null {
  return job.reduce<Reservation | null>(
    (held, entry) => (entry.step === 'held' ? entry.held : held),
    null,
  )
}
