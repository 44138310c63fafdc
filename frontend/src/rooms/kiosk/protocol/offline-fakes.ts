/** The same city of one kiosk with a line that can be cut, leases, and a house that reads journals. */
import { fromBase64Url, toBase32, toBase64Url } from '../../../net/bytes'
import { Fate, World } from './fakes'
import { OfflineKiosk } from './offline'
import type { Book, Disk, House, Leases, Lent, Line, Signer } from './offline-ports'
import { Refused, Unreachable, type Mark, type Request, type Server } from './ports'
import { sumsOf } from './sums'

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const
export const sums = sumsOf(crypto.subtle)
const signing = (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, [
  'sign',
  'verify',
])) as CryptoKeyPair
const device = (await crypto.subtle.generateKey(P256, true, ['sign', 'verify'])) as CryptoKeyPair
const publicKey = toBase64Url(
  new Uint8Array(await crypto.subtle.exportKey('raw', signing.publicKey)),
)
export const SECRET = toBase64Url(new Uint8Array(32).fill(7))
export const PICKUP = '0011223344556677'

/** The kiosk's own key, as the page has it. */
export const signer: Signer = {
  jwk: await crypto.subtle.exportKey('jwk', device.publicKey).then(({ x = '', y = '' }) => ({
    ...{ kty: 'EC', crv: 'P-256', x, y },
  })),
  sign: async (text) => {
    const bytes = new TextEncoder().encode(text)
    return toBase64Url(new Uint8Array(await crypto.subtle.sign(ES256, device.privateKey, bytes)))
  },
}

export interface Wanted {
  pickup?: string
  kid?: number
  type?: number
  generation?: number
  expires?: number
  at: number
  forged?: boolean
}

/** The text of a code as a phone shows it at a moment. */
export async function codeOf(wanted: Wanted): Promise<string> {
  const { pickup = PICKUP, kid = 1, type = 1, generation = 3, forged = false } = wanted
  const fields = new Uint8Array(20)
  const view = new DataView(fields.buffer)
  fields.set([1, kid, type, generation])
  fields.set(pickup.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [], 4)
  view.setUint32(12, Math.floor((wanted.expires ?? wanted.at + 86_400_000) / 1000))
  const message = new Uint8Array([...new TextEncoder().encode('TP1.'), ...fields])
  const signature = new Uint8Array(
    await crypto.subtle.sign({ name: 'Ed25519' }, signing.privateKey, message),
  )
  if (forged) signature[0] = (signature[0] ?? 0) ^ 1
  const step = new Uint8Array(8)
  new DataView(step.buffer).setUint32(4, Math.floor(wanted.at / 30_000))
  const rolling = (await sums.hmac(await sums.seal(fromBase64Url(SECRET)), step)).slice(0, 4)
  const body = [...fields, ...signature, ...(type === 1 ? rolling : [])]
  return `TP1.${toBase32(new Uint8Array(body))}`
}

export class Town {
  readonly world = new World()
  /** Nobody at the other end. */
  cut = false
  /** Journal and leases come through although nobody answers for a reservation. */
  houseHears = false
  leases: Lent[] = []
  recalls: string[] = []
  until = this.world.time + 4 * 3_600_000
  /** What each exchange said was dropped. */
  readonly returned: (readonly string[])[] = []
  /** How far each exchange said that the kiosk's journal had come. */
  readonly marks: Mark[] = []
  /** The last step the house had read then. */
  readonly readAtExchange: string[] = []
  /** The kiosk's disk. */
  lines: Line[] = []
  book: Book | null = null
  request: Request | null = null
  /** Every line ever written, and what the house has read. */
  readonly written: Line[] = []
  readonly read: string[] = []
  refuseJournal: string | null = null
  batches: number[] = []
  clockBack = 0

  lease(change: Partial<Lent> = {}): this {
    const expires_at = new Date(this.world.time + 86_400_000).toISOString()
    const { count } = this.world
    this.leases = [
      ...this.leases,
      {
        pickup_id: PICKUP,
        kind: 'P_ORD',
        count,
        generation: 3,
        kid: 1,
        expires_at,
        fencing: 5,
        secrets: { 1: SECRET },
        ...change,
      },
    ]
    return this
  }

