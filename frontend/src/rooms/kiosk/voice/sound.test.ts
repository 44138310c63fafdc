/** The sound somebody chose is kept on the machine; nothing kept badly makes it silent. */
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { endVisit } from '../visit'
import { gain, nextStep, read, sound, STEPS } from './sound'

beforeEach(() => localStorage.clear())

it('is on and loud unless somebody said no', () => {
  expect(read()).toEqual({ on: true, step: 3 })
  for (const kept of ['null', '{', '{"on":1,"step":9}', '"on"', '[]']) {
    localStorage.setItem('kiosk-sound', kept)
    expect(read()).toEqual({ on: true, step: 3 })
  }
})

it('is kept', async () => {
  Object.assign(sound, { on: false, step: 2 })
  await nextTick()
  expect(read()).toEqual({ on: false, step: 2 })
  Object.assign(sound, { on: true, step: 3 })
})

it('is on and loud again for the next visitor', async () => {
  Object.assign(sound, { on: false, step: 1 })
  endVisit()
  await nextTick()
  expect([{ ...sound }, read()]).toEqual([
    { on: true, step: 3 },
    { on: true, step: 3 },
  ])
})

it('grows with each step and begins again after the loudest', () => {
  const loud = STEPS.map((step) => gain({ on: true, step }))
  expect(loud).toEqual([...loud].sort((one, other) => one - other))
  expect(new Set(loud).size).toBe(3)
  expect(gain({ on: false, step: 3 })).toBe(0)
  expect(STEPS.map(nextStep)).toEqual([2, 3, 1])
})
