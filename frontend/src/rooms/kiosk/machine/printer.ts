/** The printer behind the loopback bridge: what it reports is believed, silence is asked again. */
import {
  Unreachable,
  type Exit,
  type Fed,
  type Printer,
  type Segment,
  type Serial,
} from '../protocol/ports'

export interface Cassette {
  readonly kind: string
  readonly code: string
  readonly next: number
  readonly last: number
}
export interface MachineState {
  readonly paper: 'ok' | 'low' | 'out'
  readonly door: 'closed' | 'open'
  readonly jam: boolean
  /** A bridge that says nothing of its tray has no sensor there. */
  readonly tray: 'clear' | 'occupied'
  /** Whether it can take paper back from the tray. */
  readonly retracts: boolean
  readonly cassettes: readonly Cassette[]
}
export interface Bridge extends Printer {
  look(): Promise<MachineState>
  /** Takes back what lies in the tray; the same id again gives the same count. */
  retract(retraction: string): Promise<number>
  /** The paper left of a kind in the order in which it leaves; the first is the physical head. */
  segments(kind: string): Promise<readonly Segment[]>
}

const PATIENCE_MS = 30_000

/** Where the bridge listens: on this very machine, at the address the page was served with. */
export function bridgeAddress(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="printer-bridge"]')
  return meta?.content || 'http://127.0.0.1:8731'
}

/** The machine of this kiosk at the bridge. */
export function bridge(
  kiosk: string,
  base: string,
  send: typeof fetch = fetch.bind(globalThis),
): Bridge {
  const machine = `${base}/machines/${encodeURIComponent(kiosk)}`

  async function ask(path: string, body?: unknown): Promise<unknown> {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
    try {
      const headers = { 'content-type': 'application/json' }
      const put = { method: 'PUT', headers, body: JSON.stringify(body) }
      const response = await send(machine + path, {
        ...(body === undefined ? {} : put),
        signal: stop.signal,
        cache: 'no-store',
      })
      if (!response.ok) throw new Unreachable('printer')
      return await response.json()
    } catch {
      throw new Unreachable('printer')
    } finally {
      clearTimeout(timer)
    }
  }

  const look = async (): Promise<MachineState> => readMachine(await ask(''))
  return {
    look,
    async retract(retraction) {
      const said = await ask(`/retractions/${encodeURIComponent(retraction)}`, {})
      const { sheets } = fields(said)
      if (typeof sheets !== 'number') throw new Unreachable('printer')
      return sheets
    },
    feed: async (feed, kind) => readFed(await ask(`/feeds/${encodeURIComponent(feed)}`, { kind })),
    async head(kind) {
      const cassette = (await look()).cassettes.find((one) => one.kind === kind)
      return cassette === undefined ? null : { code: cassette.code, number: cassette.next }
    },
    async segments(kind) {
      const own = (await look()).cassettes.filter((one) => one.kind === kind)
      return own.map(({ code, next, last }) => ({ code, first: next, last }))
    },
  }
}

/** The bridge is another program: what it says is read, not trusted to have a shape. */
function readMachine(said: unknown): MachineState {
  const { paper, door, jam, tray, retracts, cassettes } = fields(said)
  return {
    paper: paper === 'low' || paper === 'out' ? paper : 'ok',
    door: door === 'open' ? 'open' : 'closed',
    jam: jam === true,
    tray: tray === 'occupied' ? 'occupied' : 'clear',
    retracts: retracts === true,
    cassettes: Array.isArray(cassettes) ? cassettes.map(readCassette) : [],
  }
}

function readCassette(said: unknown): Cassette {
  const { kind, code, next, last } = fields(said)
  return { kind: String(kind), code: String(code), next: Number(next), last: Number(last) }
}

function readFed(said: unknown): Fed {
  const { fed, exit } = fields(said)
  if (exit !== 'out' && exit !== 'jammed' && exit !== 'empty') throw new Unreachable('printer')
  const serial = fed === null ? null : readSerial(fed)
  // A sheet that is said to have left without a number cannot be accounted for: someone must look.
  const known: Exit = exit === 'out' && serial === null ? 'jammed' : exit
  return { fed: serial, exit: known }
}

function readSerial(said: unknown): Serial | null {
  const { code, number } = fields(said)
  return typeof code === 'string' && typeof number === 'number' ? { code, number } : null
}

function fields(said: unknown): Record<string, unknown> {
  return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {}
}
