import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { useKeys } from './useKeys'

const scanned = vi.fn()
const typed = vi.fn()
let at = 0
const page = defineComponent({ setup: () => useKeys(scanned, typed), template: '<i />' })
let off: () => void

function press(key: string, after: number): KeyboardEvent {
  at += after
  const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true })
  Object.defineProperty(event, 'timeStamp', { value: at })
  document.body.dispatchEvent(event)
  return event
}

beforeEach(() => {
  vi.useFakeTimers()
  scanned.mockReset()
  typed.mockReset()
  at += 10_000
  const mounted = mount({ ...page, template: undefined, render: () => null })
  off = () => mounted.unmount()
})
afterEach(() => {
  off()
  vi.useRealTimers()
})

it('hands a scan over whole and keeps its Enter from pressing a button', () => {
  for (const key of 'tp1.abcdefgh') press(key, 8)
  expect(press('Enter', 8).defaultPrevented).toBe(true)
  vi.runAllTimers()
  expect(scanned).toHaveBeenCalledWith('TP1.ABCDEFGH')
  expect(typed).not.toHaveBeenCalled()
})

it('knows a person by the pause after the first key', () => {
  press('a', 500)
  vi.advanceTimersByTime(200)
  expect(typed).toHaveBeenCalledWith('A')
  expect(press('Enter', 300).defaultPrevented).toBe(false)
  expect(scanned).not.toHaveBeenCalled()
})

it('is silent about bare Enter, Tab and shortcuts', () => {
  press('Enter', 500)
  press('Tab', 500)
  vi.runAllTimers()
  expect(typed).not.toHaveBeenCalled()
})

it('keeps the blanks of a scan from pressing the button that has the focus', () => {
  for (const key of 'wifi') press(key, 8)
  expect(press(' ', 8).defaultPrevented).toBe(true)
  expect(press(' ', 900).defaultPrevented).toBe(false)
})
