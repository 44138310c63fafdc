/** The kit: what a keyboard and a screen reader meet, and no fault that axe can find. */
import axe from 'axe-core'
import { mount, type ComponentMountingOptions } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick, type Component } from 'vue'
import Banner from './Banner.vue'
import Button from './Button.vue'
import Choices from './Choices.vue'
import DataTable from './DataTable.vue'
import DateField from './DateField.vue'
import Dialog from './Dialog.vue'
import Empty from './Empty.vue'
import Field from './Field.vue'
import NumberField from './NumberField.vue'
import Progress from './Progress.vue'
import QrCard from './QrCard.vue'
import Select from './Select.vue'
import Steps from './Steps.vue'
import Tabs from './Tabs.vue'
import TextArea from './TextArea.vue'

const put = (component: Component, options: ComponentMountingOptions<unknown> = {}) =>
  mount(component, { attachTo: document.body, ...options } as never)

afterEach(() => {
  document.body.innerHTML = ''
})

// Colours are judged in a real browser; here there is no layout to judge them by.
async function faults(): Promise<string[]> {
  const found = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  return found.violations.map((each) => `${each.id}: ${each.nodes[0]?.html ?? ''}`)
}

const choices = [
  { value: 'a', words: '甲' },
  { value: 'b', words: '乙', more: '说明' },
]
const parts: [string, Component, ComponentMountingOptions<unknown>][] = [
  [
    'Banner',
    Banner,
    {
      props: { kind: 'bad', title: '没有办成', live: true },
      slots: { default: '<p>请再试一次</p>' },
    },
  ],
  [
    'Button',
    Button,
    { props: { kind: 'first', icon: 'paper', busy: true }, slots: { default: '提交' } },
  ],
  ['Choices', Choices, { props: { modelValue: 'a', label: '种类', choices } }],
  [
    'DataTable',
    DataTable,
    {
      props: {
        caption: '企业',
        columns: [{ key: 'name', words: '名称' }],
        rows: [{ id: '1', name: '甲公司' }],
      },
    },
  ],
  ['DateField', DateField, { props: { modelValue: '2026-11-23', label: '日期' } }],
  ['Empty', Empty, { props: { title: '没有记录' } }],
  [
    'Field',
    Field,
    { props: { modelValue: '', label: '手机号码', hint: '11 位', error: '请输入' } },
  ],
  ['NumberField', NumberField, { props: { modelValue: 3, label: '份数', max: 25 } }],
  ['Progress', Progress, { props: { label: '正在打印', done: 1, of: 3 } }],
  ['QrCard', QrCard, { props: { text: 'TP1.AAAA', label: '取票码' } }],
  [
    'Select',
    Select,
    { props: { modelValue: '', label: '区县', options: choices, empty: '请选择' } },
  ],
  ['Steps', Steps, { props: { steps: ['种类', '数量'], now: 0 } }],
  ['Tabs', Tabs, { props: { modelValue: 'a', label: '视图', tabs: choices } }],
  ['TextArea', TextArea, { props: { modelValue: '', label: '原因' } }],
]

it.each(parts)('%s has no fault', async (_, component, options) => {
  put(component, options)
  expect(await faults()).toEqual([])
})

describe('a field', () => {
  it('is tied to its error and says that it is wrong', () => {
    const input = put(Field, { props: { modelValue: '', label: '手机号码', error: '请输入' } }).get(
      'input',
    )
    const error = document.getElementById(input.attributes('aria-describedby') ?? '')
    expect([
      input.attributes('aria-invalid'),
      error?.textContent,
      error?.getAttribute('role'),
    ]).toEqual(['true', '请输入', 'alert'])
  })
})

describe('a button', () => {
  it('that is busy ignores a second press and stays in reach', async () => {
    const button = put(Button, { props: { busy: true }, slots: { default: '提交' } })
    await button.trigger('click')
    expect([button.emitted('press'), button.attributes('disabled'), button.text()]).toEqual([
      undefined,
      undefined,
      '提交，正在处理',
    ])
  })
})

describe('a number', () => {
  it('stays between its bounds with the buttons, and takes what is typed', async () => {
    const field = put(NumberField, { props: { modelValue: 25, label: '份数', max: 25 } })
    const [fewer, more] = field.findAll('button')
    expect(more?.attributes('disabled')).toBeDefined()
    await fewer?.trigger('click')
    await field.get('input').setValue('12')
    expect(field.emitted('update:modelValue')).toEqual([[24], [12]])
  })
  it.each(['2.5', '1e2', '-3', '三'])('never makes a whole number of %s', async (typed) => {
    const field = put(NumberField, { props: { modelValue: 1, label: '份数', max: 25 } })
    await field.get('input').setValue(typed)
    expect(field.emitted('update:modelValue')).toEqual([[Number.NaN]])
    expect(field.get('input').element.value).toBe(typed)
  })
})

describe('tabs', () => {
  it('follow the arrows and keep one tab in the order', async () => {
    const tabs = put(Tabs, { props: { modelValue: 'a', label: '视图', tabs: choices } })
    await tabs.get('[role=tablist]').trigger('keydown', { key: 'ArrowRight' })
    expect(tabs.emitted('update:modelValue')).toEqual([['b']])
    expect(tabs.findAll('[role=tab]').map((tab) => tab.attributes('tabindex'))).toEqual(['-1', '0'])
  })
})

describe('a dialog', () => {
  it('opens as modal and tells when it is closed', async () => {
    const dialog = put(Dialog, { props: { modelValue: true, title: '撤回？' } })
    await nextTick()
    await nextTick()
    const element = dialog.get('dialog')
    expect((element.element as HTMLDialogElement).open).toBe(true)
    await element.trigger('close')
    expect(dialog.emitted('update:modelValue')).toEqual([[false]])
  })
})

describe('the QR picture', () => {
  it('is 41 modules wide at least, with four quiet ones round it, black on white', () => {
    const picture = put(QrCard, { props: { text: 'TP1.AAAA', label: '取票码' } })
    expect(picture.attributes('viewBox')).toBe('0 0 49 49')
    expect([
      picture.get('rect').attributes('fill'),
      picture.get('path').attributes('fill'),
    ]).toEqual(['#fff', '#000'])
    expect(picture.get('path').attributes('d')).toMatch(/^M4 4h1v1/)
  })
})
