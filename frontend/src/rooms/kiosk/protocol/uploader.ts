/** Brings the journal to the house, in order, and says when the house cannot follow it. */
import { utf8 } from '../../../net/bytes'
import type { House, Line } from './offline-ports'
import { Refused } from './ports'
import type { Trail } from './trail'

const MOST_A_CALL = 200
/** As sent, escapes and signatures included: the house hears 256 KiB, and takes 250 kB of lines. */
const MOST_BYTES = 200_000

export class Uploader {
  private readonly house: House
  private readonly trail: Trail
  private running: Promise<void> | null = null
  private broken: string | null = null

  constructor(house: House, trail: Trail) {
    this.house = house
    this.trail = trail
  }

  /** Why the house does not take this journal; null when it does. A person must count then. */
  get conflict(): string | null {
    return this.broken
  }

  /** Sends all that waits; called again while it runs it is the same run. */
  upload(): Promise<void> {
    this.running ??= this.send().finally(() => {
      this.running = null
    })
    return this.running
  }

  private async send(): Promise<void> {
    for (;;) {
      const batch = fitting(this.trail.pending)
      const [first] = batch
      if (first === undefined) return
      const entries = batch.map(({ text, signature }) => ({ text, signature }))
      const { next } = await this.answered(() =>
        this.house.journal(first.n, this.trail.jwk, entries),
      )
      // A house that did not move would be asked for ever; what was not sent it cannot have.
      if (!(next > first.n)) throw new Refused('journal-unmoved')
      await this.trail.acknowledge(Math.min(next, first.n + batch.length))
    }
  }

  private async answered<T>(call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call()
      this.broken = null
      return answer
    } catch (error) {
      if (error instanceof Refused && error.code.startsWith('journal-')) this.broken = error.code
      throw error
    }
  }
}

/** The first lines, as many as go into one call: always one, or none would ever go. */
function fitting(lines: readonly Line[]): readonly Line[] {
  let bytes = 0
  const most = lines.slice(0, MOST_A_CALL)
  const over = most.findIndex((line, place) => {
    bytes += utf8(JSON.stringify(line)).length
    return place > 0 && bytes > MOST_BYTES
  })
  return over < 0 ? most : most.slice(0, over)
}
