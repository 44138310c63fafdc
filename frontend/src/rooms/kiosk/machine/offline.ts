/** The kiosk that serves without a line, put together from the parts of this page. */
import type { DeviceKey } from '@/net/device-key'
import { OfflineKiosk } from '../protocol/offline'
import type { Disk, Signer } from '../protocol/offline-ports'
import type { Server } from '../protocol/ports'
import { sumsOf } from '../protocol/sums'
import { pageClock, pageIds } from './clock'
import type { Door } from './door'
import { houseOf } from './house'
import type { Line } from './line'
import type { Bridge } from './printer'
import { patienceOf, serverOf } from './server'

const TURN_MS = 5000

export async function openOffline(parts: {
  door: Pick<Door, 'client' | 'clock' | 'key'>
  kiosk: string
  printer: Bridge
  disk: Disk
  around?: (server: Server) => Server
}): Promise<OfflineKiosk> {
  const { door, kiosk, printer, disk, around } = parts
  const opened: OfflineKiosk[] = []
  const away = (): boolean => opened.some((one) => one.connection.away)
  const machine = await OfflineKiosk.open({
    kiosk,
    clock: pageClock(door.clock),
    ids: pageIds,
    server: serverOf(door.client, patienceOf(away)),
    ...(around && { around }),
    house: houseOf(door.client),
    printer,
    cassettes: printer,
    disk,
    signer: signerOf(await door.key()),
    sums: sumsOf(crypto.subtle),
  })
  opened.push(machine)
  return machine
}

export function lineOf(kiosk: OfflineKiosk): Line {
  const { ready, judges, owing } = kiosk
  const { away } = kiosk.connection
  const orders = kiosk.keeper.book.leases.length
  return { away, ready, judges, orders, conflict: kiosk.uploader.conflict, owing }
}

/**
 * Takes a turn every five seconds, one at a time, and tells how the line is after each. A disk that
 * cannot be written ends it: `broken` is told. Returns what to call for a turn at once, and the end.
 */
export function turning(
  machine: Pick<OfflineKiosk, 'turn' | 'connection'>,
  tell: { line: () => void; broken: () => void },
): { now: () => Promise<void>; end: () => void } {
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let underway: Promise<void> | null = null
  const off = machine.connection.subscribe(tell.line)

  async function turn(): Promise<void> {
    clearTimeout(timer)
    try {
      await machine.turn()
      tell.line()
      if (!ended) timer = setTimeout(() => void now(), TURN_MS)
    } catch (error) {
      console.error(error)
      tell.broken()
    }
  }
  const now = (): Promise<void> =>
    (underway ??= turn().finally(() => {
      underway = null
    }))
  return {
    now,
    end() {
      ended = true
      clearTimeout(timer)
      off()
    },
  }
}

function signerOf(key: DeviceKey): Signer {
  const { kty = '', crv = '', x = '', y = '' } = key.jwk
  return { jwk: { kty, crv, x, y }, sign: (text) => key.sign(text) }
}
