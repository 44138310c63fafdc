/** How long to wait before a call that nobody answered is repeated. */

const FIRST_MS = 500
const LONGEST_MS = 15_000
/** More than a minute without the printer: whoever still stands there may go, it is a clerk's. */
export const PARTS_AFTER_ATTEMPTS = 9

/** Milliseconds before the next try; doubled each time, and never sooner than the other side asks. */
export function pauseMs(attempts: number, askedSeconds: number | null): number {
  const backoff = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 8))
  return Math.max(backoff, (askedSeconds ?? 0) * 1000)
}
