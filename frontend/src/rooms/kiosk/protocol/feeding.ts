/** The calls around a sheet that moves: told to the house first, looked at when in doubt. */
import { Contact } from './contact'
import { isPastLease, placed } from './job'
import type { Fed, Ports, Reservation } from './ports'

/** A bridge moves a sheet within this time of the call or never. */
const MOVES_WITHIN_MS = 30_000

export class Feeding {
  private readonly ports: Ports
  private readonly contact: Contact
  /** The last call that may still move a sheet; the page before this one may have made it. */
  private calledAt: number
  private out: string | null = null

  constructor(ports: Ports) {
    this.ports = ports
    this.contact = new Contact(ports.clock)
    this.calledAt = ports.clock.elapsed()
  }

  async start(held: Reservation): Promise<Reservation> {
    const sentAt = this.contact.read()
    const answer = await this.ports.server.start(held)
    this.contact.answered(sentAt)
    return answer
  }

  /**
   * Asked again after the answer: a page may have stood still since it came. Under a lease nobody
   * is asked, but its end bounds the service: null past it, unless the sheet is known to be out and
   * the printer is only asked for its number.
   */
  async feed(held: Reservation, feed: string): Promise<Fed | null> {
    const { clock, printer } = this.ports
    while (!held.offline && !this.contact.allowsFeed()) await this.start(held)
    if (isPastLease(held, clock.now()) && !this.isOut(feed)) return null
    this.calledAt = clock.elapsed()
    return await printer.feed(feed, held.kind)
  }

  /**
   * After a long silence: was the sheet fed? The head of the cassette stands at the next sheet if
   * it was. Any other head means that hands were in the machine: only a clerk can tell then. Before
   * the last call has lost its power to move a sheet nobody can tell, and it is waited for.
   */
  async lies(
    held: Reservation,
    sheet: number,
    feed: string,
  ): Promise<'inside' | 'out' | 'elsewhere'> {
    await this.settled()
    const lies = placed(held, sheet, await this.ports.printer.head(held.kind))
    if (lies === 'out') this.out = feed
    return lies
  }

  /** Whether this feed was looked for, and its sheet was out. */
  isOut(feed: string | undefined): boolean {
    return feed !== undefined && feed === this.out
  }

  /** A hand at the screen does not shorten this, nor does a clock that is put right. */
  private async settled(): Promise<void> {
    const { clock } = this.ports
    const left = MOVES_WITHIN_MS - (clock.elapsed() - this.calledAt)
    if (left > 0) await clock.wait(left, new AbortController().signal)
  }
}
