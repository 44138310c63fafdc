/** Answering a form: asked before what cannot be undone, sent once, refusals in words. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Problem } from '@/net/problems'
import { fakeHouse } from '@/rooms/documents/fakes'
import { faults } from '@/rooms/kiosk/axe'
import { loadText } from '@/text'
import { form } from './fakes'
import RedActs from './RedActs.vue'
import type { RedForm } from './types'

let page: VueWrapper | null = null
const put = (one: RedForm, company: string) =>
  (page = mount(RedActs, {
    props: { form: one, company },
    attachTo: document.body,
  }) as VueWrapper)
const press = async (where: VueWrapper, words: string): Promise<void> => {
  const found = where.findAll('button').filter((one) => one.text() === words)
  await found.at(-1)?.trigger('click')
  await flushPromises()
}

beforeEach(() => loadText('zh', ['kit', 'identity', 'places', 'taxpayer', 'einvoices', 'papers']))
afterEach(() => page?.unmount())

it('tells the buyer what agreeing means, and sends it once', async () => {
  const agreed = form({ state: '04', version: 2 })
  const { asked } = fakeHouse({ 'PUT /companies/B/red-forms/f1/confirmation': agreed })
  const acts = put(form(), 'B')
  expect(acts.findAll('button').map((one) => one.text())).toEqual(['确认', '否认'])
  await press(acts, '确认')
  const said = acts.get('dialog').text()
  expect(said).toContain('¥113.00')
  expect(said).toContain('转出进项税额 ¥13.00')
  expect(await faults()).toEqual([])
  expect(asked).toEqual([])
  await press(acts, '确认')
  expect(acts.emitted('changed')).toEqual([[agreed]])
  expect(asked).toHaveLength(1)
  expect(acts.find('dialog[open]').exists()).toBe(false)
})

it.each([
  ['deny', '否认', 'denial'],
  ['withdraw', '撤销确认单', 'withdrawal'],
])('%s asks first, and can be left', async (act, words, route) => {
  const company = act === 'deny' ? 'B' : 'S'
  const { asked } = fakeHouse({ [`PUT /companies/${company}/red-forms/f1/${route}`]: form() })
  const acts = put(form(), company)
  await press(acts, words)
  await press(acts, '取消')
  expect(asked).toEqual([])
  await press(acts, words)
  await press(acts, act === 'deny' ? '否认' : '撤销')
  expect(asked.map((one) => one.method)).toEqual(['PUT'])
})

it('issues under one id, also when the first answer was lost', async () => {
  let line: unknown = new Problem(0, { code: 'network-unreachable' })
  const { asked } = fakeHouse({ 'PUT /companies/S/red-forms/f1/e-invoices/*': () => line })
  const acts = put(form({ state: '04' }), 'S')
  await press(acts, '开具红字发票')
  await press(acts, '开具')
  expect(acts.get('dialog').text()).toContain('连不上网络')
  line = { id: 'r1', number: '26132070000000000002' }
  await press(acts, '开具')
  expect(acts.emitted('issued')).toHaveLength(1)
  expect(asked[0]?.path).toBe(asked[1]?.path)
})

it('says why it was refused, and has the form looked at again', async () => {
  const late = new Problem(409, {
    ...{ code: 'red-form-over', title: '确认单现在的状态（07）不能这样办理', detail: '请刷新查看' },
  })
  fakeHouse({ 'PUT /companies/B/red-forms/f1/confirmation': late })
  const acts = put(form(), 'B')
  await press(acts, '确认')
  await press(acts, '确认')
  expect(acts.get('dialog').text()).toContain('不能这样办理')
  expect(acts.get('dialog').text()).toContain('请刷新查看')
  expect(acts.emitted('changed')).toEqual([[null]])
})