  /** A page opened anew on the same disk. */
  async boot(): Promise<OfflineKiosk> {
    const { fate } = this.world
    const { clock, ids, printer, server } = this.world.ports()
    return OfflineKiosk.open({
      kiosk: 'B001-K1',
      clock: { ...clock, now: () => new Date(this.world.time - this.clockBack) },
      ids,
      printer,
      server: this.overTheLine(server),
      house: this.house(fate),
      cassettes: {
        segments: () =>
          fate.around('printer', () => {
            const { code, next, paper } = this.world
            return [{ code, first: next, last: next + paper - 1 }]
          }),
      },
      disk: this.disk(fate),
      signer,
      sums,
    })
  }

  /** The code of the one pickup, as the phone shows it now. */
  code(change: Partial<Wanted> = {}): Promise<string> {
    return codeOf({ at: this.world.time, ...change })
  }

  private overTheLine(server: Server): Server {
    const over = <T>(call: () => Promise<T>): Promise<T> =>
      this.cut ? Promise.reject(new Unreachable('server')) : call()
    return {
      reserve: (request) => over(() => server.reserve(request)),
      start: (held) => over(() => server.start(held)),
      confirm: (held, sheet, serial) => over(() => server.confirm(held, sheet, serial)),
      done: (held) => over(() => server.done(held)),
      stop: (held, reason, spoiled) => over(() => server.stop(held, reason, spoiled)),
      part: (held) => over(() => server.part(held)),
    }
  }

  private house(fate: Fate): House {
    const over = async <T>(effect: () => Promise<T>): Promise<T> => {
      if (this.cut && !this.houseHears) throw new Unreachable('server')
      return await fate.around('server', effect)
    }
    return {
      exchange: (returned, journal) =>
        over(async () => {
          this.marks.push(journal)
          return this.exchange(returned)
        }),
      journal: (first, jwk, entries) => over(() => this.take(first, jwk.x, entries)),
    }
  }

  private exchange(returned: readonly string[]): Leases {
    this.returned.push(returned)
    const last = this.read[this.read.length - 1] ?? '{"step":"none"}'
    this.readAtExchange.push((JSON.parse(last) as { step: string }).step)
    const gone = (id: string): boolean => returned.includes(id)
    this.leases = this.leases.filter((one) => !gone(one.pickup_id))
    this.recalls = this.recalls.filter((id) => !gone(id))
    return {
      server_time: new Date(this.world.time).toISOString(),
      until: new Date(this.until).toISOString(),
      serve_until: new Date(this.until - 300_000).toISOString(),
      keys: { 1: publicKey },
      leases: this.leases.filter((one) => !this.recalls.includes(one.pickup_id)),
      recalls: this.recalls,
    }
  }

  /** The house verifies what it is told: every signature, every number, every link. */
  private async take(
    first: number,
    x: string,
    entries: readonly { text: string; signature: string }[],
  ): Promise<{ next: number }> {
    this.batches.push(entries.length)
    if (this.refuseJournal !== null) throw new Refused(this.refuseJournal)
    if (x !== signer.jwk.x) throw new Refused('journal-key-wrong')
    for (const [place, { text, signature }] of entries.entries()) {
      const n = first + place
      const bytes = new TextEncoder().encode(text)
      const signed = await crypto.subtle.verify(
        ES256,
        device.publicKey,
        fromBase64Url(signature),
        bytes,
      )
      const line = JSON.parse(text) as { n: number; prev: string }
      if (!signed || line.n !== n) throw new Refused('journal-malformed')
      const known = this.read[n - 1]
      if (known !== undefined && known !== text) throw new Refused('journal-entry-differs')
      if (n > this.read.length + 1) throw new Refused('journal-gap')
      const before = this.read[n - 2]
      if (line.prev !== (before === undefined ? '' : await sums.sha256(before)))
        throw new Refused('journal-chain-broken')
      this.read[n - 1] = text
    }
    return { next: this.read.length + 1 }
  }

  private disk(fate: Fate): Disk {
    const write = (effect: () => void): Promise<void> => fate.around('disk', effect)
    return {
      lines: async () => this.lines,
      add: (line) =>
        write(() => {
          this.lines = [...this.lines, line]
          this.written.push(line)
        }),
      drop: (key, to) =>
        write(() => {
          this.lines = this.lines.filter((one) => one.key !== key || one.n > to)
        }),
      book: async () => this.book,
      keepBook: (book) => write(() => void (this.book = structuredClone(book))),
      keep: (request) => write(() => void (this.request = request)),
      kept: async () => this.request,
      forget: () => write(() => void (this.request = null)),
      probe: async (text) => text,
    }
  }
}

/** The steps of a journal, in order. */
export function stepsOf(lines: readonly Line[]): string[] {
  return lines.map(({ text }) => (JSON.parse(text) as { step: string }).step)
}
