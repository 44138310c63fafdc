/** Signing in with the phone: shown, asked about at a civil pace, renewed, taken back. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadText, t } from '@/text'
import { problem } from './fakes'
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

describe('the picture for the phone', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    hand.anew()
  })
  const shown = async (): Promise<void> => {
    await hand.press('visit.ways.qr')
  }

  it('names the machine, shows its letters, and lets in whoever confirmed', async () => {
    hand.hall.collecting.unshift('no')
    await shown()
    expect(hand.text).toContain('BCDF-GHJK')
    expect(hand.text).toContain(t('visit.qr.compare', { kiosk: 'Z001-K1' }))
    expect(hand.page.find('svg[role=img]').exists()).toBe(true)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(hand.heading).toBe(t('visit.company.title'))
    expect(hand.hall.log).not.toContain('cancel')
  })
  it('is taken back when the person leaves', async () => {
    await shown()
    hand.page.unmount()
    expect(hand.hall.log).toContain('cancel')
  })
  it('asks more rarely when told to, and when nobody answers', async () => {
    const soon = { params: { interval_seconds: 8 }, retry_after_seconds: 8 }
    hand.hall.collecting.splice(
      0,
      1,
      problem('visit-asked-too-soon', 429, soon),
      problem('x', 0),
      'no',
    )
    await shown()
    const asked = (): number => hand.hall.log.filter((line) => line === 'collect').length
    await vi.advanceTimersByTimeAsync(3_000)
    await vi.advanceTimersByTimeAsync(7_000)
    expect(asked()).toBe(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked()).toBe(2)
    expect(hand.text).toContain(t('visit.qr.lost'))
    await vi.advanceTimersByTimeAsync(16_000)
    expect(asked()).toBe(3)
    expect(hand.text).toContain(t('visit.qr.waiting'))
  })
  it('is drawn anew when it has run out', async () => {
    hand.hall.collecting.splice(0, 1, problem('visit-expired', 410), 'no')
    await shown()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(hand.hall.log.filter((line) => line.startsWith('ask'))).toHaveLength(2)
  })
  it('was declined on the phone: that is said, and one begins anew', async () => {
    hand.hall.collecting[0] = problem('visit-over', 409)
    await shown()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(hand.heading).toBe('title visit-over')
    await hand.press('visit.mend.enter')
    expect(hand.heading).toBe(t('visit.ways.title'))
  })
  it('gives way to a text message', async () => {
    await shown()
    await hand.press('visit.ways.sms')
    expect(hand.heading).toBe(t('visit.phone.title'))
    expect(hand.hall.log).toContain('cancel')
  })
})
