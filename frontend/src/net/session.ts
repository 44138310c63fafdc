/**
 * A person's session on this device: kept on the shelf, renewed by one tab at a time, ended with a
 * reason.
 */
import { shallowRef, watch, type ShallowRef } from 'vue'
import type { Person, SessionGrant, SignIn } from './api-types'
import type { Client, Tokens } from './client'
import type { ServerClock } from './clock'
import { Problem, problemOf } from './problems'
import type { Shelf } from './shelf'

interface Kept extends SessionGrant {
  /** Milliseconds on the server's clock. */
  expires_at: number
}
export interface Session extends Tokens {
  readonly person: ShallowRef<Person | null>
  /** Why the last session ended, to be said on the sign-in page. */
  readonly endedBy: ShallowRef<string | null>
  /** Reads what the last visit left; works offline. */
  start(): Promise<void>
  askCode(id: string, phone: string): Promise<SignIn>
  enter(id: string, code: string, deviceName: string): Promise<Person>
  leave(): Promise<void>
  onEnter(act: () => void): void
}
export interface SessionParts {
  shelf: Shelf
  clock: ServerClock
  client: () => Client
  door: string
}

const earlyMilliseconds = 20_000

/** Makes the session of a door; `client` is asked for late because the two need each other. */
export function createSession({ shelf, clock, client, door }: SessionParts): Session {
  const person = shallowRef<Person | null>(null)
  const endedBy = shallowRef<string | null>(null)
  const entered: (() => void)[] = []
  const news = typeof BroadcastChannel === 'function' ? new BroadcastChannel(`tax-${door}`) : null
  let underway: Promise<string | null> | null = null

  const read = (): Promise<Kept | undefined> => shelf.get<Kept>('session', 'now')

  async function keep(grant: SessionGrant): Promise<void> {
    await shelf.put('session', 'now', {
      ...grant,
      expires_at: clock.now() + grant.expires_in_seconds * 1000,
    })
    person.value = grant.person
    endedBy.value = null
  }

  async function end(reason: string | null): Promise<void> {
    await shelf.take('session', 'now')
    person.value = null
    endedBy.value = reason
  }

  // Another tab may have renewed while this one waited for the lock: then its token serves.
  async function renewNow(refused: string | null): Promise<string | null> {
    const kept = await read()
    if (!kept) return null
    if (refused !== null && kept.access_token !== refused) return kept.access_token
    try {
      const ask = { body: { refresh_token: kept.refresh_token }, bare: true }
      const { data } = await client().ask<SessionGrant>('POST', '/sessions/refresh', ask)
      await keep(data)
      return data.access_token
    } catch (thrown) {
      const problem = problemOf(thrown)
      if (problem.passing || problem.status < 400) throw problem
      await end(problem.code)
      news?.postMessage('ended')
      return null
    }
  }

  // Who is signed in here changes in one tab at a time: a renewal that is under way would else
  // bring back a session that was left, or overwrite the next person's.
  const alone = <T>(act: () => Promise<T>): Promise<T> => locked(`tax-${door}-session`, act)

  async function renew(refused: string | null, as?: string): Promise<string | null> {
    underway ??= alone(() => renewNow(refused)).finally(() => {
      underway = null
    })
    const token = await underway
    return as === undefined || (await read())?.person.id === as ? token : null
  }

  async function follow(): Promise<void> {
    person.value = (await read())?.person ?? null
  }
  news?.addEventListener('message', follow)
  // Without its token nobody is signed in here, whatever the page still shows.
  watch(() => shelf.lost, follow)

  return {
    person,
    endedBy,
    renew,
    start: follow,
    async current(as) {
      const kept = await read()
      if (as !== undefined && kept?.person.id !== as)
        throw new Problem(401, { code: 'session-expired' })
      if (!kept) return null
      return kept.expires_at - earlyMilliseconds > clock.now()
        ? kept.access_token
        : renew(kept.access_token, as)
    },
    askCode: (id, phone) => client().put<SignIn>(`/sign-ins/${id}`, { phone }, { bare: true }),
    async enter(id, code, deviceName) {
      const body = { code, device_name: deviceName }
      const path = `/sign-ins/${id}/session`
      const grant = await client().put<SessionGrant>(path, body, { bare: true })
      await alone(() => keep(grant))
      news?.postMessage('entered')
      for (const act of entered) act()
      return grant.person
    },
    async leave() {
      const kept = await read()
      if (kept) await client().ask('DELETE', `/sessions/${kept.session_id}`).catch(ignoreRefused)
      await alone(async () => {
        // Somebody else may have come meanwhile: theirs stays.
        const now = await read()
        if (now?.session_id === kept?.session_id) await end(null)
        else await follow()
      })
      news?.postMessage('ended')
    },
    onEnter: (act) => void entered.push(act),
  }
}

const turns = new Map<string, Promise<unknown>>()

/** Runs one at a time over all tabs, where the browser can; within the tab always. */
export async function locked<T>(name: string, act: () => Promise<T>): Promise<T> {
  if ('locks' in navigator && navigator.locks)
    return (await navigator.locks.request(name, act)) as T
  const own = (turns.get(name) ?? Promise.resolve()).then(act)
  turns.set(
    name,
    own.catch(() => undefined),
  )
  return own
}

// Signing out must work when the server no longer knows us; only silence is passed on.
function ignoreRefused(thrown: unknown): void {
  if (thrown instanceof Problem && thrown.status >= 400 && thrown.status < 500) return
  throw thrown
}
