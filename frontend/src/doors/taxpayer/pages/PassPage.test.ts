/** The pickup page while a cancellation waits: no code, and no other way to collect either. */
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { memoryShelf } from '@/net/shelf'
import { net, useNet } from '@/net/here'
import { Problem } from '@/net/problems'
import { fakeNet } from '@/rooms/counter/fakes'
import { loadText } from '@/text'
import PassPage from './PassPage.vue'

const pass = { body: '', secret: '', step_seconds: 30, short_code: 'ABCDEFGHJKLM' }
const order = {
  ...{ id: 'p', company_id: 'c', application_id: 'a', kind: 'P_ORD', state: 'issued' },
  ...{ count: 3, handed_count: 1, serials: [], loan: null, locked: false, reservation: null },
  ...{ expires_at: '2026-11-29T08:00:00Z', site_name: '甲厅', last_service: null, pass },
}

/** What the page says once `last`, which is fetched when it is needed, has come. */
async function shown(wish: object | null, last: string, more: object = {}): Promise<string> {
  await loadText('zh', ['kit', 'welcome', 'places', 'taxpayer'])
  fakeNet({ GET: more instanceof Problem ? more : { ...order, wish, ...more } })
  useNet({ ...net(), shelf: memoryShelf() })
  const stubs = { RouterLink: true, PassCode: { template: '<b>二维码</b>' } }
  const page = mount(PassPage, {
    props: { company: 'c', pickup: more instanceof Problem ? 'nope' : 'p' },
    global: { stubs },
    attachTo: document.body,
  })
  await vi.waitFor(() => expect(page.text()).toContain(last), 10_000)
  await flushPromises()
  const words = page.text()
  page.unmount()
  return words
}

it('shows the code and the other ways while nothing waits', async () => {
  const words = await shown(null, '别的取票办法')
  for (const each of ['二维码', '还有 2 份可领']) expect(words).toContain(each)
})

it('shows neither, and calls nobody to the rest, while a cancellation waits', async () => {
  const words = await shown(
    { kind: 'cancel', site_id: null, latest_at: '2026-11-23T09:00:00Z' },
    '取消已受理',
  )
  for (const each of ['二维码', '别的取票办法', '可领']) expect(words).not.toContain(each)
})

it('keeps the room for the code: what is left and what is locked stand under it', async () => {
  const words = await shown(null, '别的取票办法', { locked: true })
  const code = words.indexOf('二维码')
  // Said once above for whoever hears the page, and once below for whoever sees it.
  expect(words.indexOf('还有 2 份可领')).toBeLessThan(code)
  expect(words.lastIndexOf('还有 2 份可领')).toBeGreaterThan(code)
  expect(words.indexOf('短码、图片和链接已锁住')).toBeGreaterThan(code)
})

it('says of an address that was never one that nothing is there', async () => {
  const words = await shown(
    null,
    '没有找到这笔取票',
    new Problem(400, { code: 'request-malformed' }),
  )
  expect(words).not.toContain('再试一次')
})
