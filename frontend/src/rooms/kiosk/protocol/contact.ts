/**
 * Whether paper may move: only soon after the server has said that this service still stands.
 *
 * The server opens a case 60 s after it last heard of the kiosk, give or take the 10 s in which it
 * writes no second sign of life, and a bridge moves a sheet within 30 s of the call or never. So no
 * paper moves behind the back of a clerk who settles the case.
 */
const FEED_WITHIN_MS = 15_000

export class Contact {
  private sentAt = Number.NEGATIVE_INFINITY

  /** A start that was sent at this time was answered. */
  answered(sentAt: Date): void {
    this.sentAt = sentAt.getTime()
  }

  /** Else the service is started again first, which the server refuses when it is over. */
  allowsFeed(now: Date): boolean {
    const since = now.getTime() - this.sentAt
    return since >= 0 && since <= FEED_WITHIN_MS
  }
}
