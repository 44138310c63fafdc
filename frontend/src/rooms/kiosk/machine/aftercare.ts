/**
 * What a kiosk remembers of its last service, so that the person before it may still say that
 * sheets are missing. Kept beside the core: nothing here moves paper.
 */
import { newId } from '@/net/ids'
import type { Client } from '@/net/client'
import type { Reservation, Server } from '../protocol/ports'
import { answered } from './server'

export interface Aftercare {
  /** The core's server, listened to. */
  readonly server: Server
  /** Says how many sheets the person has; the same service is reported under one id. */
  report(has: number): Promise<void>
}

export function aftercare(server: Server, client: Client): Aftercare {
  let last: { held: Reservation; report: string } | null = null
  const noted = (held: Reservation): void => {
    if (last?.held.id !== held.id) last = { held, report: newId() }
  }
  return {
    server: {
      ...server,
      done(held) {
        noted(held)
        return server.done(held)
      },
      stop(held, reason, spoiled) {
        noted(held)
        return server.stop(held, reason, spoiled)
      },
    },
    async report(has) {
      if (last === null) throw new Error('nothing was served since this page was opened')
      const { held, report } = last
      const path = `/pickups/${held.pickup_id}/reservations/${held.id}/report/${report}`
      await answered(() => client.put(path, { fencing: held.fencing, has }))
    },
  }
}
