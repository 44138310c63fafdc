/** A service that ended early: where the rest is, and what is on record of it. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadText, t } from '@/text'
import type { Stopped } from '../protocol/views'
import StoppedScreen from './StoppedScreen.vue'

const stopped: Stopped = {
  at: 'stopped',
  reason: 'jam',
  code: null,
  kind: 'P_ORD',
  count: 5,
  serials: [501, 502].map((number) => ({ code: '013002600104', number })),
  reported: true,
  trouble: null,
}
let mounted: VueWrapper | null = null
const put = (props: { view: Stopped; owing?: boolean }) =>
  (mounted = mount(StoppedScreen, { props, attachTo: document.body }) as VueWrapper)

beforeEach(() => loadText('zh', ['kit', 'kiosk', 'serving']))
afterEach(() => {
  mounted?.unmount()
  vi.useRealTimers()
})

describe('a stop', () => {
  it('sends a begun order anywhere, an untouched one to its own place', () => {
    expect(put({ view: stopped }).text()).toContain('任何有票的终端')
    mounted?.unmount()
    const page = put({ view: { ...stopped, serials: [] } })
    expect(page.text()).toContain('本网点的其他终端')
    expect(page.text()).not.toContain('任何有票的终端')
  })
  it('counts what earlier services gave: such an order is begun, though nothing came out here', () => {
    const page = put({
      view: { ...stopped, reason: 'paper-out', count: 1, serials: [], before: 3 },
    })
    expect(page.text()).toContain('任何有票的终端')
    expect(page.text()).not.toContain('都还没领')
    expect(page.findAll('.sum').map((one) => one.text())).toEqual([
      '3已到您手上 其中 3 份是先前领的',
      '1还没领到',
    ])
  })
  it('says on record only what the house has on record', () => {
    const page = put({ view: stopped, owing: true })
    expect(page.text()).toContain(t('kiosk.stopped.kept'))
    expect(page.text()).toContain(t('kiosk.stopped.kept.next', { left: 3 }))
    expect(page.text()).not.toContain(t('kiosk.stopped.reported'))
    expect(page.text()).not.toContain('任何有票的终端')
  })
  it('counts down from a minute in sight, waits for a hand, then goes home', async () => {
    vi.useFakeTimers()
    const page = put({ view: stopped })
    expect(page.text()).toContain('60 秒后')
    await vi.advanceTimersByTimeAsync(50_000)
    window.dispatchEvent(new Event('pointerdown'))
    await vi.advanceTimersByTimeAsync(59_000)
    expect(page.emitted('home')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(page.emitted('home')).toHaveLength(1)
  })
  it('shows no numbers after a minute, though nobody answers', async () => {
    vi.useFakeTimers()
    const page = put({ view: { ...stopped, reported: false } })
    const before = page.findAll('li').length
    await vi.advanceTimersByTimeAsync(60_000)
    expect([before > 0, page.findAll('li').length]).toEqual([true, 0])
  })
})
