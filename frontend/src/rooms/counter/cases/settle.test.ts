import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HistoryStep } from '@/net/api-types'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import type { Case, CaseDetail } from '../api'
import { fakeNet } from '../fakes'
import Settle from './Settle.vue'
import { between, takenOf } from './taken'
import { codeOf, likelyCode, meaning, serialOf, settlingOf, sheetsOut } from './settling'

const open: Case = {
  id: 'c1',
  kind: 'application',
  subject_id: 'a1',
  company_id: '91130502MA07X1A18W',
  company_name: '甲（模拟）',
  opened_at: '2026-11-23T06:00:00Z',
  due_at: '2026-11-25T06:00:00Z',
  state: 'open',
  why: [],
  decided_by: null,
  outcome: null,
  reason: null,
  version: 1,
}
const silent = {
  kiosk_id: 'B001-K1',
  confirmed: 2,
  count: 5,
  serials: [
    ['130000000001', 101, 103],
    ['130000000002', 7, 8],
  ],
}
const pickup: CaseDetail = {
  ...open,
  kind: 'pickup',
  why: [{ code: 'kiosk-silent', inputs: silent }],
  history: [],
}
let page: VueWrapper | null = null
const put = (component: Parameters<typeof mount>[0], props: object) =>
  (page = mount(component, { props, attachTo: document.body } as never) as VueWrapper)
const path = 'PUT /counter/cases/c1/decision'

beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))
afterEach(() => page?.unmount())

describe('settling', () => {
  const settling = settlingOf(pickup)
  it('knows what was set aside', () => {
    expect(settling).toMatchObject({ count: 5, confirmed: 2, kiosk: 'B001-K1' })
    expect(settling.segments).toEqual([
      { code: '130000000001', first: 101, last: 103 },
      { code: '130000000002', first: 7, last: 8 },
    ])
  })
  it('takes nothing from the history', () => {
    const steps = [{ kind: 'pickup:pickup:opened', data: silent }] as unknown as HistoryStep[]
    expect(settlingOf({ ...pickup, why: [], history: steps }).segments).toEqual([])
  })
  it.each<[string, number, number]>([
    ['130000000001', 101, 0],
    ['130000000001', 103, 2],
    ['130000000002', 7, 3],
    ['130000000002', 8, 4],
    ['130000000002', 9, 5],
    ['130000000003', 101, 5],
  ])('the sheet %s %i on top means %i out', (code, number, out) => {
    expect(sheetsOut(settling, { code, number })).toBe(out)
  })
  it('an empty cassette means all out', () => {
    expect(sheetsOut(settling, 'empty')).toBe(5)
  })
  it.each<[number, string]>([
    [2, '130000000001'],
    [3, '130000000002'],
    [5, '130000000002'],
  ])('after %i confirmed the code on top is likely %s', (confirmed, code) => {
    expect(likelyCode({ ...settling, confirmed })).toBe(code)
  })
  it('follows every sheet', () => {
    expect(meaning(settling, 4, 1)).toEqual({
      unconfirmed: 2,
      handed: 3,
      apart: 1,
      free: 1,
      owed: 2,
    })
  })
  it.each([
    ['00000103', 103],
    ['０００００１０３', 103],
    ['0000 0103', 103],
    ['103', null],
    ['00000000', null],
    ['0000010x', null],
  ])('reads %s', (typed, number) => {
    expect(serialOf(typed)).toBe(number)
  })
  it.each([
    ['1300 0000 0001', '130000000001'],
    ['1300000001', '1300000001'],
    ['13000000011', null],
  ])('reads the code %s', (typed, code) => {
    expect(codeOf(typed)).toBe(code)
  })
})

describe('what the person has', () => {
  const among = [
    { code: 'A', first: 101, last: 103 },
    { code: 'B', first: 103, last: 104 },
  ]
  it.each([
    ['', []],
    ['00000101-00000102', [['A', 101, 102]]],
    [
      '103 103',
      [
        ['A', 103, 103],
        ['B', 103, 103],
      ],
    ],
    ['102 102', null],
    ['105', null],
    ['103-101', null],
    ['0', null],
    ['x', null],
  ])('is read from %s', (typed, expected) => {
    const found = takenOf(typed, { among, code: '' })
    expect(found?.map((one) => [one.code, one.first, one.last]) ?? null).toEqual(expected)
  })
  it('belongs to the code that stands before it, where nobody knows better', () => {
    const home = { among: null, code: '1300000001' }
    expect(takenOf('101 1300000002 7-8', home)).toEqual([
      { code: '1300000001', first: 101, last: 101 },
      { code: '1300000002', first: 7, last: 8 },
    ])
    expect(takenOf('101', { among: null, code: '' })).toBeNull()
  })
  it('is cut from what was set aside', () => {
    expect(between(among, 2, 4)).toEqual([
      { code: 'A', first: 103, last: 103 },
      { code: 'B', first: 103, last: 103 },
    ])
  })
})

