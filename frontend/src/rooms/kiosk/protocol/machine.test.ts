import { describe, expect, it } from 'vitest'
import { Fate, firstCallOf, World } from './fakes'
import { Kiosk } from './machine'
import type { View } from './views'

const CODE = 'abcd efgh jk2m'

async function kiosk(world: World): Promise<{ machine: Kiosk; seen: View[] }> {
  const machine = new Kiosk(world.ports())
  const seen: View[] = []
  machine.subscribe((view) => seen.push(view))
  await machine.wake()
  return { machine, seen }
}

describe('one person, nothing fails', () => {
  it('hands over every sheet, confirms each before the next, and forgets the code', async () => {
    const world = new World()
    const { machine, seen } = await kiosk(world)
    await machine.submit(CODE)
    expect(world.tray.map((one) => one.number)).toEqual([501, 502, 503])
    expect([...world.confirmed.values()]).toEqual(world.tray)
    expect(world.state).toBe('dispensed')
    expect(machine.view).toEqual({ at: 'done', kind: 'P_ORD', serials: world.tray })
    expect(world.kept).toBeNull()
    expect(JSON.stringify(world.disk)).not.toContain('ABCDEFGHJK2M')
    const order = seen.map((view) => view.at).filter((at, place, all) => at !== all[place - 1])
    expect(order).toEqual(['waking', 'idle', 'reserving', 'starting', 'printing', 'done'])
  })

  it('shows which sheet is under way with the serial it will carry', async () => {
    const world = new World()
    const { machine, seen } = await kiosk(world)
    await machine.submit(CODE)
    const second = seen.filter((view) => view.at === 'printing' && view.sheet === 2)
    expect(second[0]).toMatchObject({ count: 3, serial: { number: 502 }, confirming: false })
    expect(second.slice(-1)[0]).toMatchObject({ serial: { number: 502 }, confirming: true })
  })

  it('returns to idle only when told, and serves the next person with fresh ids', async () => {
    const world = new World()
    const { machine } = await kiosk(world)
    await machine.submit(CODE)
    await machine.submit(CODE)
    expect(world.requests).toHaveLength(1)
    machine.home()
    expect(machine.view).toEqual({ at: 'idle' })
    world.held = null
    world.state = 'issued'
    world.confirmed.clear()
    await machine.submit(CODE)
    expect(new Set(world.requests.map((one) => one.reservation)).size).toBe(2)
    expect(world.tray).toHaveLength(6)
  })
})

describe('codes', () => {
  it('refuses what cannot be a code without asking the server', async () => {
    const world = new World()
    const { machine } = await kiosk(world)
    await machine.submit('https://example.cn/pay')
    expect(machine.view).toMatchObject({ at: 'refused', refusal: { code: 'code-malformed' } })
    expect(world.requests).toHaveLength(0)
  })

  it('says at the last wrong answer that it is locked, with nothing left to type', async () => {
    const world = new World()
    world.needsCheck = '004321'
    world.triesLeft = 2
    const { machine } = await kiosk(world)
    await machine.submit(CODE)
    await machine.check('111111')
    expect(machine.view).toMatchObject({ at: 'checking', refusal: { params: { tries_left: 1 } } })
    await machine.check('111111')
    expect(machine.view).toMatchObject({ at: 'refused', refusal: { code: 'collector-locked' } })
  })

  it('asks for the phone digits when the server wants them, again when wrong', async () => {
    const world = new World()
    world.needsCheck = '004321'
    const { machine } = await kiosk(world)
    await machine.submit(CODE)
    expect(machine.view).toEqual({ at: 'checking', refusal: null })
    await machine.check('111111')
    expect(machine.view).toMatchObject({ at: 'checking', refusal: { params: { tries_left: 4 } } })
    await machine.check('004321')
    expect(machine.view.at).toBe('done')
    expect(world.kept).toBeNull()
    expect(JSON.stringify(world.disk)).not.toContain('004321')
  })

  it('shows a refusal with its parameters and keeps nothing', async () => {
    const world = new World()
    world.refuse.reserve = 'pickup-dispensed'
    const { machine } = await kiosk(world)
    await machine.submit(CODE)
    expect(machine.view).toMatchObject({ at: 'refused', refusal: { code: 'pickup-dispensed' } })
    expect(world.kept).toBeNull()
    expect(world.tray).toHaveLength(0)
  })
})

