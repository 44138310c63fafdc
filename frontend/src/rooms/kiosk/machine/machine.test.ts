import { describe, expect, it, vi } from 'vitest'
import type { Client } from '@/net/client'
import { Problem } from '@/net/problems'
import { World } from '../protocol/fakes'
import { Kiosk } from '../protocol/machine'
import { Refused, Unreachable, type Reservation } from '../protocol/ports'
import { bridge } from './printer'
import { answered, serverOf } from './server'

const HELD: Reservation = {
  id: 'r1',
  pickup_id: '00aa',
  kind: 'P_ORD',
  count: 2,
  fencing: 9,
  until: '',
  confirmed: 0,
  segments: [{ code: '1300', first: 1, last: 2 }],
}

/** A client that answers by path and remembers what it was asked. */
function clientOf(answers: Record<string, () => unknown>) {
  const asked: { method: string; path: string; body: unknown }[] = []
  const ask = async (method: string, path: string, more: { body?: unknown } = {}) => {
    asked.push({ method, path, body: more.body })
    const answer = answers[`${method} ${path}`] ?? answers[path.split('/')[1] ?? '']
    if (!answer) throw new Problem(404, { code: 'nothing-here' })
    return { status: 200, etag: null, data: answer() }
  }
  const client = {
    ask,
    get: async (path: string, more?: object) => (await ask('GET', path, more)).data,
    put: async (path: string, body: unknown) => (await ask('PUT', path, { body })).data,
  } as unknown as Client
  return { client, asked }
}

describe('server', () => {
  it('calls the routes with the fencing number and the serial', async () => {
    const { client, asked } = clientOf({ reservations: () => HELD, pickups: () => HELD })
    const server = serverOf(client)
    const journal = { number: 3, digest: 'ab' }
    await server.reserve({ reservation: 'r1', code: 'TP1.X', check: null, journal })
    await server.start(HELD)
    await server.confirm(HELD, 2, { code: '1300', number: 2 })
    await server.stop(HELD, 'jam', { code: '1300', number: 2 })
    await server.done(HELD)
    expect(asked.map((one) => one.path)).toEqual([
      '/reservations/r1',
      '/pickups/00aa/reservations/r1/start',
      '/pickups/00aa/reservations/r1/sheets/2',
      '/pickups/00aa/reservations/r1/stop',
      '/pickups/00aa/reservations/r1/done',
    ])
    expect(asked.map((one) => one.body)).toEqual([
      { code: 'TP1.X', collector_check: null, journal },
      { fencing: 9 },
      { fencing: 9, code: '1300', number: 2 },
      { fencing: 9, reason: 'jam', spoiled: { code: '1300', number: 2 } },
      { fencing: 9 },
    ])
  })

  it.each([
    [new Problem(0, { code: 'network-unreachable' }), Unreachable],
    [new Problem(503), Unreachable],
    [new Problem(429, { code: 'x', retry_after_seconds: 7 }), Unreachable],
    [new Problem(409, { code: 'pickup-held', params: { kiosk_id: 'k' } }), Refused],
    [new Problem(401, { code: 'session-expired' }), Refused],
  ])('%s is %s', async (problem, kind) => {
    await expect(answered(() => Promise.reject(problem))).rejects.toBeInstanceOf(kind)
  })

  it('does not turn a mistake of ours into a refusal', async () => {
    await expect(answered(() => Promise.reject(new TypeError('x')))).rejects.toBeInstanceOf(
      TypeError,
    )
  })
})

describe('an act that met another writer', () => {
  it.each([409, 503])('is repeated until it is heard, with status %i', async (status) => {
    const world = new World()
    let left = 0
    const meanwhile = (): Promise<never> => {
      left += 1
      return answered(() =>
        Promise.reject(new Problem(status, { code: 'written-meanwhile', retry_after_seconds: 1 })),
      )
    }
    const ports = world.ports()
    const met = new Set<string>()
    // Each act meets another writer once, and goes through the second time.
    const once = <T>(name: string, act: () => Promise<T>): Promise<T> => {
      if (met.has(name)) return act()
      met.add(name)
      return meanwhile()
    }
    const kiosk = new Kiosk({
      ...ports,
      server: {
        ...ports.server,
        reserve: (request) => once('reserve', () => ports.server.reserve(request)),
        start: (held) => once('start', () => ports.server.start(held)),
        confirm: (held, sheet, serial) =>
          once(`sheet ${sheet}`, () => ports.server.confirm(held, sheet, serial)),
        done: (held) => once('done', () => ports.server.done(held)),
      },
    })
    await kiosk.wake()
    await kiosk.submit('ABCDEFGHJK2M')
    expect(left).toBe(6)
    expect(kiosk.view.at).toBe('done')
    expect(world.state).toBe('dispensed')
    expect([...world.confirmed.values()]).toEqual(world.tray)
    expect(world.waits).toEqual([1000, 1000, 1000, 1000, 1000, 1000])
  })
})

describe('printer bridge', () => {
  const answering = (body: unknown, status = 200) =>
    vi.fn(async () => new Response(JSON.stringify(body), { status }))

  it('feeds by id and believes what was fed', async () => {
    const send = answering({ feed_id: 'f', fed: { code: '1300', number: 7 }, exit: 'out', at: '' })
    expect(await bridge('B001-K1', 'http://b', send).feed('f', 'P_ORD')).toEqual({
      fed: { code: '1300', number: 7 },
      exit: 'out',
    })
    expect(send).toHaveBeenCalledWith(
      'http://b/machines/B001-K1/feeds/f',
      expect.objectContaining({ method: 'PUT', body: '{"kind":"P_ORD"}' }),
    )
  })

  it.each([
    [
      { fed: null, exit: 'empty' },
      { fed: null, exit: 'empty' },
    ],
    [
      { fed: null, exit: 'jammed' },
      { fed: null, exit: 'jammed' },
    ],
    [
      { fed: { code: '1', number: 2 }, exit: 'jammed' },
      { fed: { code: '1', number: 2 }, exit: 'jammed' },
    ],
    [
      { fed: null, exit: 'out' },
      { fed: null, exit: 'jammed' },
    ],
  ])('reads %j', async (said, fed) => {
    expect(await bridge('k', 'http://b', answering(said)).feed('f', 'P_ORD')).toEqual(fed)
  })

  it.each([
    [{ exit: 'sideways' }, 200],
    [{ code: 'printer-off' }, 503],
  ])('takes %j with %i for silence', async (said, status) => {
    await expect(
      bridge('k', 'http://b', answering(said, status)).feed('f', 'P_ORD'),
    ).rejects.toBeInstanceOf(Unreachable)
  })

  it('tells the head of the cassette of a kind', async () => {
    const printer = bridge(
      'k',
      'http://b',
      answering({
        paper: 'ok',
        door: 'closed',
        jam: false,
        cassettes: [{ kind: 'P_ORD', code: '1', next: 5, last: 9 }],
      }),
    )
    expect(await printer.head('P_ORD')).toEqual({ code: '1', number: 5 })
    expect(await printer.head('P_ROLL')).toBeNull()
  })
})
