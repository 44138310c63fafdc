/**
 * A refusal that passes by itself: a pickup on its way from another machine, or a last service still
 * being entered in the books. The same reservation is asked for again for ten seconds.
 */
import type { Refused } from './ports'

/** Another machine on the line gives a pickup back within this time. */
const PATIENCE_MS = 10_000
export const RECALL_PAUSE_MS = 1000

/** Whether another machine was asked to give the pickup back. */
export function isRecalling({ code, params }: Pick<Refused, 'code' | 'params'>): boolean {
  return code === 'pickup-held' && params['recalling'] === true
}

export class Recall {
  private since: number | null = null

  get waiting(): boolean {
    return this.since !== null
  }

  /** Whether to ask once more; the first such refusal sets the time running. */
  passes(refusal: Refused, now: number): boolean {
    if (refusal.code !== 'kiosk-busy' && !isRecalling(refusal)) return false
    this.since ??= now
    return now - this.since < PATIENCE_MS
  }

  over(): void {
    this.since = null
  }
}
