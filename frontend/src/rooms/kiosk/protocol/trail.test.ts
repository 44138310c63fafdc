/** The signed journal and how it reaches the house, without a kiosk around it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { utf8 } from '../../../net/bytes'
import { signer, sums, Town } from './offline-fakes'
import type { Disk, House, Line } from './offline-ports'
import { Refused, Unreachable, type Entry } from './ports'
import { Trail } from './trail'
import { Uploader } from './uploader'

let lines: Line[]
let dropped: number[]
const disk = {
  lines: async () => lines,
  add: async (line: Line) => void (lines = [...lines, line]),
  drop: async (key: string, through: number) => {
    dropped.push(through)
    lines = lines.filter((one) => one.key !== key || one.n > through)
  },
} as unknown as Disk
const open = (kiosk = 'K1'): Promise<Trail> => Trail.open({ disk, signer, sums, kiosk })
const asked = (at: string, reservation: string): Entry => ({ at, step: 'asked', reservation })
const closed = (at: string): Entry => ({ at, step: 'closed', outcome: 'done', code: null })
const read = (line: Line | undefined): Record<string, unknown> =>
  JSON.parse(line?.text ?? '{}') as Record<string, unknown>

beforeEach(() => {
  lines = []
  dropped = []
})

describe('trail', () => {
  it('numbers lines, names the one before, and never lets time go back', async () => {
    const trail = await open()
    await trail.append(asked('2026-01-01T02:00:00Z', 'r1'))
    await trail.append(closed('2026-01-01T01:00:00Z'))
    const [first, second] = lines
    expect(read(first)).toMatchObject({ n: 1, prev: '', reservation: 'r1' })
    expect(read(second)).toMatchObject({ n: 2, reservation: 'r1', at: '2026-01-01T02:00:00Z' })
    expect(read(second)['prev']).toBe(await sums.sha256(first?.text ?? ''))
  })

  it('writes one line after the other, however fast they come', async () => {
    const trail = await open()
    await Promise.all([trail.append(asked('1', 'r1')), trail.append(closed('2'))])
    expect(lines.map((one) => one.n)).toEqual([1, 2])
  })

  it('goes on after a write that failed, without a hole', async () => {
    const trail = await open()
    const real = disk.add
    disk.add = () => Promise.reject(new Error('full'))
    await expect(trail.append(asked('1', 'r1'))).rejects.toThrow('full')
    disk.add = real
    await trail.append(asked('2', 'r2'))
    expect(lines.map((one) => one.n)).toEqual([1])
    expect(trail.serving).toBeNull()
  })

  it('begins a new chain under a new key and leaves the old lines alone', async () => {
    lines = [{ n: 7, key: 'another', text: JSON.stringify(asked('1', 'old')), signature: '' }]
    const trail = await open()
    expect(trail.pending).toEqual([])
    await trail.append(asked('2', 'new'))
    expect(trail.pending.map((one) => one.n)).toEqual([1])
    expect(read(lines[1])['prev']).toBe('')
  })

  it('has a chain for each name it was paired as, and goes on with each', async () => {
    await (await open()).append(asked('1', 'here'))
    const moved = await open('K2')
    expect([moved.pending, moved.open, moved.serving]).toEqual([[], false, null])
    await moved.append(asked('2', 'there'))
    expect(moved.pending.map((one) => one.n)).toEqual([1])
    const back = await open()
    expect(back.lastAt).toBe('2')
    expect([...back.untold]).toEqual(['here'])
    await back.append(asked('3', 'again'))
    expect(back.pending.map((one) => one.n)).toEqual([1, 2])
    expect(read(lines[2])['prev']).toBe(await sums.sha256(lines[0]?.text ?? ''))
  })

  it('forgets what the house has, but never the last job, at which the chain hangs', async () => {
    const trail = await open()
    for (const name of ['r1', 'r2']) {
      await trail.append(asked('1', name))
      await trail.append(closed('2'))
    }
    await trail.acknowledge(5)
    expect(dropped).toEqual([2])
    expect(lines.map((one) => one.n)).toEqual([3, 4])
    expect(trail.pending).toEqual([])
    await trail.append(asked('3', 'r3'))
    expect(trail.pending.map((one) => one.n)).toEqual([5])
  })

  it('forgets what was told under another key or name once nobody will ask for it', async () => {
    const there = await open('K2')
    await there.append(asked('2026-01-01T02:00:00Z', 'old'))
    await there.append(closed('2026-01-20T02:00:00Z'))
    const trail = await open()
    await trail.append(asked('2026-02-01T01:00:00Z', 'r1'))
    await trail.acknowledge(2)
    expect(lines).toHaveLength(3)
    await trail.append(closed('2026-02-19T02:00:01Z'))
    await trail.acknowledge(3)
    expect(lines.map((one) => read(one)['reservation'])).toEqual(['r1', 'r1'])
    expect(lines.every((one) => one.key.startsWith('K1/'))).toBe(true)
  })

  it('names the reservations of which the house has not heard everything', async () => {
    const trail = await open()
    await trail.append(asked('1', 'r1'))
    await trail.append(closed('2'))
    await trail.append(asked('3', 'r2'))
    expect([...trail.untold]).toEqual(['r1', 'r2'])
    await trail.acknowledge(4)
    expect([...trail.untold]).toEqual(['r2'])
  })
})

describe('uploader', () => {
  const house = (journal: House['journal']): House => ({ journal }) as unknown as House
  const filled = async (): Promise<Trail> => {
    const trail = await open()
    for (let n = 1; n <= 201; n += 1) await trail.append(asked('1', `r${n}`))
    return trail
  }

  it('sends in order, at most 200 a call, and is one run however often it is called', async () => {
    const trail = await filled()
    const sent: [number, number][] = []
    const uploader = new Uploader(
      house(async (first, _, entries) => {
        sent.push([first, entries.length])
        return { next: first + entries.length }
      }),
      trail,
    )
    await Promise.all([uploader.upload(), uploader.upload()])
    expect(sent).toEqual([
      [1, 200],
      [201, 1],
    ])
    expect(trail.pending).toEqual([])
  })

  it.each([
    ['a', 90_000, [2, 2, 1]],
    ['票', 30_000, [2, 2, 1]],
    ['"', 24_000, [2, 2, 1]],
    ['"', 60_000, [1, 1, 1, 1, 1]],
  ])('sends no more at once than the house hears: %s %d times', async (name, times, calls) => {
    const trail = await open()
    for (let n = 0; n < 5; n += 1) await trail.append(asked('1', name.repeat(times)))
    const sent: number[] = []
    const uploader = new Uploader(
      house(async (first, _, entries) => {
        sent.push(entries.length)
        const body = JSON.stringify({ jwk: signer.jwk, entries })
        if (entries.length > 1) expect(utf8(body).length).toBeLessThan(250_000)
        return { next: first + entries.length }
      }),
      trail,
    )
    await uploader.upload()
    expect(sent).toEqual(calls)
  })

  it('remembers why the house does not take it, until it does', async () => {
    const trail = await filled()
    let no: string | null = 'journal-chain-broken'
    const uploader = new Uploader(
      house(async (first, _, entries) => {
        if (no !== null) throw new Refused(no)
        return { next: first + entries.length }
      }),
      trail,
    )
    await expect(uploader.upload()).rejects.toBeInstanceOf(Refused)
    expect(uploader.conflict).toBe('journal-chain-broken')
    no = null
    await uploader.upload()
    expect(uploader.conflict).toBeNull()
  })

  it('takes silence for no conflict, and a house that stands still for one not to ask again', async () => {
    const trail = await filled()
    const silent = new Uploader(
      house(() => Promise.reject(new Unreachable('server'))),
      trail,
    )
    await expect(silent.upload()).rejects.toBeInstanceOf(Unreachable)
    expect(silent.conflict).toBeNull()
    const still = new Uploader(
      house(async (first) => ({ next: first })),
      trail,
    )
    await expect(still.upload()).rejects.toMatchObject({ code: 'journal-unmoved' })
  })
})

it('tells the house how far it has come, also when its disk was lost', async () => {
  const town = new Town().lease()
  const kiosk = await town.boot()
  await kiosk.core.wake()
  await kiosk.turn()
  expect(town.marks).toEqual([{ number: 0, digest: '' }])
  await kiosk.core.submit(await town.code())
  await kiosk.turn()
  const last = town.written[town.written.length - 1]
  expect(town.marks[1]).toEqual({
    number: last?.n,
    digest: await sums.sha256(last?.text ?? ''),
  })
  town.lines = []
  await (await town.boot()).turn()
  expect(town.marks[2]).toEqual({ number: 0, digest: '' })
})

it('says with each reservation how far its journal has come then', async () => {
  const town = new Town()
  const kiosk = await town.boot()
  await kiosk.core.wake()
  await kiosk.core.submit(await town.code())
  const [request] = town.world.requests
  const digest = await sums.sha256(town.written[0]?.text ?? '')
  expect(request?.journal).toEqual({ number: 1, digest })
})

it('is told whole by the next page, once the line is back', async () => {
  const town = new Town().lease()
  const kiosk = await town.boot()
  await kiosk.core.wake()
  await kiosk.turn()
  town.cut = true
  await kiosk.turn()
  await kiosk.turn()
  await kiosk.core.submit(await town.code())
  town.cut = false
  const again = await town.boot()
  await again.turn()
  expect(town.read).toEqual(town.written.map((one) => one.text))
})
