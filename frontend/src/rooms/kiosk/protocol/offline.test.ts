import { beforeEach, describe, expect, it } from 'vitest'
import { codeOf, PICKUP, SECRET, stepsOf, Town } from './offline-fakes'
import type { OfflineKiosk } from './offline'

const DAY = 86_400_000
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

describe('nobody answers', () => {
  beforeEach(() => cutOff((town) => town.lease()))

  it('serves a code it holds, with serials from the head of its own cassette', async () => {
    expect([kiosk.connection.away, kiosk.ready]).toEqual([true, true])
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ at: 'done', kind: 'P_ORD' })
    expect(numbers()).toEqual([501, 502, 503])
    expect(town.world.requests).toHaveLength(0)
    const held = town.written.map(({ text }) => JSON.parse(text)).find((one) => one.held)?.held
    expect(held).toMatchObject({ offline: true, fencing: 5, generation: 3, count: 3 })
    expect(held.segments).toEqual([{ code: '1300', first: 501, last: 503 }])
    expect(stepsOf(town.written).join(' ')).toBe(
      'asked held starting started feeding fed confirmed feeding fed confirmed feeding fed confirmed closed',
    )
    expect(JSON.stringify(town.written)).not.toContain('TP1.')
  })

  it('serves nobody twice, and says that it was taken', async () => {
    await kiosk.core.submit(await town.code())
    kiosk.core.home()
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ refusal: { code: 'pickup-dispensed' } })
    expect(numbers()).toHaveLength(3)
    expect(kiosk.ready).toBe(false)
  })

  it('does not serve the rest of a stopped order again', async () => {
    town.world.jamAt = 2
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ at: 'stopped', reason: 'jam' })
    kiosk.core.home()
    town.world.jamAt = 0
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ refusal: { code: 'kiosk-offline-not-held' } })
    expect(numbers()).toEqual([501])
  })

  it('tells everything once the line is back, and then serves online again', async () => {
    await kiosk.core.submit(await town.code())
    kiosk.core.home()
    town.cut = false
    expect(await kiosk.turn()).toBe(true)
    expect(kiosk.connection.away).toBe(false)
    expect(town.read).toEqual(town.written.map((one) => one.text))
  })

  it('does not let the house bind before it has read the journal', async () => {
    await kiosk.core.submit(await town.code())
    kiosk.core.home()
    town.cut = false
    await kiosk.core.submit('ABCDEFGHJK2M')
    expect(town.read.length).toBeGreaterThanOrEqual(13)
    expect(town.world.requests).toHaveLength(1)
  })

  it('asks a house that does not take the journal for nothing', async () => {
    await kiosk.core.submit(await town.code())
    kiosk.core.home()
    town.cut = false
    town.refuseJournal = 'journal-gap'
    await kiosk.core.submit('ABCDEFGHJK2M')
    expect(kiosk.core.view).toMatchObject({ refusal: { code: 'kiosk-out-of-service' } })
    expect([kiosk.uploader.conflict, kiosk.ready]).toEqual(['journal-gap', false])
    expect(town.world.requests).toHaveLength(0)
    town.refuseJournal = null
    await kiosk.turn()
    expect(kiosk.uploader.conflict).toBeNull()
  })
})

describe('refusals without a line, in their order', () => {
  type Case = [string, string, () => Promise<string>, ((town: Town) => void)?]
  const other = { pickup: 'ffeeddccbbaa9988' }
  const now = new Town().world.time
  // Each row is wrong in its own way and in every later one that can be wrong at the same time.
  const cases: Case[] = [
    ['not a code', 'code-malformed', async () => 'https://example.cn/pay'],
    ['cut short', 'code-malformed', async () => (await codeOf({ at: now })).slice(0, -8)],
    ['short code', 'kiosk-offline-static', async () => 'ABCDEFGHJK2M'],
    [
      'unknown key',
      'code-key-unknown',
      () => codeOf({ at: now - DAY, kid: 9, forged: true, expires: now - 1, ...other }),
    ],
    [
      'forged',
      'code-signature-wrong',
      () => codeOf({ at: now - DAY, forged: true, expires: now - 1, ...other }),
    ],
    ['expired', 'code-expired', () => codeOf({ at: now - DAY, expires: now - 1000, ...other })],
    ['paper code', 'kiosk-offline-static', () => codeOf({ at: now, type: 2, ...other })],
    [
      'not held',
      'kiosk-offline-not-held',
      () => codeOf({ at: now - DAY, expires: now + DAY, ...other }),
    ],
    [
      'screenshot',
      'code-stale',
      () => codeOf({ at: now - 100_000 }),
      (town) => (town.world.paper = 0),
    ],
    [
      'older generation',
      'pickup-revoked',
      () => codeOf({ at: now, generation: 2 }),
      (town) => (town.world.paper = 0),
    ],
    [
      'too little paper',
      'kiosk-stock-short',
      () => codeOf({ at: now }),
      (town) => (town.world.paper = 2),
    ],
  ]
  it.each(cases)('%s is %s', async (_, refusal, code, change) => {
    await cutOff((town) => {
      town.lease()
      change?.(town)
    })
    await kiosk.core.submit(await code())
    expect(kiosk.core.view).toMatchObject({ at: 'refused', refusal: { code: refusal } })
    expect(town.world.tray).toHaveLength(0)
    expect(kiosk.trail.open).toBe(false)
  })

  it('says how much paper there is', async () => {
    await cutOff((town) => (town.lease().world.paper = 2))
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ refusal: { params: { left: 2, count: 3 } } })
  })
})

