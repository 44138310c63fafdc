/** The line of the first screen changes slowly, rests under a hand, and not where it is unwanted. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadText, t } from '@/text'
import Attract from './Attract.vue'

let page: VueWrapper
function open(still: boolean): void {
  vi.stubGlobal('matchMedia', () => ({ matches: still }))
  page = mount(Attract)
}

beforeEach(async () => {
  await loadText('zh', ['kit', 'kiosk', 'serving'])
  vi.useFakeTimers()
})
afterEach(() => {
  page.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('shows one line after the other and begins again', async () => {
  open(false)
  const seen = []
  for (let turns = 0; turns < 6; turns += 1) {
    seen.push(page.text())
    await vi.advanceTimersByTimeAsync(8000)
  }
  expect(new Set(seen).size).toBe(5)
  expect(seen[5]).toBe(t('kiosk.attract.1'))
})

it('rests for whoever touches the page', async () => {
  open(false)
  window.dispatchEvent(new Event('pointerdown'))
  await vi.advanceTimersByTimeAsync(29_000)
  expect(page.text()).toBe(t('kiosk.attract.1'))
  await vi.advanceTimersByTimeAsync(8000)
  expect(page.text()).toBe(t('kiosk.attract.2'))
})

it('stays as it is where movement is not wanted', async () => {
  open(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(page.text()).toBe(t('kiosk.attract.1'))
})
