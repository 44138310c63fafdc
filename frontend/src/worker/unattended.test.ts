/** A machine's worker: registered until it holds, and a new version only while nobody is served. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepCurrent } from './unattended'

let changed: () => void
let resting: boolean
let waiting: { postMessage: ReturnType<typeof vi.fn> } | null
const register = vi.fn()
const update = vi.fn()
const reload = vi.fn()
let end: () => void

function open(): void {
  const workers = {
    register,
    addEventListener: (_: string, act: () => void) => void (changed = act),
    removeEventListener: () => undefined,
  } as unknown as ServiceWorkerContainer
  end = keepCurrent('/kiosk/sw.js', '/kiosk/', { workers, resting: () => resting, reload })
}

beforeEach(() => {
  vi.useFakeTimers()
  resting = true
  waiting = null
  for (const each of [register, update, reload]) each.mockReset()
  register.mockImplementation(async () => ({
    update,
    get waiting() {
      return waiting
    },
  }))
  open()
})
afterEach(() => {
  end()
  vi.useRealTimers()
})

const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000)
const news = (): void => void (waiting = { postMessage: vi.fn() })

it('is registered again until it is held, and then asked for news every half hour', async () => {
  end()
  await pass(0)
  register.mockReset().mockRejectedValueOnce(new TypeError('no line'))
  register.mockResolvedValue({ update, waiting: null })
  open()
  await pass(10)
  expect(register.mock.calls).toEqual(Array(2).fill(['/kiosk/sw.js', { scope: '/kiosk/' }]))
  expect(update).not.toHaveBeenCalled()
  await pass(3600)
  expect(register).toHaveBeenCalledTimes(2)
  expect(update).toHaveBeenCalledTimes(2)
})

it('lets a new version in once nobody has been there for half a minute', async () => {
  news()
  await pass(20)
  expect(waiting?.postMessage).not.toHaveBeenCalled()
  await pass(10)
  expect(waiting?.postMessage.mock.calls).toEqual([['update-now']])
  expect(reload).not.toHaveBeenCalled()
  changed()
  expect(reload).toHaveBeenCalledTimes(1)
})

it('takes none while somebody is served', async () => {
  resting = false
  news()
  await pass(3600)
  expect(waiting?.postMessage).not.toHaveBeenCalled()
  resting = true
  await pass(20)
  resting = false
  await pass(10)
  resting = true
  await pass(20)
  expect(waiting?.postMessage).not.toHaveBeenCalled()
})

it('opens the page anew only when whoever stepped up meanwhile is gone', async () => {
  news()
  await pass(30)
  resting = false
  changed()
  await pass(600)
  expect(reload).not.toHaveBeenCalled()
  resting = true
  await pass(10)
  expect(reload).toHaveBeenCalledTimes(1)
})

it('is not opened anew when its first worker takes charge', async () => {
  await pass(60)
  changed()
  await pass(60)
  expect(reload).not.toHaveBeenCalled()
})
