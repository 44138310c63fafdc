/** Passes on the device: kept twice, read from whichever store is left, newest version wins. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Pickup } from '@/net/api-types'
import { useNet, type Net } from '@/net/here'
import { Problem } from '@/net/problems'
import { memoryShelf, type Shelf } from '@/net/shelf'
import { dropPasses, heldFor, keepPass, keptPasses, readPasses, refreshPasses } from './passes'

const pickup = (id: string, version: number): Pickup => ({
  id,
  version,
  application_id: 'a',
  company_id: 'c',
  kind: 'P_ORD',
  count: 3,
  handed_count: 0,
  site_id: 's',
  site_name: '微厅（模拟）',
  state: 'issued',
  expires_at: '2026-11-30T00:00:00Z',
  reservation: null,
  serials: [],
  loan: null,
  wish: null,
  server_time: '2026-11-23T00:00:00Z',
  issued_at: '2026-11-23T00:00:00Z',
  ended: null,
  reminded_at: null,
  last_service: null,
  report: null,
  reportable_until: null,
  reprinted: 0,
  locked: false,
  pass: { type: 'rolling', body: 'AA', secret: 'AA', step_seconds: 30, short_code: '7K2M9QXT4HJP' },
})
const kept = (id: string, version = 1) => ({
  pickup: pickup(id, version),
  etag: null,
  person_id: 'p1',
})
let shelf: Shelf

beforeEach(() => {
  localStorage.clear()
  keptPasses.value = []
  shelf = memoryShelf()
})

describe('a kept pass', () => {
  it('is not replaced by an older answer, also of another tab', async () => {
    await keepPass(kept('a', 3), shelf)
    keptPasses.value = []
    await keepPass(kept('a', 2), shelf)
    expect((await readPasses(shelf)).map((each) => each.pickup.version)).toEqual([3])
    expect(localStorage.getItem('pass-a')).toContain('"version":3')
    await keepPass({ ...kept('a', 3), etag: '"9"' }, shelf)
    expect((await readPasses(shelf))[0]?.etag).toBe('"9"')
  })
  it("stands on its company's page for whoever it belongs to, without a line", async () => {
    const here = (id: string) =>
      useNet({ session: { person: { value: { id } } } } as unknown as Net)
    await keepPass(kept('a'), shelf)
    here('p1')
    expect(heldFor('c').map((each) => each.id)).toEqual(['a'])
    expect(heldFor('other')).toEqual([])
    here('p2')
    expect(heldFor('c')).toEqual([])
  })
  it('is found when the phone has thrown the database away', async () => {
    await keepPass(kept('one'), shelf)
    expect((await readPasses(memoryShelf())).map((each) => each.pickup.id)).toEqual(['one'])
  })
  it('is found when the phone has thrown the local storage away', async () => {
    await keepPass(kept('one'), shelf)
    localStorage.clear()
    expect((await readPasses(shelf)).map((each) => each.pickup.pass?.secret)).toEqual(['AA'])
  })
  it('is the newer one when the stores differ', async () => {
    await keepPass(kept('one', 2), shelf)
    localStorage.setItem('pass-one', JSON.stringify(kept('one', 5)))
    expect((await readPasses(shelf))[0]?.pickup.version).toBe(5)
  })
  it('survives rubbish beside it', async () => {
    await keepPass(kept('one'), shelf)
    localStorage.setItem('pass-two', 'null')
    expect(await readPasses(shelf)).toHaveLength(1)
  })
  it('goes from both stores when its owner signs out', async () => {
    await keepPass(kept('one'), shelf)
    await keepPass(kept('two'), shelf)
    await dropPasses(undefined, shelf)
    expect([keptPasses.value, await readPasses(shelf), localStorage.length]).toEqual([[], [], 0])
  })
  it.each([
    [new Problem(404, { code: 'pickup-unknown' }), []],
    [new Problem(404), ['one']],
    [new Problem(403), ['one']],
    [new Problem(503, { code: 'busy' }), ['one']],
  ])('goes only when the API itself knows it no more (%s)', async (thrown, left) => {
    useNet({
      shelf,
      client: { ask: async () => Promise.reject(thrown) },
      session: { person: { value: { id: 'p1' } } },
      clock: { now: () => Date.parse('2026-11-24T00:00:00Z') },
    } as unknown as Net)
    await keepPass(kept('one'))
    await refreshPasses()
    expect((await readPasses()).map((each) => each.pickup.id)).toEqual(left)
  })
})
