import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import type { FactLine } from '../api'
import { fakeNet } from '../fakes'
import { matching } from '../search'
import FactDialog from './FactDialog.vue'
import FactTable from './FactTable.vue'
import { choicesFor, inOrder, valueWords } from './facts'
import RegisterForm from './RegisterForm.vue'
import { differences, typedCode } from '@/rooms/companies/uscc'

const fact = (change: Partial<FactLine>): FactLine => ({
  id: 'f1',
  name: 'status',
  value: '03',
  effective_from: '2026-01-01',
  effective_to: null,
  source: '登记系统',
  recorded_at: '2026-01-02T00:00:00Z',
  recorded_by: 'person/0193-abcd',
  ...change,
})
let page: VueWrapper | null = null
const put = (component: Parameters<typeof mount>[0], props: object) =>
  (page = mount(component, { props, attachTo: document.body } as never) as VueWrapper)
beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer', 'counter']))
afterEach(() => page?.unmount())

describe('credit codes', () => {
  it('are folded in form, never in meaning', () => {
    expect(typedCode(' ９１13o502 ma07x1a18w ')).toBe('9113O502MA07X1A18W')
  })
  it('show where the proposal differs', () => {
    expect(differences('9113O5', '911305')).toEqual([
      { text: '9113', differs: false },
      { text: '0', differs: true },
      { text: '5', differs: false },
    ])
  })
})

describe('registering', () => {
  const TYPED = '9113O502MA07X1A18W'
  const PROPOSED = '91130502MA07X1A18W'
  const mistaken = new Problem(400, {
    code: 'uscc-letter-mistaken',
    title: '第5位是字母O',
    detail: '是否应为',
    errors: [{ pointer: '/id' }],
    params: { proposal: PROPOSED },
  })
  async function fill(form: VueWrapper): Promise<void> {
    await form.find('input[name=id]').setValue(TYPED)
    await form.find('input[name=name]').setValue('新企业（模拟）')
    await form.find('select[name=district_code]').setValue('130502')
    await form.find('select[name=taxpayer_type]').setValue('2')
    await form.find('form').trigger('submit')
    await flushPromises()
  }

  it('asks about O and 0, changes it only when told, and then registers', async () => {
    const asked = fakeNet({
      [`PUT /counter/companies/${TYPED}`]: mistaken,
      [`PUT /counter/companies/${PROPOSED}`]: { id: PROPOSED },
    })
    const form = put(RegisterForm, {})
    await fill(form)
    expect((form.find('input[name=id]').element as HTMLInputElement).value).toBe(TYPED)
    expect(form.text()).toContain(t('register.meant'))
    expect(form.find('mark').text()).toBe('0')
    expect(await faults()).toEqual([])
    const take = form.findAll('button').find((button) => button.text() === t('register.take'))
    await take?.trigger('click')
    expect((form.find('input[name=id]').element as HTMLInputElement).value).toBe(PROPOSED)
    expect(asked).toHaveLength(1)
    await form.find('form').trigger('submit')
    await flushPromises()
    expect(form.emitted('registered')).toEqual([[PROPOSED]])
    expect(asked[1]?.body).toEqual({
      name: '新企业（模拟）',
      district_code: '130502',
      taxpayer_type: '2',
    })
  })

  it('stands by what was typed when the clerk says so', async () => {
    fakeNet({ PUT: mistaken })
    const form = put(RegisterForm, {})
    await fill(form)
    await form
      .findAll('button')
      .find((button) => button.text() === t('register.keep'))
      ?.trigger('click')
    expect((form.find('input[name=id]').element as HTMLInputElement).value).toBe(TYPED)
    expect(form.text()).not.toContain(t('register.meant'))
  })

  it('names what is missing before asking the server', async () => {
    const asked = fakeNet({})
    const form = put(RegisterForm, {})
    await form.find('form').trigger('submit')
    expect(form.findAll('[role=alert]')).toHaveLength(4)
    expect(asked).toHaveLength(0)
  })
})

