/**
 * What a kiosk remembers of its last service, so that the person before it may still say that
 * sheets are missing. Kept beside the core: nothing here moves paper.
 */
import { newId } from '@/net/ids'
import type { Client } from '@/net/client'
import { Refused, Unreachable, type Reservation, type Server } from '../protocol/ports'
import type { Retraction } from '../protocol/tray'
import { answered } from './server'

export interface Aftercare {
  /** The core's server, listened to. */
  readonly around: (server: Server) => Server
  /** Says how many sheets the person has; the same service is reported under one id. */
  readonly report: (has: number) => Promise<void>
  /** The last service that began, or goes on, in this page; null before the first. */
  readonly served: () => Reservation | null
  /** Says how many sheets of a service were taken back from the tray. */
  readonly retracted: (retraction: Retraction, count: number) => Promise<void>
}

/**
 * The house has not heard of this service yet, another machine is at work on its remainder, or a
 * clerk has first to speak of another service. What was said of this one keeps nothing out.
 */
const WAIT = ['reservation-over', 'pickup-busy', 'pickup-not-handed', 'report-waiting']

export function aftercare(client: Client): Aftercare {
  let last: { held: Reservation; report: string } | null = null
  const noted = (held: Reservation): void => {
    last = { held, report: last?.held.id === held.id ? last.report : newId() }
  }
  return {
    around: (server) => ({
      reserve: (request) => server.reserve(request),
      // From its answer on sheets may lie in the tray that are no longer the last person's.
      async start(held) {
        const answer = await server.start(held)
        noted(answer)
        return answer
      },
      confirm(held, sheet, serial) {
        noted(held)
        return server.confirm(held, sheet, serial)
      },
      done(held) {
        noted(held)
        return server.done(held)
      },
      stop(held, reason, spoiled) {
        // One that is given back before its start has laid nothing there.
        const unbegun = reason === 'cancelled' && last !== null && last.held.id !== held.id
        if (!unbegun) noted(held)
        return server.stop(held, reason, spoiled)
      },
      part(held) {
        noted(held)
        return server.part(held)
      },
    }),
    served: () => last?.held ?? null,
    async retracted({ id, held }, count) {
      const path = `/pickups/${held.pickup_id}/reservations/${held.id}/retraction/${id}`
      try {
        await answered(() => client.put(path, { fencing: held.fencing, count }))
      } catch (error) {
        const untold = error instanceof Refused && WAIT.includes(error.code)
        throw untold ? new Unreachable('server') : error
      }
    },
    async report(has) {
      if (last === null) throw new Error('nothing was served since this page was opened')
      const { held, report } = last
      const path = `/pickups/${held.pickup_id}/reservations/${held.id}/report/${report}`
      try {
        await answered(() => client.put(path, { fencing: held.fencing, has }))
      } catch (error) {
        throw isUntold(error, held) ? new Unreachable('server') : error
      }
    },
  }
}

/** What went on under a lease the house may not have heard of yet: its journal is on the way. */
function isUntold(error: unknown, held: Reservation): boolean {
  return held.offline === true && error instanceof Refused && error.code === 'reservation-over'
}
