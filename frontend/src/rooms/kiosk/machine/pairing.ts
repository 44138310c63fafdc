/**
 * A machine becomes a kiosk: it shows a one-time code until staff confirm it, then signs with its
 * own key.
 */
import type { Client, Tokens } from '@/net/client'
import type { ServerClock } from '@/net/clock'
import { newId } from '@/net/ids'
import { Problem } from '@/net/problems'
import type { Shelf } from '@/net/shelf'

export interface Pairing {
  readonly id: string
  readonly code: string
  readonly expires_at: string
  readonly state: 'waiting' | 'confirmed'
  readonly kiosk_id: string | null
}
interface Grant {
  readonly access_token: string
  readonly expires_in_seconds: number
}

const EARLY_MS = 20_000

/** The id staff gave this machine, or null before pairing. */
export function pairedAs(shelf: Shelf): Promise<string | undefined> {
  return shelf.get<string>('session', 'kiosk')
}

/** One step of pairing: asks for a code, or asks again how it stands. A confirmed one is kept. */
export async function pairingStep(
  shelf: Shelf,
  client: Client,
  clock: ServerClock,
): Promise<Pairing> {
  const kept = await shelf.get<Pairing>('drafts', 'pairing')
  const alive = kept !== undefined && Date.parse(kept.expires_at) > clock.now()
  const pairing = alive
    ? await again(client, kept)
    : await client.put<Pairing>(`/pairings/${newId()}`, {}, { bare: true })
  if (pairing.state === 'confirmed' && pairing.kiosk_id !== null) {
    await shelf.put('session', 'kiosk', pairing.kiosk_id)
    await shelf.take('drafts', 'pairing')
  } else {
    await shelf.put('drafts', 'pairing', pairing)
  }
  return pairing
}

/** A code the server no longer knows is replaced, not mourned. */
async function again(client: Client, kept: Pairing): Promise<Pairing> {
  try {
    return await client.get<Pairing>(`/pairings/${kept.id}`, { bare: true })
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.passing) throw thrown
    return await client.put<Pairing>(`/pairings/${newId()}`, {}, { bare: true })
  }
}

/**
 * Access tokens of a paired machine; they live in memory only. `lost` is told when the key is
 * revoked.
 */
export function kioskTokens(parts: {
  shelf: Shelf
  clock: ServerClock
  client: () => Client
  lost: () => void
}): Tokens {
  const { shelf, clock, client, lost } = parts
  let held: { token: string; until: number } | null = null
  let underway: Promise<string | null> | null = null

  async function fetchToken(): Promise<string | null> {
    const kiosk = await pairedAs(shelf)
    if (kiosk === undefined) return null
    try {
      const { data } = await client().ask<Grant>('POST', '/kiosks/token', {
        body: { kiosk_id: kiosk },
        bare: true,
        timeoutMilliseconds: 8000,
      })
      held = { token: data.access_token, until: clock.now() + data.expires_in_seconds * 1000 }
      return held.token
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code === 'kiosk-key-unknown') {
        held = null
        await shelf.take('session', 'kiosk')
        lost()
      }
      throw thrown
    }
  }
  const once = (): Promise<string | null> =>
    (underway ??= fetchToken().finally(() => {
      underway = null
    }))

  return {
    current: async () =>
      held !== null && held.until - EARLY_MS > clock.now() ? held.token : once(),
    renew: async (refused) => (held !== null && held.token !== refused ? held.token : once()),
  }
}
