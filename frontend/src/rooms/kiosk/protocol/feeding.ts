/** The calls around a sheet that moves: told to the house first, looked at when in doubt. */
import { Contact } from './contact'
import { placed } from './job'
import type { Fed, Ports, Reservation } from './ports'

export class Feeding {
  private readonly ports: Ports
  private readonly contact = new Contact()

  constructor(ports: Ports) {
    this.ports = ports
  }

  async start(held: Reservation): Promise<Reservation> {
    const sentAt = this.ports.clock.now()
    const answer = await this.ports.server.start(held)
    this.contact.answered(sentAt)
    return answer
  }

  /**
   * Asked again after the answer: a page may have stood still since it came. Under a lease nobody
   * is asked: its end bounds the service (`isPastLease`).
   */
  async feed(held: Reservation, feed: string): Promise<Fed> {
    while (!held.offline && !this.contact.allowsFeed(this.ports.clock.now())) await this.start(held)
    return await this.ports.printer.feed(feed, held.kind)
  }

  /**
   * After a long silence: was the sheet fed? The head of the cassette stands at the next sheet if
   * it was. Any other head means that hands were in the machine: only a clerk can tell then.
   */
  async lies(held: Reservation, sheet: number): Promise<'inside' | 'out' | 'elsewhere'> {
    return placed(held, sheet, await this.ports.printer.head(held.kind))
  }
}
