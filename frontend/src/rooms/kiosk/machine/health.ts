/**
 * How the machine is: what the printer says goes to the server every 15 s, what the server says
 * comes back.
 */
import { shallowRef, type ShallowRef } from 'vue'
import type { Client } from '@/net/client'
import { Problem } from '@/net/problems'
import type { TrayState } from '../protocol/tray'
import { ONLINE, type Line } from './line'
import type { Bridge, MachineState } from './printer'

export interface About {
  readonly id: string
  readonly site_id: string
  readonly site_name: string
  readonly name: string
  readonly state: 'in-service' | 'out-of-service'
  readonly out_reason: string | null
  /** A service was left open here: its paper waits for a clerk. */
  readonly held_up?: boolean
}
interface Beat {
  readonly state: 'in-service' | 'out-of-service'
}

export interface Health {
  readonly about: About | null
  readonly printer: MachineState | null
  readonly printerLost: boolean
  readonly serverLost: boolean
}
export type Out =
  'staff' | 'journal' | 'busy' | 'jam' | 'door' | 'tray' | 'paper' | 'printer' | 'server'

export const BEAT_MS = 15_000
const VERSION = 'kiosk-1'

/**
 * Why nobody can be served now, the cause nearest to the person first; null when all is well. A lost
 * line is no cause while a lease can serve somebody.
 */
export function outOfService(
  health: Health,
  line: Line = ONLINE,
  tray: TrayState = 'clear',
): Out | null {
  const { about, printer } = health
  if (about?.state === 'out-of-service') return 'staff'
  if (line.conflict !== null) return 'journal'
  if ((health.serverLost || line.away) && !line.ready) return 'server'
  if (about?.held_up) return 'busy'
  if (health.printerLost) return 'printer'
  if (printer?.jam) return 'jam'
  if (printer?.door === 'open') return 'door'
  if (tray !== 'clear') return 'tray'
  return printer !== null && paperOf(printer) === 'out' ? 'paper' : null
}

/** One empty kind is little paper, not none: the other kinds are still handed out. */
export function paperOf(printer: MachineState): MachineState['paper'] {
  const left = Object.values(stockOf(printer))
  if (left.every((sheets) => sheets === 0)) return 'out'
  return printer.paper === 'out' && left.includes(0) ? 'low' : printer.paper
}

/** Sheets left of each kind. */
export function stockOf(printer: MachineState): Record<string, number> {
  const stock: Record<string, number> = {}
  for (const { kind, next, last } of printer.cassettes) {
    stock[kind] = (stock[kind] ?? 0) + Math.max(0, last - next + 1)
  }
  return stock
}

/**
 * Watches the machine; `beat` may be called at any time for fresh news. `left` tells whether paper
 * lies in the tray that a clerk must take.
 */
export function watchHealth(
  client: Client,
  bridge: Bridge,
  left: () => boolean = () => false,
): { health: ShallowRef<Health>; beat: () => Promise<void> } {
  const health = shallowRef<Health>({
    about: null,
    printer: null,
    printerLost: false,
    serverLost: false,
  })

  async function beat(): Promise<void> {
    const printer = await bridge.look().catch(() => null)
    try {
      await tell(client, printer, left())
      const about = await client.get<About>('/kiosk')
      health.value = { about, printer, printerLost: printer === null, serverLost: false }
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      health.value = { ...health.value, printer, printerLost: printer === null, serverLost: true }
    }
  }
  return { health, beat }
}

/**
 * A printer that does not answer is no reason to be silent: the server hears just that, and not
 * that the cassettes are empty.
 */
async function tell(client: Client, printer: MachineState | null, left: boolean): Promise<void> {
  await client.put<Beat>('/kiosk/heartbeat', {
    paper: printer === null ? 'unknown' : paperOf(printer),
    door: printer?.door ?? 'closed',
    jam: printer?.jam ?? false,
    stock: printer === null ? {} : stockOf(printer),
    clock_at: new Date().toISOString(),
    version: VERSION,
    tray_left: left,
  })
}
