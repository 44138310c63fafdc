/** The server as the kiosk core sees it: a definite answer, a definite no, or silence. */
import type { Client } from '@/net/client'
import { Problem } from '@/net/problems'
import {
  Refused,
  Unreachable,
  type Request,
  type Reservation,
  type Server,
} from '../protocol/ports'

/** Runs a call; silence and "not now" become Unreachable, any other refusal Refused. */
export async function answered<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.status < 0) throw thrown
    if (thrown.passing) throw new Unreachable('server', thrown.retryAfterSeconds)
    throw new Refused(thrown.code, { ...thrown.params, title: thrown.title, next: thrown.next })
  }
}

/** The pickup routes behind the kiosk's own signed client. */
export function serverOf(client: Client): Server {
  const at = (held: Reservation): string => `/pickups/${held.pickup_id}/reservations/${held.id}`
  const put = <T>(path: string, body: unknown): Promise<T> =>
    answered(() => client.put<T>(path, body))
  return {
    reserve: ({ reservation, code, check }: Request) =>
      put<Reservation>(`/reservations/${reservation}`, { code, collector_check: check }),
    start: (held) => put<Reservation>(`${at(held)}/start`, { fencing: held.fencing }),
    confirm: (held, sheet, { code, number }) =>
      put<void>(`${at(held)}/sheets/${sheet}`, { fencing: held.fencing, code, number }),
    done: (held) => put<void>(`${at(held)}/done`, { fencing: held.fencing }),
    stop: (held, reason, spoiled) =>
      put<void>(`${at(held)}/stop`, { fencing: held.fencing, reason, spoiled }),
  }
}