describe('facts', () => {
  const old = fact({ id: 'f0', value: '05', recorded_at: '2025-01-01T00:00:00Z' })
  const grade = fact({ id: 'f2', name: 'credit_grade', value: 'A' })

  it('stand with today on top in the order of the checks', () => {
    const rows = inOrder([grade, old, fact({})], { status: 'f1', credit_grade: 'f2' })
    expect(rows.map((row) => [row.id, row.now])).toEqual([
      ['f1', true],
      ['f2', true],
      ['f0', false],
    ])
  })
  it('offer values where there are few', () => {
    expect(choicesFor('credit_grade')?.map((one) => one.value)).toEqual([
      'A',
      'B',
      'M',
      'C',
      'D',
      'unrated',
    ])
    expect(choicesFor('risk_block')).toBeNull()
    expect(valueWords('status', '03')).toBe('03 正常')
    expect(valueWords('risk_block', 'none')).toBe('无')
  })
  it('offer a change of what holds today only', async () => {
    const table = put(FactTable, {
      company: 'X',
      facts: [fact({}), old],
      cursor: null,
      inForce: { status: 'f1' },
    })
    expect(table.findAll('button')).toHaveLength(1)
    await table.find('button').trigger('click')
    expect(table.emitted('change')).toEqual([['status']])
    expect(await faults()).toEqual([])
  })

  it('of long ago come on request, each once', async () => {
    const asked = fakeNet({
      'GET /counter/companies/X/facts?limit=50&cursor=c1': {
        items: [old, grade],
        next_cursor: null,
      },
    })
    const table = put(FactTable, {
      company: 'X',
      facts: [fact({}), grade],
      cursor: 'c1',
      inForce: { status: 'f1', credit_grade: 'f2' },
    })
    const more = table.findAll('button').find((one) => one.text() === t('counter.more'))
    await more?.trigger('click')
    await flushPromises()
    expect(table.findAll('tbody tr')).toHaveLength(3)
    expect(table.text()).not.toContain(t('counter.more'))
    expect(asked).toHaveLength(1)
    await table.setProps({ facts: [fact({})], cursor: 'c2' })
    expect(table.findAll('tbody tr')).toHaveLength(1)
    expect(table.text()).toContain(t('counter.more'))
  })

  it('are recorded with days, source and reason, a correction under another id', async () => {
    const asked = fakeNet({ PUT: new Problem(0, { code: 'network-slow' }) })
    const dialog = put(FactDialog, {
      modelValue: true,
      company: 'X',
      name: 'status',
      today: '2026-11-23',
    })
    await flushPromises()
    await dialog.find('form').trigger('submit')
    expect(asked).toHaveLength(0)
    await dialog.find('select[name=value]').setValue('05')
    await dialog.find('input[name=effective_to]').setValue('2026-11-01')
    await dialog.find('input[name=source]').setValue('登记系统')
    await dialog.find('textarea').setValue('核查')
    await dialog.find('form').trigger('submit')
    expect(dialog.text()).toContain(t('fact.crossed'))
    await dialog.find('input[name=effective_to]').setValue('')
    for (const source of ['登记系统', '登记系统', '登记系统 2']) {
      await dialog.find('input[name=source]').setValue(source)
      await dialog.find('form').trigger('submit')
      await flushPromises()
    }
    expect(asked[0]?.body).toEqual({
      name: 'status',
      value: '05',
      effective_from: '2026-11-23',
      effective_to: null,
      source: '登记系统',
      reason: '核查',
    })
    expect(asked[0]?.path).toBe(asked[1]?.path)
    expect(asked[2]?.path).not.toBe(asked[0]?.path)
    expect(await faults()).toEqual([])
  })
})

it('search forgives width, case and spaces', () => {
  const names = (one: string) => [one]
  expect(matching(['甲 ABC 公司', '乙'], 'ａｂｃ公', names)).toEqual(['甲 ABC 公司'])
  expect(matching(['甲', '乙'], ' ', names)).toEqual(['甲', '乙'])
})
