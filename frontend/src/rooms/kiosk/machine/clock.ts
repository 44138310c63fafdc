/** The page's clock, as the kiosk core wants it. */
import type { Clock, Ids } from '../protocol/ports'
import type { ServerClock } from '@/net/clock'
import { newId } from '@/net/ids'

/** Server-corrected time; waiting ends early when the signal fires. */
export function pageClock(server: ServerClock): Clock {
  return {
    now: () => new Date(server.now()),
    elapsed: () => performance.now(),
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        signal.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      }),
  }
}

export const pageIds: Ids = { fresh: newId }
