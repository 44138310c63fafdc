/** When a job is asked after again, and how long it can be taken back. */
import { expect, it } from 'vitest'
import { job } from './fakes'
import { pauseAfter, undoLeft } from './pause'

const now = Date.parse('2026-11-23T08:00:00Z')
const asked = { failures: 0, watchedMilliseconds: 0, now }
const later = (seconds: number): string => new Date(now + seconds * 1000).toISOString()
const waiting = (seconds: number) =>
  job({ what: 'sheet-send', state: 'queued', attempts: 0, starts_at: later(seconds) })

it.each(['done', 'failed', 'cancelled'] as const)('never again once it is %s', (state) => {
  expect(pauseAfter(job({ state }), asked)).toBeNull()
})

it('is quick at first, calm after a minute', () => {
  expect(pauseAfter(null, asked)).toBe(1000)
  expect(pauseAfter(job(), asked)).toBe(1000)
  expect(pauseAfter(job(), { ...asked, watchedMilliseconds: 60_000 })).toBe(5000)
})

it('waits twice as long after each failure, a minute at most, also for what is over', () => {
  const pauses = [1, 2, 3, 7, 20].map((failures) => pauseAfter(job(), { ...asked, failures }))
  expect(pauses).toEqual([1000, 2000, 4000, 60_000, 60_000])
})

it('comes back just after the undo window', () => {
  expect(pauseAfter(waiting(2), asked)).toBe(2300)
  expect(pauseAfter(waiting(30), asked)).toBe(5000)
  expect(pauseAfter(waiting(-1), asked)).toBe(1000)
})

it('only an order that nobody has begun can be taken back in a window', () => {
  expect(undoLeft(waiting(30), now)).toBe(30_000)
  expect(undoLeft({ ...waiting(30), attempts: 1 }, now)).toBe(0)
  expect(undoLeft({ ...waiting(30), state: 'running' }, now)).toBe(0)
  expect(undoLeft({ ...waiting(30), what: 'batch-zip' }, now)).toBe(0)
})
