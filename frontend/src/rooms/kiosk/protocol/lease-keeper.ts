/** The one writer of the book of leases: each change is on the disk before anything follows it. */
import { absorb, emptyBook, finish, isWorthWriting, spend, type Answer } from './book'
import type { Book, Disk, House, Spent, Sums } from './offline-ports'
import type { Reservation } from './ports'
import { sealed } from './seal'
import type { Trail } from './trail'

interface Parts {
  readonly disk: Disk
  readonly house: House
  readonly trail: Trail
  readonly kiosk: string
  readonly sums: Sums
}

export class LeaseKeeper {
  private readonly parts: Parts
  private now: Book
  private written: Book
  private turn: Promise<void> = Promise.resolve()
  /** Leases the house still lists and a service here has used up. */
  private usedUp: readonly string[] = []

  private constructor(parts: Parts, book: Book) {
    this.parts = parts
    this.now = book
    this.written = book
  }

  /** Opens the book of this kiosk; leases of another pairing are nobody's. */
  static async open(parts: Parts): Promise<LeaseKeeper> {
    const book = await parts.disk.book()
    const own = book?.kiosk === parts.kiosk ? book : emptyBook(parts.kiosk)
    return new LeaseKeeper(parts, own)
  }

  get book(): Book {
    return this.now
  }

  /**
   * One exchange with the house: says what was dropped before, hears what is leased, drops what is
   * asked for. What is dropped now is said the next time, when the disk has forgotten it for good;
   * so is what a service that was stopped in time has used up: the house gives it out anew.
   */
  async exchange(): Promise<void> {
    const { house, trail, sums } = this.parts
    const untold = trail.untold
    const known = new Set(this.now.spent.filter((one) => !untold.has(one.reservation)))
    const gone = this.usedUp.filter((id) => id !== trail.serving?.pickup_id)
    const returned = [...new Set([...this.now.returned, ...gone])]
    const answer = await sealed(await house.exchange(returned, await trail.mark()), sums)
    this.usedUp = usedUp(this.now, answer, known)
    await this.change((book) =>
      absorb(book, answer, { known, serving: trail.serving?.pickup_id ?? null }),
    )
  }

  /** Ends a lease by beginning a service, with `may` judging by the book as it then is. */
  spend(held: Reservation, at: string, may: (book: Book) => void = () => undefined): Promise<void> {
    return this.change((book) => {
      may(book)
      return spend(book, held, at)
    })
  }

  finish(reservation: string): Promise<void> {
    return this.change((book) => finish(book, reservation))
  }

  private change(work: (book: Book) => Book): Promise<void> {
    const own = this.turn.then(async () => {
      const after = work(this.now)
      if (isWorthWriting(this.written, after)) {
        await this.parts.disk.keepBook(after)
        this.written = after
      }
      this.now = after
    })
    this.turn = own.catch(() => undefined)
    return own
  }
}

/** Listed leases whose number a service here has spent, and of which the house knows the end. */
function usedUp(book: Book, { leases }: Answer, known: ReadonlySet<Spent>): readonly string[] {
  const marks = new Map([...known].map((one) => [one.pickup_id, one.fencing]))
  return leases
    .filter(({ pickup_id: id, fencing }) => fencing <= (marks.get(id) ?? 0))
    .map((one) => one.pickup_id)
    .filter((id) => !book.leases.some((one) => one.pickup_id === id))
}