describe('a line that goes away in the middle', () => {
  beforeEach(async () => {
    town = new Town()
    kiosk = await town.boot()
    await kiosk.core.wake()
  })
  const cutAt = (step: string): void => {
    kiosk.core.subscribe((view) => {
      if (view.at === step) town.cut = true
    })
  }

  it('finishes the one order the house began, from its journal', async () => {
    cutAt('printing')
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view.at).toBe('done')
    expect(numbers()).toEqual([501, 502, 503])
    expect(town.world.confirmed.size).toBe(0)
    town.cut = false
    await kiosk.turn()
    expect(town.read.map((text) => (JSON.parse(text) as { step: string }).step)).toContain('closed')
  })

  it('says the sheets the house has missed again before the next, once it answers', async () => {
    kiosk.core.subscribe((view) => {
      if (view.at !== 'printing') return
      town.cut = view.sheet === 1 || (view.sheet === 2 && !view.confirming)
    })
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view.at).toBe('done')
    expect([...town.world.confirmed.values()]).toEqual(town.world.tray)
    expect(town.world.state).toBe('dispensed')
  })

  it('starts nothing the house has not heard of, and gives it up when told', async () => {
    cutAt('starting')
    kiosk.core.subscribe((view) => {
      if (view.at === 'starting' && (view.trouble?.attempts ?? 0) >= 5) kiosk.core.cancel()
    })
    await kiosk.core.submit(await town.code())
    expect(numbers()).toEqual([])
    expect(kiosk.core.view).toMatchObject({ at: 'stopped', reason: 'cancelled' })
  })

  it('starts under its lease what the house does not answer for any more', async () => {
    town.lease()
    await kiosk.turn()
    cutAt('starting')
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view.at).toBe('done')
    expect(numbers()).toEqual([501, 502, 503])
    const holds = town.written.map(({ text }) => JSON.parse(text)).filter((one) => one.held)
    expect(holds.map((one) => [one.held.offline ?? false, one.held.fencing])).toEqual([
      [false, 7],
      [true, 5],
    ])
    expect(new Set(holds.map((one) => one.reservation)).size).toBe(1)
  })

  it('keeps no lease of an order it has begun online, whatever becomes of it', async () => {
    town.lease()
    await kiosk.turn()
    town.world.refuse.confirm = 'reservation-over'
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ at: 'stopped', reason: 'refused' })
    kiosk.core.home()
    town.cut = true
    await kiosk.turn()
    await kiosk.turn()
    await kiosk.core.submit(await town.code())
    expect(kiosk.core.view).toMatchObject({ refusal: { code: 'kiosk-offline-not-held' } })
    expect(numbers()).toEqual([501])
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

  it('takes one lost answer for no news', async () => {
    town.lease()
    await kiosk.turn()
    let lost = 0
    kiosk.core.subscribe((view) => {
      if (view.at === 'reserving') town.cut = lost++ === 0
    })
    await kiosk.core.submit(await town.code())
    expect(town.world.requests).toHaveLength(1)
    expect(kiosk.core.view.at).toBe('done')
  })
})

it('needs a secret of the key that signed, wherever it stands in the answer', async () => {
  await cutOff((town) => town.lease({ secrets: undefined as never, secret: SECRET, kid: 1 }))
  await kiosk.core.submit(await town.code())
  expect(kiosk.core.view.at).toBe('done')
  await cutOff((town) => town.lease({ secrets: { 2: SECRET } }))
  await kiosk.core.submit(await town.code())
  expect(kiosk.core.view).toMatchObject({ refusal: { code: 'kiosk-offline-not-held' } })
  expect(town.book?.leases.map((one) => one.pickup_id)).toEqual([PICKUP])
})
