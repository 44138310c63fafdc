import { describe, expect, it, vi } from 'vitest'
import type { Client } from '@/net/client'
import { createClock } from '@/net/clock'
import { Problem } from '@/net/problems'
import { memoryShelf } from '@/net/shelf'
import { Unreachable } from '../protocol/ports'
import { outOfService, paperOf, stockOf, watchHealth, type About, type Health } from './health'
import { ONLINE, type Line } from './line'
import { kioskTokens, pairedAs, pairingStep } from './pairing'
import { type MachineState } from './printer'

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

describe('health', () => {
  const cassette = (kind: string, next: number, last: number) => ({ kind, code: '1', next, last })
  const machine = (change: Partial<MachineState>): MachineState => ({
    paper: 'ok',
    door: 'closed',
    jam: false,
    tray: 'clear',
    retracts: true,
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
    [{ about: { ...about, held_up: true }, printerLost: true }, 'busy'],
    [{ serverLost: true, about: { ...about, state: 'out-of-service' } }, 'staff'],
  ])('%j → %s', (change, cause) => expect(outOfService({ ...well, ...change })).toBe(cause))

  it.each<[Partial<Line>, boolean, ReturnType<typeof outOfService>]>([
    [{ away: true, ready: true }, true, null],
    [{ away: true, ready: true }, false, null],
    [{ away: true }, false, 'server'],
    [{ ready: true }, true, null],
    [{ conflict: 'journal-chain-broken', ready: true }, false, 'journal'],
  ])('with the line %j and the last beat lost %s → %s', (change, serverLost, cause) =>
    expect(outOfService({ ...well, serverLost }, { ...ONLINE, ...change })).toBe(cause),
  )

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
      segments: vi.fn(),
      retract: vi.fn(),
    }
    const { health, beat } = watchHealth(client, printer)
    await beat()
    expect(asked[0]?.body).toMatchObject({ paper: 'unknown', jam: false, stock: {} })
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
