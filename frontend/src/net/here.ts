/** The net of the door that is open: one shelf, key, clock, session and client a page. */
import { createClient, type Client } from './client'
import { createClock, type ServerClock } from './clock'
import { deviceKey, type DeviceKey } from './device-key'
import { createSession, type Session } from './session'
import { openShelf, type Shelf } from './shelf'

export interface Net {
  door: string
  shelf: Shelf
  clock: ServerClock
  session: Session
  client: Client
  key: () => Promise<DeviceKey>
}

let opened: Net | null = null

/** Opens the net of a door for people; call once, before the first page is drawn. */
export async function openNet(door: 'taxpayer' | 'counter'): Promise<Net> {
  const shelf = await openShelf(door)
  const clock = createClock()
  let held: Promise<DeviceKey> | null = null
  const key = (): Promise<DeviceKey> => (held ??= deviceKey(shelf))
  const session = createSession({ shelf, clock, door, client: () => client })
  const client = createClient({ key, clock, tokens: session })
  await session.start()
  opened = { door, shelf, clock, session, client, key }
  return opened
}

/** The open net. */
export function net(): Net {
  if (!opened) throw new Error('openNet() comes first')
  return opened
}

/** Puts a net of one's own in its place; for tests and for doors that are no person's. */
export function useNet(own: Net): void {
  opened = own
}
