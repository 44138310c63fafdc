/** The server's clock as heard: offsets, which source wins, and what is kept for the next visit. */
import { beforeEach, describe, expect, it } from 'vitest'
import { createClock } from './clock'

let device: number
const now = (): number => device

beforeEach(() => {
  localStorage.clear()
  device = 1_000_000
})

describe('the clock', () => {
  it('is the device until it has heard', () => {
    expect(createClock(now).now()).toBe(1_000_000)
  })
  it('takes the middle between asking and hearing as the moment of the answer', () => {
    const clock = createClock(now)
    clock.hear(5_000_000, 999_900, 1_000_100, true)
    expect(clock.offset).toBe(4_000_000)
    device += 30_000
    expect(clock.now()).toBe(5_030_000)
  })
  it('lets a coarse source correct only what is plainly wrong', () => {
    const clock = createClock(now)
    clock.hear(1_000_300, 1_000_000, 1_000_000, true)
    clock.hear(1_001_400, 1_000_000, 1_000_000, false)
    expect(clock.offset).toBe(300)
    clock.hear(1_090_000, 1_000_000, 1_000_000, false)
    expect(clock.offset).toBe(90_000)
  })
  it('does not tremble with every answer', () => {
    const clock = createClock(now)
    clock.hear(1_005_000, 1_000_000, 1_000_000, true)
    clock.hear(1_005_200, 1_000_000, 1_000_000, true)
    expect(clock.offset).toBe(5_000)
  })
  it('remembers for a start without a network', () => {
    createClock(now).hear(1_600_000, 1_000_000, 1_000_000, true)
    expect(createClock(now).now()).toBe(1_600_000)
  })
})
