/** One sentence at a time, the newest interrupts, and no fault of the sound is one of the page. */
import { beforeEach, expect, it, vi } from 'vitest'
import { Player } from './player'

interface Begun {
  name: string
  at: number
  stopped: boolean
}
let begun: Begun[]
let state: AudioContextState
let gainNode: { gain: { value: number }; connect: () => void }
const names = new Map<unknown, string>()
const resume = vi.fn(async (): Promise<void> => undefined)

/** A stage whose sounds are half a second long and carry their name. */
function context(): AudioContext {
  const made = {
    get state() {
      return state
    },
    currentTime: 10,
    destination: {},
    resume,
    createGain: () => gainNode,
    createBufferSource() {
      const one: Begun = { name: '', at: 0, stopped: false }
      return {
        set buffer(buffer: unknown) {
          one.name = names.get(buffer) ?? ''
        },
        connect: () => undefined,
        start(at: number) {
          one.at = at
          begun.push(one)
        },
        stop() {
          one.stopped = true
        },
      }
    },
    async decodeAudioData(bytes: ArrayBuffer) {
      const name = new TextDecoder().decode(bytes)
      if (name.includes('broken')) throw new Error('cannot be decoded')
      const buffer = { duration: 0.5 }
      names.set(buffer, name)
      return buffer
    },
  }
  return made as unknown as AudioContext
}
const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer
const load = vi.fn(async (key: string, language: string): Promise<ArrayBuffer | null> =>
  key === 'none' ? null : bytes(`${language}/${key}`),
)
const player = (): Player => new Player({ context: context(), load })

beforeEach(() => {
  begun = []
  state = 'running'
  gainNode = { gain: { value: 1 }, connect: () => undefined }
  load.mockClear()
  resume.mockReset().mockImplementation(async () => undefined)
})

it('says the parts one after the other, with hardly a pause', async () => {
  await player().say(['print.sheet', 'number.3'], 'zh')
  expect(begun.map((one) => one.name)).toEqual(['zh/print.sheet', 'zh/number.3'])
  expect(begun.map((one) => one.at)).toEqual([10, 10.54])
})

it('lets the newest interrupt, also one that is still being fetched', async () => {
  const made = player()
  await made.say(['first'], 'zh')
  const slow = made.say(['second'], 'zh')
  await made.say(['third'], 'zh')
  await slow
  expect(begun.map((one) => [one.name, one.stopped])).toEqual([
    ['zh/first', true],
    ['zh/third', false],
  ])
})

it('says what it has where a part is missing or broken, and asks again next time', async () => {
  const made = player()
  await made.say(['none', 'broken', 'there'], 'en')
  expect(begun.map((one) => one.name)).toEqual(['en/there'])
  await made.say(['none', 'there'], 'en')
  expect(load.mock.calls.map(([key]) => key)).toEqual(['none', 'broken', 'there', 'none'])
})

it('never fails when nothing can be fetched', async () => {
  load.mockRejectedValueOnce(new Error('offline'))
  await expect(player().say(['first'], 'zh')).resolves.toBeUndefined()
  expect(begun).toEqual([])
})

it('waits for a first touch no longer than a moment, then lets the sentence go', async () => {
  vi.useFakeTimers()
  state = 'suspended'
  resume.mockImplementation(() => new Promise(() => undefined))
  const made = player()
  const said = made.say(['first'], 'zh')
  await vi.advanceTimersByTimeAsync(500)
  await said
  expect(begun).toEqual([])
  state = 'running'
  await made.say(['second'], 'zh')
  expect(begun.map((one) => one.name)).toEqual(['zh/second'])
  vi.useRealTimers()
})

it('is woken by a touch', () => {
  const made = player()
  made.wake()
  expect(resume).not.toHaveBeenCalled()
  state = 'suspended'
  made.wake()
  expect(resume).toHaveBeenCalledOnce()
})

it('is as loud as chosen, and silent at once when turned off', async () => {
  const made = player()
  await made.say(['first'], 'zh')
  for (const step of [1, 2, 3] as const) made.set({ on: true, step })
  expect(gainNode.gain.value).toBe(1)
  made.set({ on: false, step: 3 })
  expect([gainNode.gain.value, begun[0]?.stopped]).toEqual([0, true])
})

it('forgets the oldest sounds', async () => {
  const made = player()
  for (let place = 0; place < 61; place += 1) await made.say([`sound.${place}`], 'zh')
  await made.say(['sound.60', 'sound.0'], 'zh')
  expect(load).toHaveBeenCalledTimes(62)
})
