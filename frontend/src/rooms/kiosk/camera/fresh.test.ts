import { expect, it } from 'vitest'
import { Fresh } from './fresh'

const CODE = `TP1.${'A'.repeat(130)}AAAAAAA`
const LATER = `TP1.${'A'.repeat(130)}BBBBBBB`

it('takes a code once while it stays before the camera, also when its rolling end changes', () => {
  const fresh = new Fresh()
  expect(fresh.accept(CODE, 0)).toBe(true)
  expect(fresh.accept(CODE, 2000)).toBe(false)
  expect(fresh.accept(LATER, 4500)).toBe(false)
})

it('takes it again after it was away, or when the person asked', () => {
  const fresh = new Fresh()
  fresh.accept(CODE, 0)
  expect(fresh.accept(CODE, 3000)).toBe(true)
  expect(fresh.accept(CODE, 3100)).toBe(false)
  fresh.reset()
  expect(fresh.accept(CODE, 3200)).toBe(true)
})

it('takes another code at once', () => {
  const fresh = new Fresh()
  fresh.accept(CODE, 0)
  expect(fresh.accept('ABCDEFGHJK2M', 100)).toBe(true)
})

it('counts what lay there when the camera opens again as still there', () => {
  const fresh = new Fresh()
  fresh.accept(CODE, 0)
  fresh.begin(60_000)
  expect(fresh.accept(CODE, 60_500)).toBe(false)
})
