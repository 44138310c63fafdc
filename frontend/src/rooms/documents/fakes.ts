/** For tests: a net with a shelf that lasts over reloads, and jobs as the API tells them. */
import { memoryShelf, type Shelf } from '@/net/shelf'
import { useNet, type Net } from '@/net/here'
import { Problem } from '@/net/problems'
import type { Job } from './types'

export interface Asked {
  method: string
  path: string
  body: unknown
  etag: string | null
}
export type Answers = Record<string, unknown>

/**
 * `answers` by "METHOD /path"; a Problem among them is thrown, a function is asked each time. Ids in
 * paths that are asked for are matched by `*`.
 */
export function fakeHouse(answers: Answers, shelf: Shelf = memoryShelf()) {
  const asked: Asked[] = []
  const clock = { at: Date.parse('2026-11-23T08:00:00Z') }
  const ask = async (
    method: string,
    path: string,
    more: { body?: unknown; etag?: string | null } = {},
  ) => {
    asked.push({ method, path, body: more.body, etag: more.etag ?? null })
    const wild = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')
    const found = answers[`${method} ${path}`] ?? answers[`${method} ${wild}`]
    const answer =
      typeof found === 'function' ? (found as (of: Asked) => unknown)(asked.at(-1)!) : found
    if (answer === undefined) throw new Problem(404, { code: 'nothing-here', title: path })
    if (answer instanceof Problem) throw answer
    if (answer === 304) return { status: 304, etag: more.etag, data: undefined }
    const { version } = answer as { version?: number }
    return { status: 200, etag: version === undefined ? null : `"${version}"`, data: answer }
  }
  const client = {
    ask,
    get: async (path: string) => (await ask('GET', path)).data,
    put: async (path: string, body: unknown) => (await ask('PUT', path, { body })).data,
  }
  const session = { person: { value: { id: 'me' } } }
  const told = { now: () => clock.at, hear: () => undefined, offset: 0 }
  useNet({ door: 'taxpayer', client, clock: told, session, shelf } as unknown as Net)
  return { asked, shelf, clock }
}

/** A job as the API tells it. */
export function job(over: Partial<Job> = {}): Job {
  return {
    ...{ id: 'j1', company_id: 'C', what: 'batch-zip', state: 'running', done: 0, total: 2 },
    ...{ attempts: 1, asked_by: 'person/me', asked_at: '2026-11-23T08:00:00.000Z' },
    ...{ starts_at: '2026-11-23T08:00:00.000Z', ended_at: null, kept_until: null },
    ...{ purged: false, stopping: false, problem: null, files: [], version: 2 },
    ...over,
  }
}