describe('a dark machine', () => {
  const dark = { kiosk_id: 'B001-K1', confirmed: 0, count: 2, serials: [] }
  const about = { ...pickup, why: [{ code: 'lease-holder-dark', inputs: dark }] }
  it('lets the clerk name what nobody saw', async () => {
    const asked = fakeNet({ [path]: pickup })
    const form = put(Settle, { about })
    await form.find('input[name=next_code]').setValue('130000000001')
    await form.find('input[name=next_serial]').setValue('00000106')
    await form.find('textarea').setValue('票箱最前一张已看')
    expect(form.text()).toContain(t('settle.unseen', { count: 2 }))
    expect(form.text()).not.toContain(t('settle.beyond'))
    await form.find('input[name=taken]').setValue('104-106')
    expect(form.text()).toContain(t('settle.taken.range', { count: 2 }))
    await form.find('input[name=taken]').setValue('00000104-00000105')
    await form.find('form').trigger('submit')
    await form.find('dialog form').trigger('submit')
    await flushPromises()
    const taken = [{ code: '130000000001', first: 104, last: 105 }]
    expect(asked[0]?.body).toMatchObject({ next_serial: 106, taken })
  })
})

describe('the settle form', () => {
  async function fill(form: VueWrapper, number: string): Promise<void> {
    await form.find('input[name=next_serial]').setValue(number)
    await form.find('textarea').setValue('票箱最前一张已看')
  }
  const send = async (form: VueWrapper): Promise<void> => {
    await form.find('form').trigger('submit')
    await form.find('dialog form').trigger('submit')
    await flushPromises()
  }

  it('sends the first sheet after one look back; nobody took anything', async () => {
    const asked = fakeNet({ [path]: pickup })
    const form = put(Settle, { about: pickup })
    expect(await faults()).toEqual([])
    expect((form.find('input[name=next_code]').element as HTMLInputElement).value).toBe(
      '130000000001',
    )
    expect(form.find('input[name=taken]').exists()).toBe(false)
    await fill(form, '00000103')
    expect(form.text()).toContain(t('settle.free', { count: 3 }))
    await form.find('form').trigger('submit')
    expect(asked).toHaveLength(0)
    await form.find('dialog form').trigger('submit')
    await flushPromises()
    expect(asked[0]?.body).toEqual({
      outcome: 'settle',
      reason: '票箱最前一张已看',
      next_code: '130000000001',
      next_serial: 103,
      taken: [],
      disputes: [],
    })
    expect(form.emitted('decided')).toHaveLength(1)
  })

  it.each(['zh', 'en'] as const)('asks who has what left unseen, in %s', async (language) => {
    await loadText(language, ['kit', 'places', 'taxpayer', 'counter'])
    const asked = fakeNet({ [path]: pickup })
    const form = put(Settle, { about: pickup })
    await form.find('input[name=next_code]').setValue('130000000002')
    await fill(form, '00000008')
    expect(form.text()).toContain(t('settle.unconfirmed', { count: 2 }))
    expect(form.text()).toContain(t('settle.apart', { count: 2 }))
    await form.find('input[name=taken]').setValue('00000007')
    expect(form.text()).toContain(t('settle.handed', { count: 3 }))
    expect(form.text()).toContain(t('settle.apart', { count: 1 }))
    expect(form.text()).toContain(t('settle.free', { count: 1 }))
    expect(form.text()).toContain(t('settle.owed', { count: 2 }))
    expect(await faults()).toEqual([])
    await send(form)
    expect(asked[0]?.body).toMatchObject({ next_code: '130000000002', next_serial: 8 })
    expect(asked[0]?.body).toMatchObject({ taken: [{ code: '130000000002', first: 7, last: 7 }] })
  })

  it('sends nothing for an empty cassette but what was taken', async () => {
    const asked = fakeNet({ [path]: pickup })
    const form = put(Settle, { about: pickup })
    await form.find('input[value=empty]').setValue()
    await form.find('input[name=taken]').setValue('00000103、00000007-00000008')
    expect(form.text()).toContain(t('settle.owed.none'))
    await form.find('textarea').setValue('空了')
    await send(form)
    const taken = [
      { code: '130000000001', first: 103, last: 103 },
      { code: '130000000002', first: 7, last: 8 },
    ]
    expect(asked[0]?.body).toMatchObject({ next_code: null, next_serial: null, taken })
  })

  it('asks again for a sheet that was confirmed as out, and for one that never left', async () => {
    const form = put(Settle, { about: pickup })
    await fill(form, '00000102')
    expect(form.text()).toContain(t('settle.fewer', { count: 2 }))
    await form.find('form').trigger('submit')
    expect(form.find('dialog form').exists()).toBe(false)
    await form.find('input[name=next_code]').setValue('130000000002')
    await fill(form, '00000007')
    await form.find('input[name=taken]').setValue('00000007')
    expect(form.text()).toContain(t('settle.taken.wrong'))
    await form.find('form').trigger('submit')
    expect(form.find('dialog form').exists()).toBe(false)
  })

  it('leaves a sheet that was not set aside to the server, and shows its no', async () => {
    fakeNet({
      [path]: new Problem(400, {
        code: 'sheets-out-of-range',
        title: '不是下一张',
        errors: [{ pointer: '/next_serial' }],
      }),
    })
    const form = put(Settle, { about: pickup })
    await fill(form, '00000999')
    expect(form.text()).toContain(t('settle.beyond'))
    await send(form)
    expect(form.find('dialog form').exists()).toBe(false)
    expect(form.find('input[name=next_serial]').attributes('aria-invalid')).toBe('true')
    expect(form.text()).toContain('不是下一张')
    expect(form.emitted('decided')).toBeUndefined()
  })
})
