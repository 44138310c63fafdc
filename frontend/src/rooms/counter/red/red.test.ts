/** A clerk voids a form: only where there is an edge, asked for a reason, its refusal in words. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { fakeNet } from '@/rooms/counter/fakes'
import { form } from '@/rooms/reds/fakes'
import type { RedState } from '@/rooms/reds/types'
import { loadText } from '@/text'
import { whyOf } from './red'
import RedFormCard from './RedFormCard.vue'

const route = 'PUT /counter/red-forms/f1/voiding'
let page: VueWrapper | null = null
const put = (state: RedState, red_id: string | null = null) =>
  (page = mount(RedFormCard, {
    props: { form: form({ state, red_id }) },
    attachTo: document.body,
  }) as VueWrapper)

beforeEach(() => loadText('zh', ['kit', 'identity', 'places', 'taxpayer', 'counter', 'papers']))
afterEach(() => page?.unmount())

it.each<[RedState, readonly string[]]>([
  ['01', ['10', '11', '13']],
  ['02', ['11']],
  ['03', ['11']],
  ['04', ['10', '11', '13']],
  ['07', []],
])('%s is voided as %o', (state, states) => {
  expect(whyOf({ state, red_id: null })).toEqual(states)
  expect(whyOf({ state, red_id: 'r1' })).toEqual([])
})

it('asks why, and sends it once', async () => {
  const asked = fakeNet({ [route]: form({ state: '11' }) })
  const card = put('04')
  await card.get('button.danger').trigger('click')
  await flushPromises()
  expect(await faults()).toEqual([])
  await card.get('dialog form').trigger('submit')
  expect(card.get('dialog').text()).toContain('请选择作废原因')
  expect(asked).toEqual([])
  await card.get('input[value="11"]').setValue()
  await card.get('dialog form').trigger('submit')
  await flushPromises()
  expect(asked).toEqual([
    {
      ...{ method: 'PUT', path: '/counter/red-forms/f1/voiding' },
      body: { state: '11', reason: '纳税人状态异常' },
    },
  ])
  expect(card.emitted('voided')).toHaveLength(1)
})

it('says why it was refused', async () => {
  fakeNet({ [route]: new Problem(409, { code: 'red-form-issued', title: '红字发票已开具' }) })
  const card = put('02')
  await card.get('button.danger').trigger('click')
  await card.get('input[value="11"]').setValue()
  await card.get('dialog form').trigger('submit')
  await flushPromises()
  expect(card.get('dialog').text()).toContain('红字发票已开具')
  expect(card.emitted('voided')).toBeUndefined()
})

it('what is over offers nothing', () => {
  fakeNet({})
  expect(put('07').find('button').exists()).toBe(false)
  expect(page?.text()).toContain('不能作废')
})
