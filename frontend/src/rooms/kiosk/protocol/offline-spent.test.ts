import { beforeEach, describe, expect, it } from 'vitest'
import { PICKUP, Town } from './offline-fakes'
import type { OfflineKiosk } from './offline'

let town: Town
let kiosk: OfflineKiosk
const numbers = (): number[] => town.world.tray.map((one) => one.number)

describe('a lease that was used up', () => {
  beforeEach(async () => {
    town = new Town()
    kiosk = await town.boot()
    await kiosk.core.wake()
  })

  it('keeps no lease of a start that may have been heard before the page died', async () => {
    for (let after = 1; town.world.state !== 'dispensing'; after += 1) {
      town = new Town().lease()
      kiosk = await town.boot()
      await kiosk.core.wake()
      await kiosk.turn()
      town.world.fate.plan(town.world.fate.calls + after, 'after')
      await kiosk.core.submit(await town.code()).catch(() => undefined)
    }
    expect(numbers()).toEqual([])
    expect(town.book?.leases).toEqual([])
    expect(town.book?.spent).toMatchObject([{ pickup_id: PICKUP, fencing: 7 }])
  })

  it.each([
    ['under its lease', () => town.lease()],
    ['without one', () => town],
  ])('says without a line of what it served %s that it is gone', async (_, lease) => {
    lease()
    await kiosk.turn()
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view.at).toBe('done')
    kiosk.core.home()
    town.cut = true
    await kiosk.turn()
    await kiosk.turn()
    expect([kiosk.ready, kiosk.judges]).toEqual([false, true])
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ refusal: { code: 'pickup-dispensed' } })
    expect(numbers()).toEqual([501, 502, 503])
  })

  it('keeps no lease of a service that was stopped before it began', async () => {
    town.lease()
    await kiosk.turn()
    const off = kiosk.core.subscribe((view) => {
      if (view.at === 'starting') kiosk.core.cancel()
    })
    await kiosk.core.submit(await town.code())
    off()
    expect(town.world.stopped).toMatchObject({ reason: 'cancelled' })
    expect(numbers()).toEqual([])
    expect(town.book?.leases).toEqual([])
  })
})
