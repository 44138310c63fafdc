/** What is left at the machine of who walks away: nothing; and what of their order: all of it. */
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadText, t } from '@/text'
import { Hand } from './hand'

let hand: Hand
beforeEach(async () => {
  await loadText('zh', ['kit', 'kiosk', 'serving', 'visit', 'taxpayer'])
  hand = new Hand()
})
afterEach(() => {
  vi.useRealTimers()
  hand.page.unmount()
})

describe('who walks away', () => {
  it('is asked after 40 seconds, may stay, and is forgotten after 60', async () => {
    vi.useFakeTimers()
    hand.anew()
    await hand.signIn()
    await vi.advanceTimersByTimeAsync(39_000)
    expect(hand.asked).toBe(false)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(hand.page.find('[role=alertdialog]').text()).toContain(
      t('visit.quiet.left', { seconds: 20 }),
    )
    expect(document.activeElement?.textContent).toContain(t('kiosk.stay'))
    expect(hand.page.find('.apply').attributes('inert')).toBeDefined()
    window.dispatchEvent(new Event('pointerdown'))
    await hand.press('kiosk.stay')
    expect(hand.asked).toBe(false)
    await vi.advanceTimersByTimeAsync(59_000)
    expect(hand.left).toBe(0)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(hand.left).toBeGreaterThan(0)
  })
  it('is kept by any touch or key before the question', async () => {
    vi.useFakeTimers()
    hand.anew()
    await hand.signIn()
    await vi.advanceTimersByTimeAsync(35_000)
    window.dispatchEvent(new Event('pointerdown'))
    await vi.advanceTimersByTimeAsync(35_000)
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab' }))
    await vi.advanceTimersByTimeAsync(35_000)
    expect(hand.asked).toBe(false)
  })
  it('is forgotten when the page is hidden', async () => {
    await hand.signIn()
    window.dispatchEvent(new Event('pagehide'))
    await flushPromises()
    expect(hand.hall.log).toContain('end')
    expect(hand.heading).toBe(t('visit.ways.title'))
    expect(hand.text).not.toContain('模拟甲')
  })
  it('leaves no visit open where the answer comes too late', async () => {
    let answer = (): void => undefined
    const late = new Promise<void>((resolve) => (answer = resolve))
    const { openBySms } = hand.hall.visitors
    Object.assign(hand.hall.visitors, {
      openBySms: (id: string, code: string) => late.then(() => openBySms(id, code)),
    })
    await hand.signIn()
    hand.page.unmount()
    answer()
    await flushPromises()
    expect(hand.hall.log).toContain('end')
  })
  it('leaves nothing in the address or on the disk', async () => {
    const before = { ...sessionStorage, ...localStorage }
    await hand.apply()
    hand.page.unmount()
    expect(location.href).not.toContain('138')
    expect({ ...sessionStorage, ...localStorage }).toEqual(before)
  })
})
