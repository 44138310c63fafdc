import type { Clock } from './ports'

/**
 * Whether paper may move: only soon after the server has said that this service still stands.
 *
 * The server opens a case 60 s after it last heard of the kiosk, give or take the 10 s in which it
 * writes no second sign of life, and a bridge moves a sheet within 30 s of the call or never. So no
 * paper moves behind the back of a clerk who settles the case.
 */
const FEED_WITHIN_MS = 15_000

type Time = Pick<Clock, 'now' | 'elapsed'>

export class Contact {
  private readonly clock: Time
  private sentAt: readonly number[] = []

  constructor(clock: Time) {
    this.clock = clock
  }

  /** What a start is sent at; both clocks count, as one may jump and the other stand still. */
  read(): readonly number[] {
    return [this.clock.now().getTime(), this.clock.elapsed()]
  }

  /** A start that was sent then was answered. */
  answered(sentAt: readonly number[]): void {
    this.sentAt = sentAt
  }

  /** Else the service is started again first, which the server refuses when it is over. */
  allowsFeed(): boolean {
    const since = this.read().map((now, which) => now - (this.sentAt[which] ?? -Infinity))
    return since.every((passed) => passed >= 0 && passed <= FEED_WITHIN_MS)
  }
}
