/** Stand-ins for tests: a clock that is told the time, and a server that answers from a list. */
import { forceCloseDatabase } from 'fake-indexeddb'
import { vi } from 'vitest'
import type { ServerClock } from './clock'

/** A clock at a fixed server time that tests move on. */
export function fakeClock(
  at = Date.parse('2026-11-23T07:00:00Z'),
): ServerClock & { move(milliseconds: number): void } {
  let now = at
  return {
    now: () => now,
    offset: 0,
    hear: () => undefined,
    move(milliseconds) {
      now += milliseconds
    },
  }
}

export interface Heard {
  method: string
  url: string
  headers: Headers
  body: unknown
}
export type Reply = (heard: Heard) => Response | Promise<Response>

/** A fetch that hands each request to `reply` and remembers it. */
export function fakeServer(reply: Reply): { fetch: typeof fetch; heard: Heard[] } {
  const heard: Heard[] = []
  const answer = async (url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined
    const request = {
      method: init.method ?? 'GET',
      url: String(url),
      headers: new Headers(init.headers),
      body,
    }
    heard.push(request)
    return reply(request)
  }
  return { fetch: answer as typeof fetch, heard }
}

/** A JSON answer. */
export function said(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  const empty = status === 204 || status === 304
  return new Response(empty ? null : JSON.stringify(body), { status, headers })
}

/** The payload or header of a proof, without checking it. */
export function partOf(proof: string, index: 0 | 1): Record<string, unknown> {
  const text = (proof.split('.')[index] ?? '').replace(/-/g, '+').replace(/_/g, '/')
  return JSON.parse(atob(text)) as Record<string, unknown>
}

/** A browser that closes databases while the page lives, as it does when a person clears its data. */
export function cutting(): { now(): void; erased(name: string): void } {
  const opened: IDBOpenDBRequest[] = []
  const open = indexedDB.open.bind(indexedDB)
  vi.spyOn(indexedDB, 'open').mockImplementation((...given) => {
    const request = open(...given)
    opened.push(request)
    return request
  })
  const now = (): void => {
    for (const { result } of opened.splice(0)) forceCloseDatabase(result as never)
  }
  return {
    now,
    erased(name) {
      ;(indexedDB as unknown as { _databases: Map<string, unknown> })._databases.delete(name)
      now()
    },
  }
}
