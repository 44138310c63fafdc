import { describe, expect, it, vi } from 'vitest'
import type { Client } from '@/net/client'
import { createClock } from '@/net/clock'
import { Problem } from '@/net/problems'
import { memoryShelf } from '@/net/shelf'
import { World } from '../protocol/fakes'
import { Kiosk } from '../protocol/machine'
import { Refused, Unreachable, type Reservation } from '../protocol/ports'
import { outOfService, paperOf, stockOf, watchHealth, type About, type Health } from './health'
import { openJournal } from './journal'
import { kioskTokens, pairedAs, pairingStep } from './pairing'
import { bridge, type MachineState } from './printer'
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

describe('journal on disk', () => {
  it('gives the entries of the last job back after the page is gone', async () => {
    const first = await openJournal('journal-a')
    await first.append({ at: '1', step: 'asked', reservation: 'old' })
    await first.append({ at: '2', step: 'closed', outcome: 'done', code: null })
    await first.append({ at: '3', step: 'asked', reservation: 'new' })
    await first.append({ at: '4', step: 'held', held: HELD })
    const again = await openJournal('journal-a')
    expect((await again.entries()).map((entry) => entry.at)).toEqual(['3', '4'])
  })

  it('keeps the code a person brought until it is forgotten', async () => {
    const journal = await openJournal('journal-b')
    await journal.keep({ reservation: 'r', code: 'ABCDEFGHJK2M', check: '138000' })
    expect(await journal.kept()).toEqual({
      reservation: 'r',
      code: 'ABCDEFGHJK2M',
      check: '138000',
    })
    await journal.forget()
    expect(await journal.kept()).toBeNull()
    expect(await journal.entries()).toEqual([])
  })
})

describe('server', () => {
  it('calls the routes with the fencing number and the serial', async () => {
    const { client, asked } = clientOf({ reservations: () => HELD, pickups: () => HELD })
    const server = serverOf(client)
    await server.reserve({ reservation: 'r1', code: 'TP1.X', check: null })
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
      { code: 'TP1.X', collector_check: null },
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

describe('health', () => {
  const cassette = (kind: string, next: number, last: number) => ({ kind, code: '1', next, last })
  const machine = (change: Partial<MachineState>): MachineState => ({
    paper: 'ok',
    door: 'closed',
    jam: false,
    cassettes: [cassette('P_ORD', 1, 5)],
    ...change,
  })
  const about: About = {
    id: 'k',
    site_id: 's',
    site_name: 'S',
    name: 'K',
    state: 'in-service',
    out_reason: null,
  }
  const well: Health = { about, printer: machine({}), printerLost: false, serverLost: false }

  it.each<[Partial<Health>, ReturnType<typeof outOfService>]>([
    [{}, null],
    [{ about: { ...about, state: 'out-of-service' } }, 'staff'],
    [{ serverLost: true }, 'server'],
    [{ printerLost: true }, 'printer'],
    [{ printer: machine({ jam: true }) }, 'jam'],
    [{ printer: machine({ door: 'open' }) }, 'door'],
    [{ printer: machine({ cassettes: [cassette('P_ORD', 6, 5)] }) }, 'paper'],
  ])('%j → %s', (change, cause) => expect(outOfService({ ...well, ...change })).toBe(cause))

  it('calls one empty kind low, and a sensor without paper out', () => {
    expect(
      paperOf(
        machine({ paper: 'out', cassettes: [cassette('P_ORD', 6, 5), cassette('P_ROLL', 1, 2)] }),
      ),
    ).toBe('low')
    expect(paperOf(machine({ paper: 'out' }))).toBe('out')
  })

  it('adds up the cassettes of a kind', () => {
    expect(
      stockOf(
        machine({ cassettes: [cassette('A', 1, 5), cassette('A', 10, 10), cassette('B', 3, 2)] }),
      ),
    ).toEqual({ A: 6, B: 0 })
  })

  it('beats when the printer is silent, and keeps what it knew when the server is', async () => {
    let up = true
    const down = () => {
      throw new Problem(0, { code: 'network-unreachable' })
    }
    const { client, asked } = clientOf({ kiosk: () => (up ? about : down()) })
    const printer = {
      look: () => Promise.reject(new Unreachable('printer')),
      feed: vi.fn(),
      head: vi.fn(),
    }
    const { health, beat } = watchHealth(client, printer)
    await beat()
    expect(asked[0]?.body).toMatchObject({ paper: 'out', jam: false, stock: {} })
    expect(outOfService(health.value)).toBe('printer')
    up = false
    await beat()
    expect(health.value).toMatchObject({ about, serverLost: true })
  })
})

describe('pairing', () => {
  const waiting = {
    id: 'p',
    code: '7K2M-9QXT',
    expires_at: '2999-01-01T00:00:00Z',
    state: 'waiting',
    kiosk_id: null,
  }
  const clock = createClock()

  it('shows one code until it is confirmed, then remembers who it is', async () => {
    const shelf = memoryShelf()
    let state: object = waiting
    const { client, asked } = clientOf({ pairings: () => state })
    expect(await pairingStep(shelf, client, clock)).toMatchObject({ code: '7K2M-9QXT' })
    await pairingStep(shelf, client, clock)
    expect(asked.map((one) => one.method)).toEqual(['PUT', 'GET'])
    state = { ...waiting, state: 'confirmed', kiosk_id: 'B001-K1' }
    await pairingStep(shelf, client, clock)
    expect(await pairedAs(shelf)).toBe('B001-K1')
  })

  it('asks for a new code when the old one has run out', async () => {
    const shelf = memoryShelf()
    const { client, asked } = clientOf({
      pairings: () => ({ ...waiting, expires_at: '2020-01-01T00:00:00Z' }),
    })
    await pairingStep(shelf, client, clock)
    await pairingStep(shelf, client, clock)
    expect(asked.map((one) => one.method)).toEqual(['PUT', 'PUT'])
    expect(new Set(asked.map((one) => one.path)).size).toBe(2)
  })

  it('keeps its token in memory, and says when its key was revoked', async () => {
    const shelf = memoryShelf()
    await shelf.put('session', 'kiosk', 'B001-K1')
    let revoked = false
    const lost = vi.fn()
    const answer = () => {
      if (revoked) throw new Problem(403, { code: 'kiosk-key-unknown' })
      return { access_token: 't', expires_in_seconds: 600 }
    }
    const { client, asked } = clientOf({ kiosks: answer })
    const tokens = kioskTokens({ shelf, clock, client: () => client, lost })
    expect([await tokens.current(), await tokens.current()]).toEqual(['t', 't'])
    expect(asked).toHaveLength(1)
    revoked = true
    await expect(tokens.renew('t')).rejects.toMatchObject({ code: 'kiosk-key-unknown' })
    expect(lost).toHaveBeenCalledOnce()
    expect(await pairedAs(shelf)).toBeUndefined()
  })
})
