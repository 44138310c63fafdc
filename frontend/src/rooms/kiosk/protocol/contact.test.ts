import { describe, expect, it } from 'vitest'
import { Contact } from './contact'
import { Crash, Fate, World } from './fakes'
import { Kiosk } from './machine'
import { Refused, Unreachable } from './ports'

const CODE = 'ABCDEFGHJK2M'

describe('contact', () => {
  it.each([
    [0, 0, true],
    [15, 15, true],
    [15.001, 15, false],
    [15, 15.001, false],
    [-0.001, 1, false],
  ])('%s s by the hall clock and %s s by the steady one: %s', (day, steady, allowed) => {
    let [now, elapsed] = [1_000_000, 500]
    const contact = new Contact({ now: () => new Date(now), elapsed: () => elapsed })
    expect(contact.allowsFeed()).toBe(false)
    contact.answered(contact.read())
    now += day * 1000
    elapsed += steady * 1000
    expect(contact.allowsFeed()).toBe(allowed)
  })
})

/** A kiosk whose printer is silent for so many calls, and whose starts are counted. */
function silentPrinter(world: World, calls: number, start: (count: number) => void): Kiosk {
  const ports = world.ports()
  let asked = 0
  let starts = 0
  return new Kiosk({
    ...ports,
    printer: {
      ...ports.printer,
      feed: async (feed, kind) => {
        asked += 1
        if (asked <= calls) throw new Unreachable('printer')
        return await ports.printer.feed(feed, kind)
      },
    },
    server: {
      ...ports.server,
      start: async (held) => {
        starts += 1
        start(starts)
        return await ports.server.start(held)
      },
    },
  })
}

describe('a sheet that comes late', () => {
  it('is asked for again only after the server has said that the service stands', async () => {
    const world = new World()
    let starts = 0
    const machine = silentPrinter(world, 6, (count) => (starts = count))
    await machine.wake()
    await machine.submit(CODE)
    expect(starts).toBe(2)
    expect(world.tray).toHaveLength(3)
  })

  it('does not come at all when a clerk has settled the service meanwhile', async () => {
    const world = new World()
    const machine = silentPrinter(world, 6, (count) => {
      if (count > 1) throw new Refused('reservation-over')
    })
    await machine.wake()
    await machine.submit(CODE)
    expect(world.tray).toHaveLength(0)
    expect(machine.view).toMatchObject({ at: 'stopped', reason: 'refused' })
  })

  it('is not fed by a page that was opened anew before it has asked', async () => {
    const world = new World()
    world.fate.plan(10, 'before')
    const first = new Kiosk(world.ports())
    await first.wake()
    await expect(first.submit(CODE)).rejects.toThrow(Crash)
    expect(world.disk.map((entry) => entry.step).slice(-1)).toEqual(['feeding'])
    world.fate = new Fate()
    world.refuse.start = 'reservation-over'
    const second = new Kiosk(world.ports())
    await second.wake()
    expect(world.tray).toHaveLength(0)
  })
})
