/** When a sheet may move, and when it can be said where it lies. */
import { describe, expect, it } from 'vitest'
import { World } from './fakes'
import { Feeding } from './feeding'
import { Unreachable, type Reservation } from './ports'

const held = (change: Partial<Reservation> = {}): Reservation => ({
  id: 'r1',
  pickup_id: '0011223344556677',
  kind: 'P_ORD',
  count: 1,
  fencing: 7,
  until: '2026-11-23T07:02:00.000Z',
  segments: [{ code: '1300', first: 501, last: 501 }],
  confirmed: 0,
  ...change,
})

describe('where a sheet lies', () => {
  /** A bridge that lost its answer and moves the sheet so many seconds after the call. */
  function slow(seconds: number) {
    const world = new World()
    const ports = world.ports()
    let calledAt = Number.POSITIVE_INFINITY
    const printer = {
      feed: async () => {
        calledAt = world.time
        throw new Unreachable('printer')
      },
      head: async () => ({
        code: '1300',
        number: world.time - calledAt >= seconds * 1000 ? 502 : 501,
      }),
    }
    return { world, feeding: new Feeding({ ...ports, printer }) }
  }
  const fed = (feeding: Feeding): Promise<unknown> =>
    feeding.feed(held({ offline: true }), 'f1').catch((error: unknown) => error)

  it('is not said while the last call may still move it', async () => {
    const { world, feeding } = slow(29)
    expect(await fed(feeding)).toBeInstanceOf(Unreachable)
    world.time += 5000
    await expect(feeding.lies(held(), 1, 'f1')).resolves.toBe('out')
    expect(world.waits).toEqual([25_000])
  })

  it('is said at once when that time is over', async () => {
    const { world, feeding } = slow(60)
    await fed(feeding)
    world.time += 30_000
    await expect(feeding.lies(held(), 1, 'f1')).resolves.toBe('inside')
    expect(world.waits).toEqual([])
  })

  it('is waited for in full by a page just opened', async () => {
    const { world, feeding } = slow(0)
    await feeding.lies(held(), 1, 'f1')
    expect(world.waits).toEqual([30_000])
  })

  it.each([-7_200_000, 7_200_000])('is waited for in full over a clock put right', async (step) => {
    const { world, feeding } = slow(29)
    await fed(feeding)
    world.clockStep = step
    await expect(feeding.lies(held(), 1, 'f1')).resolves.toBe('out')
    expect(world.waits).toEqual([30_000])
  })
})

describe('under a lease that ended just before the call', () => {
  it('no sheet moves; one that is out is only asked for its number', async () => {
    const world = new World()
    const feeding = new Feeding(world.ports())
    const leased = held({ offline: true })
    world.time = Date.parse(leased.until)
    await expect(feeding.feed(leased, 'f1')).resolves.toBeNull()
    expect(world.tray).toHaveLength(0)
    world.time -= 1
    await feeding.feed(leased, 'f1')
    world.time += 60_000
    await expect(feeding.feed(leased, 'f1')).resolves.toBeNull()
    await expect(feeding.lies(leased, 1, 'f1')).resolves.toBe('out')
    await expect(feeding.feed(leased, 'f1')).resolves.toMatchObject({ exit: 'out' })
    expect(world.tray).toHaveLength(1)
  })
})
