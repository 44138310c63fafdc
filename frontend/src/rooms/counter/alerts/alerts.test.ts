import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import AlertsPage from '@/doors/counter/pages/AlertsPage.vue'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import { fakeNet } from '../fakes'
import { alertDue, alertNext, alertWords, ownerWords, type Alert } from './alerts'

// The tests' clock stands at 2026-11-23T08:00:00Z, and "clerk/me" is signed in.
const NOW = Date.parse('2026-11-23T08:00:00Z')
const jam: Alert = {
  id: 'B001-K1.jam',
  kiosk_id: 'B001-K1',
  site_id: 'B001',
  kind: 'jam',
  about: '',
  severity: 'high',
  is_open: true,
  opened_at: '2026-11-23T07:25:00Z',
  due_at: '2026-11-23T07:55:00Z',
  owner: null,
  owner_name: null,
  taken_at: null,
  left: null,
  version: 1,
}
const low: Alert = {
  ...jam,
  id: 'B001-K2.low.P_ORD',
  kiosk_id: 'B001-K2',
  kind: 'low',
  about: 'P_ORD',
  left: 6,
  severity: 'middle',
  due_at: '2026-11-24T07:25:00Z',
  owner: 'clerk/other',
  owner_name: '乙某',
}
const ROUTE = '/counter/alerts'

let page: VueWrapper | null = null
beforeEach(() => loadText('zh', ['kit', 'identity', 'places', 'taxpayer', 'counter']))
afterEach(() => page?.unmount())
async function opened(): Promise<VueWrapper> {
  const stubs = {
    RouterLink: { props: ['to'], template: '<a :href="to.path"><slot /></a>' },
  }
  page = mount(AlertsPage, { attachTo: document.body, global: { stubs } })
  await flushPromises()
  return page
}
const rows = (): string[] => page?.findAll('tbody tr').map((row) => row.text()) ?? []
const button = (row: number) => page?.findAll('tbody tr')[row]?.find('button')

describe('the words', () => {
  it('say what is wrong, and with which paper', () => {
    expect(alertWords(jam)).toBe('卡纸')
    expect(alertWords(low)).toBe(`票快用完 · ${t('kind.P_ORD')}`)
    expect(alertNext(low)).toContain('三天内')
  })
  it('say that nothing is left where that is so', () => {
    expect(alertWords({ ...low, left: 0 })).toBe(`已经没有票 · ${t('kind.P_ORD')}`)
    expect(alertNext({ ...low, left: 0 })).not.toContain('三天内')
  })
  it('say how long there is', () => {
    expect(alertDue(jam, NOW)).toEqual({ words: '已超时 5 分钟', tone: 'bad' })
    expect(alertDue(low, NOW)?.tone).toBe('plain')
    expect(alertDue({ ...jam, due_at: '2026-11-23T08:09:00Z' }, NOW)?.tone).toBe('warn')
    expect(alertDue({ ...jam, due_at: null }, NOW)).toBeNull()
  })
  it('name the owner, also one whose name is not known', () => {
    expect(ownerWords(jam, 'clerk/me')).toBe('还没有人')
    expect(ownerWords(low, 'clerk/me')).toBe('乙某')
    expect(ownerWords(low, 'clerk/other')).toBe('我')
    expect(ownerWords({ ...low, owner_name: '' }, 'clerk/me')).toBe(t('actor.clerk'))
  })
})

describe('the page', () => {
  it('keeps the order of the server and offers what fits each', async () => {
    const mine = {
      ...low,
      id: 'B001-K3.low.P_ORD',
      kiosk_id: 'B001-K3',
      owner: 'clerk/me',
      owner_name: '本人',
    }
    fakeNet({ GET: { items: [jam, low, mine] } })
    await opened()
    expect(await faults()).toEqual([])
    expect(rows().map((row) => row.slice(0, 7))).toEqual(['B001-K1', 'B001-K2', 'B001-K3'])
    expect(button(0)?.text()).toContain('我来处理')
    expect(button(1)?.text()).toContain('接手')
    expect(button(2)?.exists()).toBe(false)
  })

  it('takes what is nobody’s, and takes over only on purpose', async () => {
    const taken = { ...jam, owner: 'clerk/me', owner_name: '本人' }
    const asked = fakeNet({
      GET: { items: [jam, low] },
      [`PUT ${ROUTE}/B001-K1.jam/owner`]: taken,
      [`PUT ${ROUTE}/B001-K2.low.P_ORD/owner`]: { ...low, owner: 'clerk/me' },
    })
    await opened()
    await button(0)?.trigger('click')
    await flushPromises()
    await button(1)?.trigger('click')
    await flushPromises()
    const puts = asked.filter((one) => one.method === 'PUT')
    expect(puts.map((one) => one.body)).toEqual([{ over: false }, { over: true }])
    expect(page?.findAll('tbody button')).toHaveLength(0)
  })

  it('shows the list as it is when somebody was quicker', async () => {
    const answers: Record<string, unknown> = {
      GET: { items: [jam] },
      PUT: new Problem(409, { code: 'alert-taken', title: '已有同事在处理这条告警' }),
    }
    fakeNet(answers)
    await opened()
    answers['GET'] = { items: [{ ...jam, owner: 'clerk/other', owner_name: '乙某' }] }
    await button(0)?.trigger('click')
    await flushPromises()
    expect(page?.text()).toContain('已有同事在处理这条告警')
    expect(rows()[0]).toContain('乙某')
    expect(button(0)?.text()).toContain('接手')
    expect(await faults()).toEqual([])
  })

  it('says when there is nothing, and why there is no list', async () => {
    fakeNet({ GET: { items: [] } })
    expect((await opened()).text()).toContain(t('alerts.none'))
    page?.unmount()
    fakeNet({ GET: new Problem(503, { code: 'busy', title: '请稍后再试' }) })
    const text = (await opened()).text()
    expect(text).toContain('请稍后再试')
    expect(text).not.toContain(t('alerts.none'))
  })
})
