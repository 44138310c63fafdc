/** What time does to leases: codes that roll, leases that end, clocks that stand behind. */
import { describe, expect, it } from 'vitest'
import { Crash, Fate } from './fakes'
import { codeOf, stepsOf, Town } from './offline-fakes'
import type { OfflineKiosk } from './offline'
import { Unreachable } from './ports'

let town: Town
let kiosk: OfflineKiosk

/** A kiosk that has its leases, and whose line is then cut. */
async function cutOff(change: (town: Town) => void = () => undefined): Promise<void> {
  town = new Town()
  change(town)
  kiosk = await town.boot()
  await kiosk.core.wake()
  await kiosk.turn()
  town.cut = true
  await kiosk.turn()
  await kiosk.turn()
}
const numbers = (): number[] => town.world.tray.map((one) => one.number)

describe('time', () => {
  it.each([
    [-45_000, 'done'],
    [-29_000, 'done'],
    [29_000, 'done'],
    [-61_000, 'refused'],
    [61_000, 'refused'],
  ])('a phone that is %i ms off is %s', async (off, at) => {
    await cutOff((town) => town.lease())
    // The middle of a step: the neighbours reach 45 s to either side.
    town.world.time = Math.floor(town.world.time / 30_000) * 30_000 + 15_000
    const wanted = town.world.time + off
    await kiosk.core.submit(await codeOf({ at: wanted }))
    expect(kiosk.core.view.at).toBe(at)
  })

  it('begins nothing in the last five minutes of its leases', async () => {
    await cutOff((town) => town.lease())
    town.world.time = town.until - 300_000 - 5000
    expect(kiosk.ready).toBe(true)
    town.world.time += 5000
    expect(kiosk.ready).toBe(false)
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ refusal: { code: 'kiosk-offline-not-held' } })
  })

  it('feeds no sheet after the end of the lease, and stops with what is in the hand', async () => {
    await cutOff((town) => town.lease())
    town.world.time = town.until - 301_000
    kiosk.core.subscribe((view) => {
      if (view.at === 'printing' && view.confirming) town.world.time = town.until - 59_000
    })
    await kiosk.core.submit(await town.code())
    expect(numbers()).toEqual([501])
    expect(kiosk.core.view).toMatchObject({ at: 'stopped', reason: 'cancelled' })
  })

  /** One sheet is announced, its feed gets no answer, and meanwhile the lease ends. */
  async function announced(what: 'lost' | 'late', then: 'lives' | 'rebooted'): Promise<void> {
    await cutOff((town) => town.lease())
    const { fate } = town.world
    town.world.time = town.until - 301_000
    const around = fate.around.bind(fate)
    // So that a page opened anew finds a young journal.
    kiosk.core.subscribe(({ at }) => {
      if (at === 'printing') town.world.time = Math.max(town.world.time, town.until - 65_000)
    })
    fate.around = async (who, effect) => {
      if (who !== 'printer' || !stepsOf(town.written).includes('feeding'))
        return await around(who, effect)
      if (what === 'late') effect()
      town.world.time = town.until - 59_000
      fate.around = then === 'lives' ? around : () => Promise.reject(new Crash())
      throw new Unreachable('printer')
    }
    const served = kiosk.core.submit(await town.code())
    if (then === 'lives') return await served
    await expect(served).rejects.toThrow(Crash)
    town.world.fate = new Fate()
    kiosk = await town.boot()
    await kiosk.core.wake()
  }

  it.each(['lives', 'rebooted'] as const)(
    'feeds no announced sheet after the end of the lease, by a page that %s',
    async (then) => {
      await announced('lost', then)
      expect(numbers()).toEqual([])
      expect(kiosk.core.view).toMatchObject({ at: 'stopped', reason: 'cancelled' })
      expect(stepsOf(town.written)).toContain('unfed')
    },
  )

  it.each(['lives', 'rebooted'] as const)(
    'confirms an announced sheet that came out before the end, by a page that %s',
    async (then) => {
      await announced('late', then)
      expect(numbers()).toEqual([501])
      expect(kiosk.core.view).toMatchObject({ at: 'stopped', serials: [{ number: 501 }] })
    },
  )

  it('is renewed by every answered exchange', async () => {
    await cutOff((town) => town.lease())
    town.cut = false
    town.until += 3_600_000
    await kiosk.turn()
    expect(kiosk.keeper.book.until).toBe(new Date(town.until).toISOString())
    expect(town.book?.until).toBe(new Date(town.until).toISOString())
  })

  it('serves nothing without a line while its clock stands behind its journal', async () => {
    await cutOff((town) => town.lease().lease({ pickup_id: 'ffeeddccbbaa9988', fencing: 6 }))
    await kiosk.core.submit(await town.code())
    town.clockBack = 7_200_000
    kiosk = await town.boot()
    await kiosk.core.wake()
    expect([kiosk.leases.behind, kiosk.ready]).toEqual([true, false])
    const code = await codeOf({ at: town.world.time - 7_200_000, pickup: 'ffeeddccbbaa9988' })
    await kiosk.core.submit(code)
    await kiosk.core.submit(code)
    expect(kiosk.core.view).toMatchObject({ refusal: { code: 'kiosk-out-of-service' } })
    expect(numbers()).toHaveLength(3)
    const times = town.written.map(({ text }) => (JSON.parse(text) as { at: string }).at)
    expect(times).toEqual([...times].sort())
    town.clockBack = 0
    expect(kiosk.ready).toBe(true)
  })
})
