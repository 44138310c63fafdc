/** Around the core: the loop beside the service, one window alone, and the look at itself. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Connection } from '../protocol/connection'
import { Town } from '../protocol/offline-fakes'
import { isDue, isEarly, lastCheck, selfCheck } from './check'
import { openDisk } from './disk'
import { openDoor } from './door'
import { ONLINE } from './line'
import { lineOf, turning } from './offline'
import { nextWindow, onlyWindow } from './window'

afterEach(() => vi.useRealTimers())

describe('two windows at one kiosk', () => {
  /** Locks as a browser keeps them: held until what was given back is settled, or the window closes. */
  function locks() {
    const queue: ((lock: Lock | null) => unknown)[] = []
    let held = false
    const grant = (hold: (lock: Lock | null) => unknown): void => {
      held = true
      void hold({ name: 'door', mode: 'exclusive' })
    }
    const request = async (
      _: string,
      ...more: [LockOptions, (lock: Lock | null) => unknown] | [(lock: Lock | null) => unknown]
    ): Promise<void> => {
      const hold = more[more.length - 1] as (lock: Lock | null) => unknown
      if (!held) return grant(hold)
      if (more.length > 1) return void hold(null)
      queue.push(hold)
    }
    return {
      request: request as unknown as LockManager['request'],
      /** The window that holds the lock is closed. */
      close(): void {
        held = false
        const next = queue.shift()
        if (next) grant(next)
      },
    }
  }

  it('only the first serves', async () => {
    const shared = locks()
    expect(await onlyWindow(shared)).toBe(true)
    expect(await onlyWindow(shared)).toBe(false)
    expect(await onlyWindow(shared)).toBe(false)
    expect(await onlyWindow(locks())).toBe(true)
  })

  it('the second is the next once the first is closed, and a third waits on', async () => {
    const shared = locks()
    await onlyWindow(shared)
    const turns: string[] = []
    for (const name of ['second', 'third'])
      void nextWindow(shared).then(() => void turns.push(name))
    await Promise.resolve()
    expect(turns).toEqual([])
    shared.close()
    await Promise.resolve()
    expect(turns).toEqual(['second'])
  })

  it('the second is opened anew when its turn has come', async () => {
    const shared = locks()
    vi.stubGlobal('navigator', { locks: shared, storage: {} })
    const reload = vi.spyOn(location, 'reload').mockReturnValue()
    await onlyWindow(shared)
    const { standing } = await openDoor()
    await vi.waitFor(() => expect(standing.value.at).toBe('second'))
    expect(reload).not.toHaveBeenCalled()
    shared.close()
    await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1))
    vi.unstubAllGlobals()
  })
})

describe('turning', () => {
  const turns = (turn: () => Promise<boolean>) => {
    const tell = { line: vi.fn(), broken: vi.fn() }
    return { tell, ...turning({ turn, connection: new Connection() }, tell) }
  }

  it('takes a turn every five seconds, one at a time, until it is ended', async () => {
    vi.useFakeTimers()
    const turn = vi.fn(async () => true)
    const { now, end, tell } = turns(turn)
    await Promise.all([now(), now()])
    expect(turn).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(10_000)
    expect([turn.mock.calls.length, tell.line.mock.calls.length]).toEqual([3, 3])
    end()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(turn).toHaveBeenCalledTimes(3)
  })

  it('ends where the disk cannot be written', async () => {
    vi.useFakeTimers()
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const turn = vi.fn(() => Promise.reject(new Error('full')))
    const { now, tell } = turns(turn)
    await now()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([turn.mock.calls.length, tell.broken.mock.calls.length]).toEqual([1, 1])
  })
})

describe('the line', () => {
  it('is away after two silent turns, with what can still be served', async () => {
    const town = new Town().lease()
    const kiosk = await town.boot()
    await kiosk.turn()
    expect(lineOf(kiosk)).toEqual({ ...ONLINE, ready: true, judges: true, orders: 1 })
    town.cut = true
    await kiosk.turn()
    await kiosk.turn()
    expect(lineOf(kiosk)).toMatchObject({ away: true, ready: true })
  })

  it('owes the house what was done without it, until the house has read it', async () => {
    const town = new Town().lease()
    const kiosk = await town.boot()
    await kiosk.core.wake()
    await kiosk.turn()
    town.cut = true
    await kiosk.turn()
    await kiosk.turn()
    town.world.jamAt = 2
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ at: 'stopped', reported: true })
    expect(lineOf(kiosk)).toMatchObject({ away: true, owing: true })
    town.cut = false
    await kiosk.turn()
    expect(lineOf(kiosk)).toMatchObject({ away: false, owing: false })
  })

  it('names what the house does not take', async () => {
    const town = new Town().lease()
    const kiosk = await town.boot()
    await kiosk.turn()
    await kiosk.core.wake()
    town.cut = true
    await kiosk.turn()
    await kiosk.turn()
    await kiosk.core.submit(await town.code())
    town.cut = false
    town.refuseJournal = 'journal-gap'
    await kiosk.turn()
    expect(lineOf(kiosk)).toMatchObject({ ready: false, conflict: 'journal-gap' })
  })
})

describe('self-check', () => {
  const at = new Date('2026-01-01T00:00:00Z')
  const look = async () => ({
    paper: 'ok' as const,
    ...{
      door: 'closed' as const,
      jam: false,
      tray: 'clear' as const,
      retracts: true,
      cassettes: [],
    },
  })

  it('passes a machine that could serve alone, and keeps the result', async () => {
    const town = new Town().lease()
    const machine = await town.boot()
    await machine.turn()
    const disk = await openDisk('check-a')
    const now = new Date(town.world.time)
    const checked = await selfCheck({ machine, disk, printer: { look }, now })
    expect(checked).toEqual({ at: now.toISOString(), failed: [], orders: 1 })
    expect(await lastCheck(await openDisk('check-a'))).toEqual(checked)
  })

  it('names all that failed', async () => {
    const town = new Town()
    const machine = await town.boot()
    const disk = { ...(await openDisk('check-b')), probe: () => Promise.reject(new Error('full')) }
    const silent = { look: () => Promise.reject(new Error('silent')) }
    const checked = await selfCheck({ machine, disk, printer: silent, now: at })
    expect(checked.failed).toEqual(['keys', 'leases', 'printer', 'disk'])
    expect(await lastCheck(disk)).toBeNull()
  })

  it('is early until it may serve alone, but not for ever', async () => {
    const town = new Town()
    const machine = await town.boot()
    const [soon, late] = [59, 61].map((seconds) => new Date(at.getTime() + seconds * 1_000))
    expect([isEarly(machine, at, soon!), isEarly(machine, at, late!)]).toEqual([true, false])
    expect(isEarly({ capable: false, keeper: machine.keeper }, at, soon!)).toBe(false)
    await machine.turn()
    expect(isEarly(machine, at, soon!)).toBe(false)
  })

  it('is due once a day, from five in the morning in the city', () => {
    const last = { at: '2026-01-01T20:00:00Z', failed: [], orders: 0 } // four in the morning
    expect(isDue(null, at)).toBe(true)
    expect(isDue(last, new Date('2026-01-01T20:59:59Z'))).toBe(false)
    expect(isDue(last, new Date('2026-01-01T21:00:00Z'))).toBe(true)
    const failed = { ...last, failed: ['keys' as const] }
    expect(isDue(failed, new Date('2026-01-01T20:00:09Z'))).toBe(false)
    expect(isDue(failed, new Date('2026-01-01T20:00:10Z'))).toBe(true)
  })
})
