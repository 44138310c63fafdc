/** Two clerks, each with the dialog open: what one does the other hears of. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import type { StaffKiosk } from '../api'
import { fakeNet, type Asked } from '../fakes'
import BeginRestock from './BeginRestock.vue'
import { codesIn, doubtOf } from './doubts'
import type { Restock } from './papers'
import RestockDialog from './RestockDialog.vue'

const CODE = '013002600104'
const ROLL = '013002600107'
const NOW = Date.parse('2026-11-23T08:00:00Z')
const kiosk = {
  id: 'B001-K1',
  name: '1 号终端',
  cassettes: [{ kind: 'P_ORD', code: CODE, next: 12346001, left: 60 }],
} as StaffKiosk
const restock = {
  id: '01J0000000000000000000000A',
  kiosk_id: kiosk.id,
  way: 'load',
  kind: 'P_ORD',
  state: 'opened',
  packets: [],
  packet_count: 1,
  sheets: 100,
  opened_by: 'clerk/me',
  opened_by_name: '甲某',
  opened_at: '2026-11-23T07:50:00Z',
  expires_at: '2026-11-23T08:20:00Z',
  ended_by: null,
  ended_by_name: null,
  ended_at: null,
  reason: null,
} as Restock
let page: VueWrapper | null = null

beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))
afterEach(() => {
  page?.unmount()
  vi.useRealTimers()
})

async function opened(answers: Record<string, unknown>): Promise<VueWrapper> {
  fakeNet(answers)
  const props = { modelValue: true, kiosk, way: 'unload', now: NOW }
  page = mount(RestockDialog, { props, attachTo: document.body } as never) as VueWrapper
  await flushPromises()
  return page
}

it.each([
  ['clerk/one', true],
  ['clerk/me', false],
])('finds what %s began, to be confirmed here: %s', async (opened_by, second) => {
  const dialog = await opened({ GET: { items: [{ ...restock, opened_by }] } })
  // The act that waits, and not the one that was asked for.
  expect(dialog.text()).toContain(t('restock.load.title', { name: 'B001-K1 1 号终端' }))
  expect(dialog.find('input[name=scan]').exists()).toBe(second)
  expect(await faults()).toEqual([])
})

describe('who waits', () => {
  const waiting = async (end: Partial<Restock>): Promise<VueWrapper> => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const answers: Record<string, unknown> = { GET: { items: [restock] } }
    const dialog = await opened(answers)
    answers['GET'] = { items: [{ ...restock, ended_by_name: '乙某', ...end }] }
    await vi.advanceTimersByTimeAsync(3_100)
    return dialog
  }

  it('hears that the second clerk confirmed it', async () => {
    const dialog = await waiting({ state: 'confirmed' })
    expect(dialog.emitted('done')).toEqual([['load']])
  })

  it.each([
    [{ state: 'cancelled' }, '乙某取消了这次'],
    [{ state: 'cancelled', reason: 'unload-differs' }, '没有取出'],
    [{ state: 'lapsed', ended_by_name: null }, '没有人复核'],
  ] as const)('hears that it came to nothing, and may begin anew: %s', async (end, words) => {
    const dialog = await waiting(end)
    expect(dialog.text()).toContain(words)
    expect(dialog.find('input[name=scan]').exists()).toBe(true)
    expect(dialog.emitted('done')).toBeUndefined()
    vi.useRealTimers()
    expect(await faults()).toEqual([])
  })
})

describe('what does not fit', () => {
  const other = { cassettes: [{ kind: 'P_ROLL', code: ROLL, next: 1, left: 1 }] } as StaffKiosk
  const codes = codesIn([kiosk, other])
  const packets = (code: string) => [{ code, first: 12347001, last: 12347100 }]
  const seen = { code: CODE, number: 12346001 }
  const ask = (kind: string, code: string, head: typeof seen | null) =>
    doubtOf({ way: 'load', kind, packets: packets(code), seen: head }, codes, kiosk)

  it.each([
    ['P_ORD', CODE, seen, null],
    ['P_ORD', '013002600999', seen, null],
    ['P_ORD', ROLL, seen, { about: 'kind', code: ROLL, kind: 'P_ROLL' }],
    ['P_ROLL', ROLL, seen, { about: 'kind', code: CODE, kind: 'P_ORD' }],
    ['P_ROLL', ROLL, null, null],
    ['P_ORD', CODE, null, { about: 'head' }],
    ['P_ORD', CODE, { ...seen, number: 12346002 }, { about: 'head' }],
  ])('%s with %s and the head %j: %j', (kind, code, head, doubt) => {
    expect(ask(kind, code, head)).toEqual(doubt)
  })

  async function begun(kind: string, ...scans: string[]): Promise<Asked[]> {
    const asked = fakeNet({ PUT: restock })
    const props = { kiosk, way: 'load', codes }
    page = mount(BeginRestock, { props, attachTo: document.body } as never) as VueWrapper
    const field = () => page!.find('input[name=scan]')
    for (const text of [...scans, '']) {
      await field().setValue(text)
      if (text === '' && kind !== '') await page.find('select').setValue(kind)
      await field().trigger('keydown', { key: 'Enter' })
      await flushPromises()
    }
    return asked
  }
  const press = async (place: number): Promise<void> => {
    await page?.findAll('.banner button')[place]?.trigger('click')
    await flushPromises()
  }

  it('takes the kind from the first code that is known in any machine', async () => {
    await begun('', `${CODE}12346001`)
    expect((page?.find('select').element as HTMLSelectElement).value).toBe('P_ORD')
  })

  it('asks before it sends a wrong kind, and mends it with one touch', async () => {
    const asked = await begun('P_ROLL', `${CODE}12346001`, `${CODE}12347001`, `${CODE}12347100`)
    expect(asked).toEqual([])
    expect(page?.text()).toContain(t('restock.doubt.kind'))
    expect(await faults()).toEqual([])
    await press(0)
    expect((page?.find('select').element as HTMLSelectElement).value).toBe('P_ORD')
    await page?.find('form').trigger('submit')
    await flushPromises()
    expect(asked[0]?.body).toMatchObject({ kind: 'P_ORD', seen })
  })

  it('asks before it sends a head that is not in the books: scan again, or it is so', async () => {
    const scans = [`${CODE}12346002`, `${CODE}12347001`, `${CODE}12347100`]
    const asked = await begun('', ...scans)
    expect(page?.text()).toContain(t('restock.doubt.head'))
    await press(0)
    expect(page?.text()).toContain(t('restock.head'))
    page?.unmount()
    expect(asked).toEqual([])
    const sent = await begun('', ...scans)
    await press(1)
    expect(sent[0]?.body).toMatchObject({ seen: { code: CODE, number: 12346002 } })
  })
})
