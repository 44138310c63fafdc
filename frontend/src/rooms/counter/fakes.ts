/** For tests: a net whose client answers from a table and remembers what it was asked. */
import { useNet, type Net } from '@/net/here'
import { Problem } from '@/net/problems'

export interface Asked {
  method: string
  path: string
  body: unknown
}

/** `answers` by "METHOD /path"; a Problem among them is thrown. */
export function fakeNet(answers: Record<string, unknown>): Asked[] {
  const asked: Asked[] = []
  const ask = async (method: string, path: string, more: { body?: unknown } = {}) => {
    asked.push({ method, path, body: more.body })
    const answer =
      answers[`${method} ${path}`] ?? answers[method] ?? new Problem(404, { code: 'nothing-here' })
    if (answer instanceof Problem) throw answer
    return { status: 200, etag: null, data: answer }
  }
  const client = {
    ask,
    get: async (path: string) => (await ask('GET', path)).data,
    put: async (path: string, body: unknown) => (await ask('PUT', path, { body })).data,
  }
  const clock = { now: () => Date.parse('2026-11-23T08:00:00Z'), hear: () => undefined, offset: 0 }
  const session = { person: { value: { id: 'me' } } }
  useNet({ door: 'counter', client, clock, session } as unknown as Net)
  return asked
}
