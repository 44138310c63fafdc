import { describe, expect, it } from 'vitest'
import { Crash, Fate, World } from './fakes'
import { Kiosk } from './machine'
import { Unreachable } from './ports'

const CODE = 'abcd efgh jk2m'

/** Serves one person, restarting after each crash until the kiosk rests. */
async function serve(world: World, pauseSeconds: number): Promise<Kiosk> {
  let current = new Kiosk(world.ports())
  try {
    await current.wake()
    await current.submit(CODE)
    return current
  } catch (error) {
    if (!(error instanceof Crash)) throw error
  }
  world.time += pauseSeconds * 1000
  world.fate = new Fate()
  current = new Kiosk(world.ports())
  await current.wake()
  return current
}

async function callsOfAWholeJob(): Promise<number> {
  const world = new World()
  await serve(world, 0)
  return world.fate.calls
}

describe('a crash at every step', async () => {
  const calls = await callsOfAWholeJob()

  it('is a test of every call there is', () => {
    expect(calls).toBe(26)
  })

  for (let call = 1; call <= calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      it(`${when} call ${call}, back at once: every sheet once`, async () => {
        const world = new World()
        world.fate.plan(call, when)
        const machine = await serve(world, 5)
        if (world.requests.length > 0 || world.disk.length > 0) {
          expect(world.tray.map((one) => one.number)).toEqual([501, 502, 503])
          expect([...world.confirmed.values()]).toEqual(world.tray)
          expect(world.state).toBe('dispensed')
        }
        expect(['done', 'idle']).toContain(machine.view.at)
      })

      it(`${when} call ${call}, back after an hour: nothing printed to an empty hall`, async () => {
        const world = new World()
        world.fate.plan(call, when)
        const before = await trayAtCrash(call, when)
        await serve(world, 3600)
        expect(world.tray).toHaveLength(before)
        expect([...world.confirmed.values()]).toEqual(world.tray)
        const known = world.disk.some((entry) => entry.step === 'held')
        if (known) expect(world.state).toBe(before === 3 ? 'dispensed' : 'remainder')
        else expect(['issued', 'reserved']).toContain(world.state)
      })
    }
  }
})

async function trayAtCrash(call: number, when: 'before' | 'after'): Promise<number> {
  const world = new World()
  world.fate.plan(call, when)
  const machine = new Kiosk(world.ports())
  await machine.wake()
  await machine.submit(CODE).catch(() => undefined)
  return world.tray.length
}

describe('a lost call or a lost answer at every step', async () => {
  const calls = await callsOfAWholeJob()
  for (let call = 1; call <= calls; call += 1) {
    for (const how of ['lost', 'late'] as const) {
      it(`${how} at call ${call}: repeated with the same ids, every sheet once`, async () => {
        const world = new World()
        world.fate.plan(call, how)
        const machine = await serve(world, 0)
        expect(machine.view.at).toBe('done')
        expect(world.tray.map((one) => one.number)).toEqual([501, 502, 503])
        expect([...world.confirmed.values()]).toEqual(world.tray)
      })
    }
  }

  it('never feeds the next sheet before the last one is confirmed', async () => {
    const world = new World()
    const ports = world.ports()
    const machine = new Kiosk({
      ...ports,
      server: {
        ...ports.server,
        confirm: async (held, sheet, serial) => {
          expect(world.tray).toHaveLength(sheet)
          if (world.waits.length < 6) return await lose()
          return await ports.server.confirm(held, sheet, serial)
        },
      },
    })
    const lose = () => Promise.reject(new Unreachable('server'))
    const troubles: number[] = []
    machine.subscribe((view) => {
      if (view.at === 'printing' && view.trouble !== null) troubles.push(view.trouble.attempts)
    })
    await machine.wake()
    await machine.submit(CODE)
    expect(Math.max(...troubles)).toBe(6)
    expect(world.waits).toEqual([500, 1000, 2000, 4000, 8000, 15000])
    expect(world.tray).toHaveLength(3)
  })
})

describe('a clock behind its own journal', () => {
  it('serves nobody from a journal of the future', async () => {
    const world = new World()
    world.fate.plan(9, 'before')
    await serve(world, -7200)
    expect(world.tray).toHaveLength(0)
  })
})
