import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import type { KindLine, PersonLine } from '../api'
import { fakeNet } from '../fakes'
import KindDialog from './KindDialog.vue'
import KindTable from './KindTable.vue'
import PeopleTable from './PeopleTable.vue'
import PersonDialog from './PersonDialog.vue'
import VerifyDialog from './VerifyDialog.vue'

const KIND: KindLine = {
  kind: 'P_ORD',
  max_per_sheet_fen: 9_999_999,
  max_per_month: 50,
  max_per_time: 25,
  max_holding: 60,
  supply_method: 'verify-old',
  effective_from: '2026-01-01',
  effective_to: null,
  taken_this_month: 10,
  waiting: 0,
  holding: 7,
  left_now: 15,
  version: 4,
}
const PERSON: PersonLine = {
  person_id: '0193-abcd',
  name: '模拟办税员',
  role: 'invoice-agent',
  real_name_verified: true,
  invoice_agent: true,
  valid_from: '2026-01-01',
  valid_to: null,
  recorded_at: '2026-01-02T00:00:00Z',
  recorded_by: 'clerk/1',
  version: 3,
}
let page: VueWrapper | null = null
const put = (component: Parameters<typeof mount>[0], props: object) =>
  (page = mount(component, { props, attachTo: document.body } as never) as VueWrapper)
const send = async (form: VueWrapper): Promise<void> => {
  await form.find('form').trigger('submit')
  await flushPromises()
}
beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))
afterEach(() => page?.unmount())

describe('approved kinds', () => {
  it('are granted to a new company by the first values', async () => {
    const asked = fakeNet({ PUT: {} })
    const dialog = put(KindDialog, { modelValue: true, company: 'X', today: '2026-11-23' })
    await send(dialog)
    expect(asked).toHaveLength(0)
    await dialog.find('select[name=kind]').setValue('P_SPECIAL')
    await dialog.find('textarea').setValue('新办')
    await send(dialog)
    expect(asked[0]).toEqual({
      method: 'PUT',
      path: '/counter/companies/X/invoice-kinds/P_SPECIAL',
      body: { terms: null, reason: '新办', version: null },
    })
    expect(dialog.emitted('done')).toHaveLength(1)
  })

  it('are changed with the version that was seen, and only by whole numbers', async () => {
    const asked = fakeNet({ PUT: {} })
    const dialog = put(KindDialog, {
      modelValue: true,
      company: 'X',
      today: '2026-11-23',
      kind: KIND,
    })
    await dialog.find('textarea').setValue('增量')
    await dialog.find('input[name=month]').setValue('2.5')
    await send(dialog)
    expect(dialog.text()).toContain(t('kinds.numbers'))
    expect(asked).toHaveLength(0)
    await dialog.find('input[name=month]').setValue('80')
    await dialog.find('input[name=to]').setValue('2025-12-31')
    await send(dialog)
    expect(dialog.text()).toContain(t('fact.crossed'))
    await dialog.find('input[name=to]').setValue('2026-12-31')
    await send(dialog)
    expect(asked[0]?.body).toEqual({
      terms: {
        max_per_sheet_fen: 9_999_999,
        max_per_month: 80,
        max_per_time: 25,
        max_holding: 60,
        supply_method: 'verify-old',
        effective_from: '2026-01-01',
        effective_to: '2026-12-31',
      },
      reason: '增量',
      version: 4,
    })
    expect(await faults()).toEqual([])
  })

  it('stand with their limits, and offer to verify only what is held', async () => {
    const table = put(KindTable, { kinds: [KIND, { ...KIND, kind: 'P_ROLL', holding: 0 }] })
    expect(table.text()).toContain('¥99,999.99')
    const buttons = table.findAll('button')
    expect(buttons).toHaveLength(3)
    await buttons[1]?.trigger('click')
    expect(table.emitted('verify')).toMatchObject([[{ kind: 'P_ORD' }]])
    expect(await faults()).toEqual([])
  })
})

it('used sheets are verified once, another count under another id', async () => {
  const asked = fakeNet({ PUT: new Problem(0, { code: 'network-slow' }) })
  const dialog = put(VerifyDialog, { modelValue: true, company: 'X', kind: KIND })
  await dialog.find('input[name=count]').setValue('8')
  await send(dialog)
  expect(dialog.text()).toContain(t('verify.wrong', { holding: 7 }))
  expect(asked).toHaveLength(0)
  for (const count of ['5', '5', '6']) {
    await dialog.find('input[name=count]').setValue(count)
    await send(dialog)
  }
  expect(asked.map((one) => one.body)).toEqual([5, 5, 6].map((count) => ({ kind: 'P_ORD', count })))
  expect(asked[0]?.path).toBe(asked[1]?.path)
  expect(asked[2]?.path).not.toBe(asked[0]?.path)
  expect(await faults()).toEqual([])
})

describe('people', () => {
  it('are ended by a last day, by whoever saw the version', async () => {
    const asked = fakeNet({ PUT: {} })
    const dialog = put(PersonDialog, { modelValue: true, company: 'X', person: PERSON })
    expect(dialog.find('input[name=person_id]').exists()).toBe(false)
    await dialog.find('input[name=valid_to]').setValue('2026-11-30')
    await send(dialog)
    expect(asked[0]).toEqual({
      method: 'PUT',
      path: '/counter/companies/X/people/0193-abcd',
      body: {
        role: 'invoice-agent',
        name: '模拟办税员',
        real_name_verified: true,
        invoice_agent: true,
        valid_to: '2026-11-30',
        version: 3,
      },
    })
  })

  it('can be changed from the list', async () => {
    const table = put(PeopleTable, { people: [PERSON] })
    await table.find('button').trigger('click')
    expect(table.emitted('change')).toMatchObject([[{ person_id: '0193-abcd' }]])
    expect(await faults()).toEqual([])
  })
})