describe('the machine fails', () => {
  it('reports a jam with the spoiled serial and what is in the hand', async () => {
    const world = new World()
    world.jamAt = 2
    const { machine } = await kiosk(world)
    await machine.submit(CODE)
    expect(world.stopped).toEqual({ reason: 'jam', spoiled: { code: '1300', number: 502 } })
    expect(machine.view).toMatchObject({ at: 'stopped', reason: 'jam', count: 3, reported: true })
    expect(machine.view).toMatchObject({ serials: [{ number: 501 }] })
  })

  it('stops without a spoiled sheet when the paper is out', async () => {
    const world = new World()
    world.paper = 1
    const { machine } = await kiosk(world)
    await machine.submit(CODE)
    expect(world.stopped).toEqual({ reason: 'paper-out', spoiled: null })
    expect(world.tray).toHaveLength(1)
    expect(machine.view).toMatchObject({ at: 'stopped', reason: 'paper-out' })
  })

  it('tells what earlier services gave of the same order', async () => {
    const world = new World()
    world.paper = 0
    world.before = 3
    const { machine } = await kiosk(world)
    await machine.submit(CODE)
    expect(machine.view).toMatchObject({ at: 'stopped', serials: [], before: 3 })
  })

  it('keeps reporting a jam until the server has heard it', async () => {
    const world = new World()
    world.jamAt = 1
    const announced = await firstCallOf('stopping', 1)
    world.fate.plan(announced + 1, 'lost').plan(announced + 2, 'late')
    const { machine, seen } = await kiosk(world)
    await machine.submit(CODE)
    const waiting = seen.filter((view) => view.at === 'stopped' && view.trouble !== null)
    expect(waiting.length).toBeGreaterThan(0)
    expect(machine.view).toMatchObject({ at: 'stopped', reported: true, trouble: null })
  })

  it('prints nothing more when the server refuses a sheet, and invents no reason', async () => {
    const world = new World()
    world.refuse.confirm = 'reservation-fenced'
    const { machine } = await kiosk(world)
    await machine.submit(CODE)
    expect(world.tray).toHaveLength(1)
    expect(world.stopped).toBeNull()
    expect(machine.view).toMatchObject({
      at: 'stopped',
      reason: 'refused',
      code: 'reservation-fenced',
    })
  })

  it('is done for the person when only the closing call is refused', async () => {
    const world = new World()
    world.refuse.done = 'reservation-fenced'
    const { machine } = await kiosk(world)
    await machine.submit(CODE)
    expect(machine.view).toMatchObject({ at: 'done', serials: [{}, {}, {}] })
  })

  /** Died after announcing the second feed; `fed` says whether the sheet left before that. */
  async function diedAtSecond(world: World, fed: boolean): Promise<void> {
    const announced = (await firstCallOf('fed')) + 3
    world.fate.plan(announced + (fed ? 1 : 0), 'after')
    const machine = new Kiosk(world.ports())
    await machine.wake()
    await machine.submit(CODE).catch(() => undefined)
    expect(world.disk.slice(-1)[0]).toMatchObject({ step: 'feeding', sheet: 2 })
    expect(world.tray).toHaveLength(fed ? 2 : 1)
    world.fate = new Fate()
    world.time += 3_600_000
  }
  const split = [
    { code: '1300', first: 501, last: 502 },
    { code: '1301', first: 7, last: 7 },
  ]

  it.each([
    ['a third serial', '1300', 900],
    ['another code at the same number', '1999', 502],
    ['another code one further', '1999', 503],
    ['the first sheet of a swapped bundle', '1999', 1],
  ])('leaves a doubtful sheet to a clerk when the cassette shows %s', async (_, code, number) => {
    const world = new World()
    await diedAtSecond(world, false)
    world.code = code
    world.next = number
    const back = new Kiosk(world.ports())
    await back.wake()
    expect(back.view).toMatchObject({ at: 'stopped', reason: 'in-doubt' })
    expect(world.stopped).toBeNull()
    expect(world.tray).toHaveLength(1)
  })

  it('takes the head of the next bound bundle for a sheet that left', async () => {
    const world = new World()
    world.segments = split
    await diedAtSecond(world, true)
    world.code = '1301'
    world.next = 7
    const back = new Kiosk(world.ports())
    await back.wake()
    expect(world.confirmed.get(2)).toEqual({ code: '1300', number: 502 })
    expect(world.tray).toHaveLength(2)
    expect(back.view).toMatchObject({ at: 'stopped', reason: 'cancelled', reported: true })
  })

  it('goes out of service when the disk cannot be written', async () => {
    const world = new World()
    const ports = world.ports()
    const machine = new Kiosk({
      ...ports,
      journal: { ...ports.journal, append: () => Promise.reject(new Error('disk full')) },
    })
    await machine.wake()
    await expect(machine.submit(CODE)).rejects.toThrow('disk full')
    expect(machine.view.at).toBe('broken')
    expect(world.requests).toHaveLength(0)
  })
})

describe('ending early', () => {
  it('ends between two sheets: the one in the tray is confirmed, no other is fed', async () => {
    const world = new World()
    const { machine } = await kiosk(world)
    machine.subscribe((view) => {
      if (view.at === 'printing' && view.sheet === 1 && view.confirming) machine.cancel()
    })
    await machine.submit(CODE)
    expect(world.tray).toHaveLength(1)
    expect(world.confirmed.size).toBe(1)
    expect(world.stopped).toEqual({ reason: 'cancelled', spoiled: null })
  })

  it('gives up a reservation that never got an answer', async () => {
    const world = new World()
    world.fate.plan(3, 'lost').plan(4, 'lost').plan(5, 'lost')
    const { machine } = await kiosk(world)
    machine.subscribe((view) => {
      if (view.at === 'reserving' && view.trouble?.attempts === 2) machine.cancel()
    })
    await machine.submit(CODE)
    expect(machine.view).toEqual({ at: 'idle' })
    expect(world.tray).toHaveLength(0)
    expect(world.kept).toBeNull()
  })
})
