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
  const done = async (): Promise<unknown> => undefined
  const server = {
    start: vi.fn(async (same: Reservation) => same),
    part: vi.fn(done),
    done: vi.fn(done),
    stop: vi.fn(done),
  }
  const after = aftercare({ put } as unknown as Client)
  return {
    put,
    server,
    after: { ...after, server: after.around(server as unknown as Server) },
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

it('knows whose paper lies in the tray from the moment it may come out', async () => {
  const { after } = kiosk()
  await after.server.done(held('r1'))
  await after.server.start(held('r2'))
  expect(after.served()?.id).toBe('r2')
})

it('knows it of a service that this page only ends: its person is sent away', async () => {
  const { server, after } = kiosk()
  await after.server.done(held('r1'))
  server.part.mockRejectedValueOnce(new Unreachable('server'))
  await expect(after.server.part(held('r2'))).rejects.toThrow()
  expect(after.served()?.id).toBe('r2')
})

it('takes nobody for served whose service never began', async () => {
  const { server, after } = kiosk()
  await after.server.done(held('r1'))
  server.start.mockRejectedValueOnce(new Problem(409, { code: 'reservation-over' }))
  await expect(after.server.start(held('r2'))).rejects.toThrow()
  await after.server.stop(held('r2'), 'cancelled', null)
  expect(after.served()?.id).toBe('r1')
})

it('remembers a service that was stopped before this page was opened and goes on in it', async () => {
  const { after } = kiosk()
  await after.server.stop(held('r1'), 'cancelled', null)
  expect(after.served()?.id).toBe('r1')
})

it('keeps the one id of a report over the steps of its service', async () => {
  const { after, paths } = kiosk()
  await after.server.start(held('r1'))
  await after.report(1)
  await after.server.done(held('r1', { offline: true }))
  await after.report(1)
  expect(new Set(paths()).size).toBe(1)
})
