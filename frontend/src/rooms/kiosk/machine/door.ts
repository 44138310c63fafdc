/** The kiosk door: one window, one key, paired or waiting to be. */
import { shallowRef, type ShallowRef } from 'vue'
import { createClient, type Client } from '@/net/client'
import { createClock, type ServerClock } from '@/net/clock'
import { deviceKey, type DeviceKey } from '@/net/device-key'
import { Problem } from '@/net/problems'
import { openShelf, type Shelf } from '@/net/shelf'
import { kioskTokens, pairedAs, pairingStep, type Pairing } from './pairing'
import { nextWindow, onlyWindow } from './window'

export type Standing =
  | { readonly at: 'opening' }
  | { readonly at: 'second' }
  | { readonly at: 'unable' }
  | {
      readonly at: 'pairing'
      readonly pairing: Pairing | null
      readonly lost: boolean
      readonly revoked: boolean
    }
  | { readonly at: 'paired'; readonly kiosk: string }

export interface Door {
  readonly standing: ShallowRef<Standing>
  readonly client: Client
  readonly clock: ServerClock
  /** Signs the journal as it signs every call. */
  readonly key: () => Promise<DeviceKey>
}

const POLL_MS = 2000

/** Opens the door and keeps `standing` true to what is known. */
export async function openDoor(): Promise<Door> {
  const shelf = await openShelf('kiosk')
  const clock = createClock()
  const standing = shallowRef<Standing>({ at: 'opening' })
  let made: Promise<DeviceKey> | null = null
  const key = (): Promise<DeviceKey> => (made ??= deviceKey(shelf))
  const lost = (): void => void pair({ shelf, client, clock, standing }, true)
  const tokens = kioskTokens({ shelf, clock, client: () => client, lost })
  const client = createClient({ key, clock, tokens })
  void begin({ shelf, client, clock, standing }, key)
  return { standing, client, clock, key }
}

interface Parts {
  shelf: Shelf
  client: Client
  clock: ServerClock
  standing: ShallowRef<Standing>
}

async function begin(parts: Parts, key: () => Promise<DeviceKey>): Promise<void> {
  if (!(await onlyWindow(navigator.locks))) {
    set(parts, { at: 'second' })
    await nextWindow(navigator.locks)
    // Opened anew: the one that served may have left another state, and a newer version.
    return location.reload()
  }
  if (!parts.shelf.lasting || !(await key()).lasting) return set(parts, { at: 'unable' })
  await navigator.storage?.persist?.()
  const kiosk = await pairedAs(parts.shelf)
  if (kiosk !== undefined) return set(parts, { at: 'paired', kiosk })
  // Any answer brings the first nonce; without one the first real call would be refused.
  await parts.client.get('/health', { bare: true }).catch(() => undefined)
  await pair(parts, false)
}

async function pair(parts: Parts, revoked: boolean): Promise<void> {
  let pairing: Pairing | null = null
  for (;;) {
    let lost = false
    try {
      pairing = await pairingStep(parts.shelf, parts.client, parts.clock)
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      lost = true
    }
    if (pairing !== null && pairing.state === 'confirmed' && pairing.kiosk_id !== null) {
      // What still runs of the service before must not run beside the next one.
      if (revoked) return location.reload()
      return set(parts, { at: 'paired', kiosk: pairing.kiosk_id })
    }
    set(parts, { at: 'pairing', pairing, lost, revoked })
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

function set(parts: Parts, standing: Standing): void {
  parts.standing.value = standing
}
