/** The other ways to collect: what is asked of the server, what is said, and what a repeat does. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Pickup } from '@/net/api-types'
import { Problem } from '@/net/problems'
import { toasts } from '@/kit/toast'
import { faults } from '@/rooms/kiosk/axe'
import { loadText } from '@/text'
import { asks, pickup, seen } from './fakes'
import Lend from './Lend.vue'
import LentOut from './LentOut.vue'
import LentToMe from './LentToMe.vue'
import MoreWays from './MoreWays.vue'
import PassLink from './PassLink.vue'
import SavedPicture from './SavedPicture.vue'
import { endsOf } from './until'
import { wishIds } from './verbs'

let page: VueWrapper | null = null
const put = (component: Parameters<typeof mount>[0], props: object = {}) => {
  const stubs = { RouterLink: { props: ['to'], template: '<a :href="to"><slot /></a>' } }
  page = mount(component, { props, attachTo: document.body, global: { stubs } } as never)
  return page
}
const press = async (words: string): Promise<void> => {
  const found = page?.findAll('button').find((each) => each.text().includes(words))
  if (!found) throw new Error(`no button ${words} in ${page?.text()}`)
  await found.trigger('click')
  await flushPromises()
}

beforeEach(() => {
  toasts.value = []
})
afterEach(() => {
  page?.unmount()
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

describe('lending', () => {
  const fields = async (): Promise<void> => {
    await page?.get('input[name=phone]').setValue('13800000009')
    await page?.get('input[name=name]').setValue(' 王芳 ')
  }
  const send = async (): Promise<void> => {
    await page?.get('form').trigger('submit')
    await flushPromises()
  }
  it('names a person and an end', async () => {
    const asked = asks({ PUT: pickup })
    put(Lend, { pickup: pickup.id, expiresAt: pickup.expires_at })
    await fields()
    await send()
    expect(asked[0]?.path).toMatch(/^\/pickups\/0a0a\/loan\/[0-9a-f-]{36}$/)
    expect(asked[0]?.body).toEqual({
      phone: '13800000009',
      name: '王芳',
      until: '2026-11-23T10:00:00.000Z',
    })
    expect(page?.emitted('done')).toHaveLength(1)
    expect(toasts.value[0]?.words).toContain('王芳')
  })
  it('asks nothing while something is missing, and says what', async () => {
    const asked = asks({ PUT: pickup })
    put(Lend, { pickup: pickup.id, expiresAt: pickup.expires_at })
    await send()
    expect(asked).toEqual([])
    expect(page?.findAll('[aria-invalid=true]')).toHaveLength(2)
  })
  it('keeps its id when it is sent again, and changes it with the wish', async () => {
    const asked = asks({ PUT: new Problem(0, { code: 'network-unreachable' }) })
    put(Lend, { pickup: pickup.id, expiresAt: pickup.expires_at })
    await fields()
    await send()
    await send()
    await page?.get('input[name=name]').setValue('王方')
    await send()
    const ids = asked.map((each) => each.path)
    expect(ids[0]).toBe(ids[1])
    expect(ids[2]).not.toBe(ids[0])
    expect(page?.text()).toContain('连不上网络')
    expect(page?.emitted('done')).toBeUndefined()
  })
  it('shows the next step of a refusal', async () => {
    const body = { code: 'borrower-unknown', title: '没有找到', detail: '请对方先登录一次' }
    asks({ PUT: new Problem(404, body) })
    put(Lend, { pickup: pickup.id, expiresAt: pickup.expires_at })
    await fields()
    await send()
    expect(page?.get('[role=alert]').text()).toContain('请对方先登录一次')
  })
})

describe('what is lent', () => {
  const loan = {
    id: 'l1',
    name: '王芳',
    phone_masked: '138****0009',
    lender_name: '李强',
    lent_at: '2026-11-23T08:00:00Z',
    until: '2026-11-23T10:00:00Z',
  }
  it('is said to its owner, who takes it back after being asked once', async () => {
    const asked = asks({ DELETE: pickup })
    put(LentOut, { pickup: pickup.id, loan })
    expect(page?.text()).toContain('已交给王芳（138****0009）代领')
    await press('收回')
    expect(asked).toEqual([])
    const inDialog = page?.findAll('dialog button').at(-1)
    await inDialog?.trigger('click')
    await flushPromises()
    expect(asked.map(seen)).toEqual(['DELETE /pickups/0a0a/loan/l1'])
    expect(page?.emitted('done')).toHaveLength(1)
  })
  it('offers nothing to a colleague', () => {
    asks({})
    put(LentOut, { pickup: pickup.id, loan: { ...loan, lender_name: '张三' } })
    expect(page?.findAll('button')).toHaveLength(0)
    expect(page?.text()).toContain('由张三交出')
  })
  it('stands in the list of the borrower', async () => {
    const lent = { ...pickup, loan_id: 'l1', lender_name: '李强', until: loan.until }
    asks({ GET: { items: [lent], next_cursor: null } })
    put(LentToMe)
    await flushPromises()
    expect(page?.text()).toContain('受李强委托')
    expect(page?.get('a').attributes('href')).toBe('/lent/0a0a')
    expect(await faults()).toEqual([])
  })
  it('shows nothing when there is nothing', async () => {
    asks({ GET: { items: [], next_cursor: null } })
    put(LentToMe)
    await flushPromises()
    expect(page?.text()).toBe('')
  })
})

describe('a link', () => {
  const none = {
    paper: 'TP1.AB',
    short_code: 'ABCDEFGHIJKL',
    ends_at: pickup.expires_at,
    link: null,
  }
  const link = { id: 'k1', path: '/p/AAAAAAAAAAAAAAAAAAAAAA', made_at: pickup.issued_at }
  it('is made, copied and revoked', async () => {
    const copied: string[] = []
    vi.stubGlobal('navigator', {
      clipboard: { writeText: async (text: string) => void copied.push(text) },
    })
    const asked = asks({ GET: none, PUT: { ...none, link }, DELETE: {} })
    put(PassLink, { pickup: pickup.id })
    await flushPromises()
    await press('生成链接')
    const address = `${location.origin}/p/AAAAAAAAAAAAAAAAAAAAAA`
    expect(page?.get('input').element.value).toBe(address)
    await press('复制')
    expect(copied).toEqual([address])
    await press('作废')
    expect(asked.map(seen).at(-1)).toBe('DELETE /pickups/0a0a/link/k1')
    expect(page?.text()).toContain('生成链接')
    await press('生成链接')
    const made = asked.filter((each) => each.method === 'PUT').map((each) => each.path)
    expect(new Set(made).size).toBe(2)
  })
  it('says how to copy where the browser will not', async () => {
    vi.stubGlobal('navigator', {})
    asks({ GET: { ...none, link } })
    put(PassLink, { pickup: pickup.id })
    await flushPromises()
    await press('复制')
    expect(toasts.value[0]?.words).toContain('长按')
  })
})

describe('the picture', () => {
  it('is a drawing to press and hold where the browser cannot paint', async () => {
    const forms = { paper: 'TP1.AB', short_code: 'ABCDEFGHIJKL', ends_at: '2026-11-30T02:00:00Z' }
    asks({ GET: { ...forms, link: null } })
    put(SavedPicture, { pickup: pickup.id, site: '甲厅', count: 3 })
    await flushPromises()
    const source = decodeURIComponent(page?.get('img').attributes('src') ?? '')
    expect(source).toContain('data:image/svg+xml')
    expect(source).toContain('手机号后六位')
    expect(source).toContain('3 份 · 甲厅')
    expect(source).toContain('ABCD EFGH IJKL')
    expect(page?.get('img').attributes('alt')).toContain('后六位')
    expect(page?.text()).toContain('请长按图片')
    expect(await faults()).toEqual([])
  })
})

describe('more ways', () => {
  it('make a new code only after being asked', async () => {
    const asked = asks({ PUT: pickup })
    put(MoreWays, { pickup })
    await press('换一张新码')
    expect(asked).toEqual([])
    expect(page?.text()).toContain('立刻全部作废')
    await press('换新码')
    expect(asked[0]?.path).toMatch(/^\/pickups\/0a0a\/code\/[0-9a-f-]{36}$/)
    expect(page?.emitted('changed')).toHaveLength(1)
  })
  it('ask the same again while a machine gives the order back, and then say why not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const body = {
      code: 'pickup-leased',
      title: '正保管',
      detail: '最迟四小时',
      retry_after_seconds: 2,
    }
    const answers: Record<string, unknown> = { PUT: new Problem(409, body) }
    const asked = asks(answers)
    put(MoreWays, { pickup })
    await press('换一张新码')
    await press('换新码')
    await vi.advanceTimersByTimeAsync(4_100)
    expect(page?.find('[role=alert]').exists()).toBe(false)
    expect(new Set(asked.map((each) => each.path)).size).toBe(1)
    expect(asked).toHaveLength(3)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked).toHaveLength(8)
    expect(page?.get('[role=alert]').text()).toContain('最迟四小时')
    answers['PUT'] = pickup
    await press('换新码')
    vi.useRealTimers()
    expect(page?.emitted('changed')).toHaveLength(1)
  })
  it.each<[string, Partial<Pickup>]>([
    ['to who may not collect', { pass: null }],
    ['while a machine serves', { state: 'dispensing' }],
  ])('are not offered %s', (_, change) => {
    asks({})
    put(MoreWays, { pickup: { ...pickup, ...change } })
    expect(page?.find('details').exists()).toBe(false)
  })
  it.each(['zh', 'en'] as const)('are reachable for everybody in %s', async (language) => {
    await loadText(language, ['kit', 'identity', 'places', 'taxpayer'])
    asks({})
    put(MoreWays, { pickup })
    page?.get('details').element.setAttribute('open', '')
    expect(await faults()).toEqual([])
    expect(page?.text()).not.toMatch(/forms\.|lend\./)
  })
})

describe('the ends of a loan', () => {
  const now = Date.parse('2026-11-23T08:00:00Z')
  const values = (at: number, expires: string): string[] =>
    endsOf(at, Date.parse(expires)).map((each) => each.value)
  it('are hours, days of the city, and the end of the code', () => {
    expect(values(now, '2026-11-30T02:00:00Z')).toEqual([
      '2026-11-23T10:00:00.000Z',
      '2026-11-23T16:00:00.000Z',
      '2026-11-24T16:00:00.000Z',
      '2026-11-30T02:00:00.000Z',
    ])
  })
  it('are never after the code ends', () => {
    expect(values(now, '2026-11-23T09:00:00Z')).toEqual(['2026-11-23T09:00:00.000Z'])
  })
  it('stand in order late in the evening', () => {
    const late = Date.parse('2026-11-23T15:30:00Z')
    expect(values(late, '2026-11-30T02:00:00Z')[0]).toBe('2026-11-23T16:00:00.000Z')
  })
})

it('one wish has one id', () => {
  const idFor = wishIds()
  const first = idFor({ a: 1 })
  expect(idFor({ a: 1 })).toBe(first)
  expect(idFor({ a: 2 })).not.toBe(first)
})
