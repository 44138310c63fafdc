/**
 * Requests to the API: signed, with the server's nonce, renewed once when the token has run out.
 */
import type { ServerClock } from './clock'
import type { DeviceKey } from './device-key'
import { Problem, type ProblemBody } from './problems'
import { proofFor } from './proof'
import { locale } from '@/text'

/** Where the access token comes from; the person's session and a kiosk's pairing both are one. */
export interface Tokens {
  /** With a person's id: theirs and nobody else's, or a refusal. */
  current(as?: string): Promise<string | null>
  /** Takes the token that was refused; gives a newer one, or null when there is none to be had. */
  renew(refused: string | null, as?: string): Promise<string | null>
}

export interface Answer<T> {
  status: number
  /** Undefined for 204 and 304. */
  data: T
  etag: string | null
}
export interface Ask {
  body?: unknown
  etag?: string | null
  signal?: AbortSignal
  /** Ask without a token: sign-in, pairing, renewal. */
  bare?: boolean
  /** The person in whose name alone this may be asked: another tab may have changed who is here. */
  as?: string
  timeoutMilliseconds?: number
}
export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE'
export interface Client {
  ask<T>(method: Method, path: string, ask?: Ask): Promise<Answer<T>>
  get<T>(path: string, ask?: Ask): Promise<T>
  put<T>(path: string, body: unknown, ask?: Ask): Promise<T>
}
export interface ClientParts {
  key: () => Promise<DeviceKey>
  clock: ServerClock
  tokens: Tokens
  /** With a stage path behind a gateway this is more than the origin. */
  base?: string
  fetch?: typeof fetch
}

const nonceUnder = 'dpop-nonce'
const patienceMilliseconds = 15_000
// The server stamps its time just before answering; this much of the way back is assumed.
const answerMilliseconds = 40
/** The gateway lets no larger answer through; what is, is none of the house's. */
const mostBytes = 4 * 2 ** 20

/** An answer that is here to its end. */
interface Heard {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** When its first byte came, on this device's clock. */
  readonly at: number
}

/** Makes the client of a door. Every answer also teaches the clock and brings the next nonce. */
export function createClient({
  key,
  clock,
  tokens,
  base = `${location.origin}/api`,
  fetch: send = fetch.bind(globalThis),
}: ClientParts): Client {
  let nonce = readNonce()

  async function once(
    method: Method,
    path: string,
    ask: Ask,
    token: string | null,
  ): Promise<Heard> {
    const url = base + path
    const headers = new Headers({ Accept: 'application/json', 'Accept-Language': locale() })
    if (ask.body !== undefined) headers.set('Content-Type', 'application/json')
    if (ask.etag) headers.set('If-None-Match', ask.etag)
    if (token) headers.set('Authorization', `DPoP ${token}`)
    const atSeconds = Math.floor(clock.now() / 1000)
    headers.set('DPoP', await proofFor({ key: await key(), method, url, nonce, token, atSeconds }))
    const asked = Date.now()
    const heard = await reach(url, method, headers, ask)
    const dated = Date.parse(heard.headers.get('Date') ?? '')
    if (Number.isFinite(dated)) clock.hear(dated + 500, asked, heard.at, false)
    const next = heard.headers.get('DPoP-Nonce')
    if (next && next !== nonce) keepNonce((nonce = next))
    return heard
  }

  /** The time allowed is for the whole answer: a line may die in the middle of one. */
  async function reach(url: string, method: Method, headers: Headers, ask: Ask): Promise<Heard> {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), ask.timeoutMilliseconds ?? patienceMilliseconds)
    ask.signal?.addEventListener('abort', () => stop.abort())
    try {
      const body = ask.body === undefined ? null : JSON.stringify(ask.body)
      const response = await send(url, {
        method,
        headers,
        body,
        signal: stop.signal,
        cache: 'no-store',
        credentials: 'omit',
      })
      const at = Date.now()
      return { status: response.status, headers: response.headers, text: await read(response), at }
    } catch {
      const slow = stop.signal.aborted && !ask.signal?.aborted
      throw new Problem(0, { code: slow ? 'network-slow' : 'network-unreachable' })
    } finally {
      clearTimeout(timer)
      // What was not read to its end is not fetched to its end.
      stop.abort()
    }
  }

  async function withNonce(
    method: Method,
    path: string,
    ask: Ask,
    token: string | null,
  ): Promise<Heard> {
    const heard = await once(method, path, ask, token)
    return refusal(heard) === 'proof-nonce-needed' ? once(method, path, ask, token) : heard
  }

  async function ask<T>(method: Method, path: string, wanted: Ask = {}): Promise<Answer<T>> {
    const token = wanted.bare ? null : await tokens.current(wanted.as)
    let heard = await withNonce(method, path, wanted, token)
    if (!wanted.bare && refusal(heard) === 'session-expired') {
      const newer = await tokens.renew(token, wanted.as)
      if (newer) heard = await withNonce(method, path, wanted, newer)
    }
    const { status, headers, at } = heard
    if (status >= 400) throw new Problem(status, problemBody(heard))
    const data = dataOf(heard)
    const said = Date.parse((data as { server_time?: string } | undefined)?.server_time ?? '')
    if (Number.isFinite(said)) clock.hear(said, at - answerMilliseconds, at, true)
    return { status, data: data as T, etag: headers.get('ETag') }
  }

  return {
    ask,
    get: async <T>(path: string, wanted?: Ask) => (await ask<T>('GET', path, wanted)).data,
    put: async <T>(path: string, body: unknown, wanted?: Ask) =>
      (await ask<T>('PUT', path, { ...wanted, body })).data,
  }
}

// A page opened anew goes on with the last nonce; without storage it costs one more request.
function readNonce(): string | null {
  try {
    return sessionStorage.getItem(nonceUnder)
  } catch {
    return null
  }
}

function keepNonce(nonce: string): void {
  try {
    sessionStorage.setItem(nonceUnder, nonce)
  } catch {
    // Then this page alone remembers it.
  }
}

async function read(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const letters = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const piece = await reader?.read()
    if (!piece?.value) return text + letters.decode()
    bytes += piece.value.length
    if (bytes > mostBytes) throw new RangeError('too large')
    text += letters.decode(piece.value, { stream: true })
  }
}

function refusal(heard: Heard): string | null {
  return heard.status === 401 ? (problemBody(heard).code ?? null) : null
}

function problemBody({ text }: Heard): ProblemBody {
  try {
    return (JSON.parse(text) ?? {}) as ProblemBody
  } catch {
    return {}
  }
}

function dataOf({ status, text }: Heard): unknown {
  if (status === 204 || status === 304) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem(0, { code: 'network-unreachable' })
  }
}
