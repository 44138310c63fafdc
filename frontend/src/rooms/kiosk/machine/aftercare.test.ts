/** The last service is remembered by what the core tells the server, and reported under one id. */
import { expect, it, vi } from 'vitest'
import type { Client } from '@/net/client'
import { Problem } from '@/net/problems'
import { Unreachable, type Reservation, type Server } from '../protocol/ports'
import { aftercare } from './aftercare'

const held = (id: string, more: Partial<Reservation> = {}): Reservation =>
  ({ id, pickup_id: 'p1', fencing: 7, ...more }) as unknown as Reservation

function kiosk() {
  const put = vi.fn(async (): Promise<unknown> => undefined)
  const server = { done: vi.fn(async () => undefined), stop: vi.fn(async () => undefined) }
  const after = aftercare({ put } as unknown as Client)
  return {
    put,
    server,
    after: { server: after.around(server as unknown as Server), report: after.report },
    paths: () => (put.mock.calls as unknown as string[][]).map(([path]) => path),
  }
}

it('reports the last service, again under the same id, the next under another', async () => {
  const { put, server, after, paths } = kiosk()
  await after.server.done(held('r1'))
  await after.report(2)
  await after.report(2)
  await after.server.stop(held('r2'), 'jam', null)
  await after.report(0)
  expect([server.done, server.stop].map((each) => each.mock.calls.length)).toEqual([1, 1])
  const [first, second, third] = paths()
  expect(first).toMatch(/^\/pickups\/p1\/reservations\/r1\/report\/[0-9a-f-]{36}$/)
  expect(second).toBe(first)
  expect(third).toContain('/reservations/r2/report/')
  expect(put.mock.calls[2]).toEqual([third, { fencing: 7, has: 0 }])
})

it('can be reported after a closing call that was lost or refused', async () => {
  const { server, after, paths } = kiosk()
  server.done.mockRejectedValueOnce(new Problem(409, { code: 'reservation-over' }))
  await expect(after.server.done(held('r1'))).rejects.toThrow()
  await after.report(1)
  expect(paths()).toHaveLength(1)
})

it('has nothing to report before the first service', async () => {
  await expect(kiosk().after.report(1)).rejects.toThrow()
})

it('asks to press again while what went on under a lease is still on its way', async () => {
  const { put, after } = kiosk()
  const over = (): Problem => new Problem(409, { code: 'reservation-over' })
  await after.server.done(held('r1', { offline: true }))
  put.mockRejectedValueOnce(over())
  await expect(after.report(1)).rejects.toBeInstanceOf(Unreachable)
  await after.report(1)
  await after.server.done(held('r2'))
  put.mockRejectedValueOnce(over())
  await expect(after.report(1)).rejects.not.toBeInstanceOf(Unreachable)
})
