/** The page of an application: the paper follows its approval, and is waited for. */
import { flushPromises, mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeClock } from '@/net/fakes'
import { useNet, type Net } from '@/net/here'
import { Problem } from '@/net/problems'
import { memoryShelf } from '@/net/shelf'
import { loadText } from '@/text'
import ResultPage from './ResultPage.vue'

vi.mock('vue-router', async (whole) => ({ ...(await whole()), useRoute: () => ({ query: {} }) }))
vi.mock('@/rooms/outbox/here', () => ({ outbox: () => ({ items: { value: [] } }) }))

const approved = {
  ...{ id: 'a', company_id: 'c', kind: 'P_ORD', count: 3, state: 'approved', checks: [] },
  ...{ applied_at: '2026-11-23T06:00:00Z', decided_by: 'system/x', pickup_id: 'p' },
}
const paper = {
  ...{ id: 'p', company_id: 'c', kind: 'P_ORD', state: 'issued', count: 3, handed_count: 0 },
  ...{ site_name: '襄都区自助厅（模拟）', expires_at: '2026-11-30T07:00:00Z', serials: [] },
}
let issued: boolean
let asked: number
let page: VueWrapper

beforeEach(async () => {
  vi.useFakeTimers()
  await loadText('zh', ['kit', 'welcome', 'taxpayer'])
  issued = false
  asked = 0
})
afterEach(() => {
  page.unmount()
  vi.useRealTimers()
})

async function open(now: string): Promise<void> {
  const get = async (path: string): Promise<unknown> => {
    if (!path.startsWith('/pickups/')) return approved
    asked += 1
    if (!issued) throw new Problem(404, { code: 'pickup-unknown' })
    return paper
  }
  const ask = async (_: string, path: string) => ({
    status: 200,
    etag: null,
    data: await get(path),
  })
  const clock = fakeClock(Date.parse(now))
  const session = { person: { value: { id: 'me' } } }
  useNet({ client: { get, ask }, clock, session, shelf: memoryShelf() } as unknown as Net)
  const global = { stubs: { RouterLink: RouterLinkStub } }
  page = mount(ResultPage, { props: { company: 'c', application: 'a' }, global })
  await flushPromises()
}
async function pass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1_000)
  await flushPromises()
}

it('names place and last moment as soon as the paper waits there', async () => {
  await open('2026-11-23T06:00:01Z')
  expect(page.text()).toContain('已批准')
  expect(page.text()).not.toContain('襄都区自助厅')
  issued = true
  await pass(2)
  expect(page.text()).toContain('襄都区自助厅（模拟）')
  expect(page.text()).toContain('最晚 11月30日 15:00 前来取')
})

it('does not ask for ever after what is gone', async () => {
  await open('2026-11-24T06:00:00Z')
  const before = asked
  await pass(30)
  expect(asked).toBe(before)
})
