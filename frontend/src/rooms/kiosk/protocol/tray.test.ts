import { beforeEach, expect, it } from 'vitest'
import { Refused, Unreachable } from './ports'
import { Tray, type Retraction, type TrayPorts } from './tray'

const HELD = { id: 'r1', pickup_id: 'p1', fencing: 3 }

class Corner implements TrayPorts {
  time = 0
  lying = 2
  retracts = true
  door: 'closed' | 'open' = 'closed'
  held: typeof HELD | null = HELD
  fails: 'look' | 'retract' | 'tell' | 'refuse' | null = null
  pending: Retraction | null = null
  readonly bins = new Map<string, number>()
  readonly told = new Map<string, number>()
  calls = 0
  now = () => this.time
  fresh = () => `x${(this.calls += 1)}`
  served = () => this.held
  kept = () => this.pending
  keep = (retraction: Retraction | null) => void (this.pending = retraction)
  async look() {
    if (this.fails === 'look') throw new Unreachable('printer')
    return {
      tray: this.lying > 0 ? ('occupied' as const) : ('clear' as const),
      retracts: this.retracts,
      door: this.door,
    }
  }
  async retract(id: string) {
    const count = this.bins.get(id) ?? this.lying
    this.bins.set(id, count)
    this.lying = 0
    if (this.fails === 'retract') throw new Unreachable('printer')
    return count
  }
  async tell({ id }: Retraction, count: number) {
    if (this.fails === 'refuse') throw new Refused('report-exists-differently')
    this.told.set(id, count)
    if (this.fails === 'tell') throw new Unreachable('server')
  }
}
let corner: Corner
let tray: Tray
const at = async (seconds: number): Promise<string> => {
  corner.time = seconds * 1000
  return await tray.turn(false)
}
beforeEach(() => {
  corner = new Corner()
  tray = new Tray(corner)
})

it('is said twice, then taken back, counted and told once', async () => {
  expect([await at(0), await at(19), await at(20), await at(40)]).toEqual([
    'waiting',
    'waiting',
    'reminded',
    'urged',
  ])
  expect(await at(60)).toBe('clear')
  expect([...corner.told.values()]).toEqual([2])
  expect([await at(62), corner.told.size, corner.pending]).toEqual(['clear', 1, null])
})

it('ends when a hand takes it, and the next paper has its own time', async () => {
  await at(0)
  expect(await at(45)).toBe('urged')
  corner.lying = 0
  expect(await at(46)).toBe('clear')
  corner.lying = 1
  expect([await at(61), await at(80)]).toEqual(['waiting', 'waiting'])
})

it('lets sheets lie there while more are coming', async () => {
  await at(0)
  corner.time = 59_000
  expect(await tray.turn(true)).toBe('clear')
  expect(await at(60)).toBe('waiting')
})

it.each<[string, (one: Corner) => void]>([
  ['cannot take paper back', (one) => (one.retracts = false)],
  ['does not know whose it is', (one) => (one.held = null)],
])('a machine that %s leaves it to a clerk', async (_, change) => {
  change(corner)
  await at(0)
  expect([await at(60), await at(600)]).toEqual(['left', 'left'])
  expect(corner.bins.size).toBe(0)
  corner.lying = 0
  expect(await at(601)).toBe('clear')
})

it.each([
  ['retract', 'waiting'],
  ['tell', 'clear'],
] as const)('goes on after a lost answer to %s', async (what, state) => {
  await at(0)
  corner.fails = what
  expect(await at(60)).toBe(state)
  // The page died here: another one begins with what was kept.
  tray = new Tray(corner)
  expect(tray.state).toBe('waiting')
  corner.fails = null
  expect(await at(62)).toBe('clear')
  expect([[...corner.bins.values()], [...corner.told.values()]]).toEqual([[2], [2]])
})

it('serves on while the house is not told, and takes no more back until it is', async () => {
  await at(0)
  corner.fails = 'tell'
  expect([await at(60), await at(62)]).toEqual(['clear', 'clear'])
  corner.lying = 1
  expect([await at(70), await at(95), await at(131)]).toEqual(['waiting', 'reminded', 'left'])
  expect([...corner.bins.values()]).toEqual([2])
  corner.fails = null
  expect([await at(160), corner.pending]).toEqual(['clear', null])
  expect([...corner.told.values()]).toEqual([2, 1])
})

it('draws nothing in a second time after a restart without a line', async () => {
  await at(0)
  corner.fails = 'tell'
  await at(60)
  corner.lying = 3
  tray = new Tray(corner)
  expect([await at(61), corner.lying]).toEqual(['waiting', 3])
})

it('calls a clerk when the house does not take the count, until the door was opened', async () => {
  await at(0)
  corner.fails = 'refuse'
  expect([await at(60), await at(90)]).toEqual(['left', 'left'])
  tray = new Tray(corner)
  expect(await at(92)).toBe('left')
  corner.door = 'open'
  expect(await at(95)).toBe('clear')
})

it('changes nothing while the printer does not answer', async () => {
  await at(0)
  await at(25)
  corner.fails = 'look'
  expect(await at(70)).toBe('reminded')
})
