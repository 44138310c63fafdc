import { beforeEach, describe, expect, it } from 'vitest'
import { Crash, Fate } from './fakes'
import type { OfflineKiosk } from './offline'
import { codeOf, Town } from './offline-fakes'

type Line = 'cut' | 'there' | 'cut at start'

/** A kiosk with one lease, about to be shown its code; `line` says when the line goes away. */
async function ready(line: Line): Promise<{ town: Town; kiosk: OfflineKiosk }> {
  const town = new Town().lease()
  const kiosk = await town.boot()
  await kiosk.core.wake()
  await kiosk.turn()
  if (line === 'cut') {
    town.cut = true
    await kiosk.turn()
    await kiosk.turn()
  } else if (line === 'cut at start') {
    kiosk.core.subscribe((view) => {
      if (view.at === 'starting') town.cut = true
    })
  }
  // Only what happens from here on is counted, and may fail. Time stands where the code is fresh.
  town.world.fate.calls = 0
  return { town, kiosk }
}

/** Shows the code; after a crash the page comes back, and the person shows it once more. */
async function serve(
  { town, kiosk }: { town: Town; kiosk: OfflineKiosk },
  pauseSeconds: number,
): Promise<OfflineKiosk> {
  try {
    await kiosk.core.submit(await town.code())
    return kiosk
  } catch (error) {
    if (!(error instanceof Crash)) throw error
  }
  town.world.time += pauseSeconds * 1000
  town.world.fate = new Fate()
  return town.boot().then(async (back) => {
    await back.core.wake()
    return back
  })
}

async function again(town: Town, kiosk: OfflineKiosk): Promise<void> {
  kiosk.core.home()
  await kiosk.core.submit(await codeOf({ at: town.world.time }))
}

/** What must be true of paper and journal whatever happened. */
function check(town: Town): void {
  const serials = town.world.tray.map((one) => `${one.code}/${one.number}`)
  expect(new Set(serials).size).toBe(serials.length)
  expect(serials.length).toBeLessThanOrEqual(3)
  const told = town.written.map(({ text }) => JSON.parse(text))
  expect(told.map((one) => one.n)).toEqual(told.map((_, place) => place + 1))
  const journaled = told.filter((one) => one.exit === 'out').map((one) => one.fed.number)
  expect(town.world.tray.map((one) => one.number)).toEqual(journaled)
}

describe.each<Line>(['cut', 'there', 'cut at start'])(
  'a crash at every step, line %s',
  async (line) => {
    const whole = await ready(line)
    await serve(whole, 0)
    const calls = whole.town.world.fate.calls
    const steps = Array.from({ length: calls }, (_, place) => place + 1)

    it('is a test of every call there is', () => {
      expect(calls).toBe({ cut: 23, there: 28, 'cut at start': 25 }[line])
      expect(whole.town.world.tray).toHaveLength(3)
    })

    describe.each(['before', 'after'] as const)('%s the call', (when) => {
      it.each(steps)(
        '%i, back at once: all sheets, each once, and no second time',
        async (call) => {
          const city = await ready(line)
          city.town.world.fate.plan(call, when)
          const kiosk = await serve(city, 5)
          const at = kiosk.core.view.at
          expect(['done', 'idle']).toContain(at)
          check(city.town)
          await again(city.town, kiosk)
          check(city.town)
          if (line !== 'there') expect(city.town.world.tray).toHaveLength(3)
        },
      )

      it.each(steps)('%i, back after an hour: nothing printed to an empty hall', async (call) => {
        const city = await ready(line)
        city.town.world.fate.plan(call, when)
        const { tray } = city.town.world
        await city.kiosk.core.submit(await city.town.code()).catch(() => undefined)
        const before = tray.length
        city.town.world.time += 3_600_000
        city.town.world.fate = new Fate()
        const kiosk = await city.town.boot()
        await kiosk.core.wake()
        expect(tray).toHaveLength(before)
        check(city.town)
        // Once the line is back the house reads all of it, in one unbroken chain.
        city.town.cut = false
        expect(await kiosk.turn()).toBe(true)
        expect(city.town.read).toEqual(city.town.written.map((one) => one.text))
      })
    })
  },
)

describe('a lost call or a lost answer at every step of a service without a line', async () => {
  const whole = await ready('cut')
  await serve(whole, 0)
  const steps = Array.from({ length: whole.town.world.fate.calls }, (_, place) => place + 1)
  it.each(steps.flatMap((call) => (['lost', 'late'] as const).map((how) => [how, call] as const)))(
    '%s at call %i: every sheet once',
    async (how, call) => {
      const city = await ready('cut')
      city.town.world.fate.plan(call, how)
      await serve(city, 0)
      expect(city.town.world.tray.map((one) => one.number)).toEqual([501, 502, 503])
      check(city.town)
    },
  )
})

describe('a recall at every moment of a service without a line', async () => {
  let town: Town
  let kiosk: OfflineKiosk
  beforeEach(async () => ({ town, kiosk } = await ready('cut')))

  it.each(['reserving', 'starting', 'printing', 'done'])('while it is %s', async (moment) => {
    const during: Promise<boolean>[] = []
    kiosk.core.subscribe((view) => {
      if (view.at !== moment || during.length > 0) return
      town.houseHears = true
      town.recalls = ['0011223344556677']
      during.push(kiosk.turn().then(() => kiosk.turn()))
    })
    await kiosk.core.submit(await town.code())
    await Promise.all(during)
    check(town)
    // Given back before a sheet moved, or not before the house had read the end of the service.
    const printed = town.world.tray.length
    const given = town.returned.findIndex((ids) => ids.length > 0)
    expect([0, 3]).toContain(printed)
    if (printed === 3) expect(given < 0 || town.readAtExchange[given] === 'closed').toBe(true)
    else expect(given).toBeGreaterThanOrEqual(0)
    kiosk.core.home()
    for (let turns = 0; turns < 3; turns += 1) await kiosk.turn()
    expect(town.returned.flat()).toContain('0011223344556677')
    await kiosk.core.submit(await town.code())
    expect(town.world.tray).toHaveLength(printed)
  })
})
