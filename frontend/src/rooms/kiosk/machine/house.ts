/** The house's routes for leases and journal, behind the kiosk's own signed client. */
import type { Client } from '@/net/client'
import type { House, Leases } from '../protocol/offline-ports'
import { answered, PATIENCE_MS } from './server'

export function houseOf(client: Client): House {
  // A house that is only slow must be heard here, or the line would seem gone for ever.
  const put = <T>(path: string, body: unknown): Promise<T> =>
    answered(() => client.put<T>(path, body, { timeoutMilliseconds: PATIENCE_MS }))
  return {
    exchange: (returned, journal) => put<Leases>('/kiosk/leases', { returned, journal }),
    journal: (first, jwk, entries) =>
      put<{ next: number }>(`/kiosk/journal/${first}`, { jwk, entries }),
  }
}
