/** Tells a code that was just shown from one that merely stays in front of the camera. */

/** The rolling part at the end changes by itself; the code in front of it does not. */
const FIXED_LENGTH = 134
const AWAY_MS = 3000

export class Fresh {
  private code = ''
  private seenAt = Number.NEGATIVE_INFINITY

  /** The camera opens again: what lay before it last time may still lie there. */
  begin(at: number): void {
    if (this.code !== '') this.seenAt = at
  }

  /**
   * Whether this sight of a code is a new showing; a code must leave the frame before it counts
   * again.
   */
  accept(text: string, at: number): boolean {
    const code = text.slice(0, FIXED_LENGTH)
    const lingering = code === this.code && at - this.seenAt < AWAY_MS
    this.code = code
    this.seenAt = at
    return !lingering
  }

  /** The person asked to try again with the same code. */
  reset(): void {
    this.code = ''
  }
}
