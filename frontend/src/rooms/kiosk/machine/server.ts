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
    if (thrown.passing) throw new Unreachable('server', thrown.retryAfterSeconds, isHeard(thrown))
    throw new Refused(thrown.code, { ...thrown.params, title: thrown.title, next: thrown.next })
  }
}

/** A house that is up asks to be asked again; a gateway before one that is down does not count. */
function isHeard({ code, status }: Problem): boolean {
  return code === 'written-meanwhile' || (status >= 400 && status < 500)
}

/** How long an answer is waited for while the line is there, and once it seems to be gone. */
export const PATIENCE_MS = 8000
const AWAY_PATIENCE_MS = 2500

export function patienceOf(away: () => boolean): () => number {
  return () => (away() ? AWAY_PATIENCE_MS : PATIENCE_MS)
}

/** The pickup routes behind the kiosk's own signed client. */
export function serverOf(client: Client, patience: () => number = () => PATIENCE_MS): Server {
  const at = (held: Reservation): string => `/pickups/${held.pickup_id}/reservations/${held.id}`
  const put = <T>(path: string, body: unknown): Promise<T> =>
    answered(() => client.put<T>(path, body, { timeoutMilliseconds: patience() }))
  return {
    reserve: ({ reservation, code, check, journal }: Request) =>
      put<Reservation>(`/reservations/${reservation}`, { code, collector_check: check, journal }),
    start: (held) => put<Reservation>(`${at(held)}/start`, { fencing: held.fencing }),
    confirm: (held, sheet, { code, number }) =>
      put<void>(`${at(held)}/sheets/${sheet}`, { fencing: held.fencing, code, number }),
    done: (held) => put<void>(`${at(held)}/done`, { fencing: held.fencing }),
    stop: (held, reason, spoiled) =>
      put<void>(`${at(held)}/stop`, { fencing: held.fencing, reason, spoiled }),
    part: (held) => put<void>(`${at(held)}/parting`, { fencing: held.fencing }),
  }
}
