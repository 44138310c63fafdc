/** The machine speaks once for each moment, greets a hand and never an empty hall. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, nextTick, ref, shallowRef } from 'vue'
import { loadText } from '@/text'
import type { Health, Out } from '../machine/health'
import type { View } from '../protocol/views'
import { say } from './say'
import { useVoice } from './useVoice'

vi.mock('./say', () => ({ say: vi.fn(), touched: vi.fn() }))
const health: Health = { about: null, printer: null, printerLost: false, serverLost: false }
const view = shallowRef<View>({ at: 'idle' })
const out = ref<Out | null>(null)
let page: VueWrapper
const said = (): string[] => vi.mocked(say).mock.calls.map(([phrase]) => phrase.join(' '))
const touch = (event: Event = new Event('pointerdown')): boolean => window.dispatchEvent(event)
const key = (name: string): Event => new KeyboardEvent('keydown', { key: name })

beforeEach(() => {
  vi.useFakeTimers()
  vi.mocked(say).mockReset()
  view.value = { at: 'idle' }
  out.value = null
  const setup = (): (() => null) => {
    useVoice(view, out, () => health)
    return () => null
  }
  page = mount(defineComponent({ setup }))
})
afterEach(() => {
  page.unmount()
  vi.useRealTimers()
})

it('says each moment once, and again in the other language', async () => {
  view.value = { at: 'reading' }
  await nextTick()
  view.value = { at: 'reading' }
  await nextTick()
  expect(said()).toEqual(['type.begin'])
  await loadText('en', ['kit', 'kiosk', 'serving'])
  await nextTick()
  expect(said()).toEqual(['type.begin', 'type.begin'])
})

it('says the same refusal again to the next person', async () => {
  const refusal: View = { at: 'refused', refusal: { code: 'code-stale', params: {} } }
  for (const now of [refusal, { at: 'idle' } as View, refusal]) {
    view.value = now
    await nextTick()
  }
  expect(said()).toEqual(['refused.code-stale', 'refused.code-stale'])
})

it('greets whoever touches the first screen, once in a while', () => {
  touch()
  touch()
  vi.advanceTimersByTime(300)
  touch()
  vi.advanceTimersByTime(300)
  expect(said()).toEqual(['idle.greeting'])
  vi.advanceTimersByTime(31_000)
  touch(key('Tab'))
  vi.advanceTimersByTime(300)
  expect(said()).toHaveLength(2)
})

it('does not greet a scanner, nor a hand that has pressed something', async () => {
  touch(key('A'))
  touch(key('Enter'))
  vi.advanceTimersByTime(300)
  expect(said()).toEqual([])
  touch()
  view.value = { at: 'reading' }
  await nextTick()
  vi.advanceTimersByTime(300)
  expect(said()).toEqual(['type.begin'])
})

it('tells an empty hall nothing, and whoever asks why it is closed', async () => {
  out.value = 'paper'
  await nextTick()
  expect(said()).toEqual([])
  touch()
  vi.advanceTimersByTime(300)
  expect(said()).toEqual(['out.paper'])
})

it('tells whoever is typing that it closes', async () => {
  view.value = { at: 'reading' }
  await nextTick()
  out.value = 'jam'
  await nextTick()
  expect(said()).toEqual(['type.begin', 'out.jam'])
})
