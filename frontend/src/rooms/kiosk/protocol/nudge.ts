/** Waiting that a person, or a line that is back, can end early. */
import type { Clock } from './ports'

export class Nudge {
  private readonly clock: Clock
  private stop = new AbortController()

  constructor(clock: Clock) {
    this.clock = clock
  }

  wait(milliseconds: number): Promise<void> {
    this.stop = new AbortController()
    return this.clock.wait(milliseconds, this.stop.signal)
  }

  /** Nobody waits any longer. */
  now(): void {
    this.stop.abort()
  }
}
