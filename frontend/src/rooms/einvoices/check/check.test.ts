/** The public check: what is asked, and each verdict and refusal in words. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fakeNet, refusal, type Asked } from '../fakes'
import CheckForm from './CheckForm.vue'

const RIGHT = { number: '2613 2000 0000 1234 5678', day: '2026-11-23', total: '1,130.00' }
let reply: (asked: Asked) => unknown
let heard: Asked[]
let form: VueWrapper

beforeEach(async () => {
  reply = () => ({ verdict: 'matches' })
  heard = (await fakeNet((asked) => reply(asked))).heard
})
afterEach(() => form.unmount())

async function asked(given = RIGHT): Promise<string> {
  form = mount(CheckForm, { props: { given } })
  await form.get('form').trigger('submit')
  await flushPromises()
  return form.text()
}

it('asks for number, day and total, and nothing of who asks', async () => {
  await asked()
  expect(heard).toEqual([
    {
      method: 'POST',
      path: '/e-invoice-checks',
      body: {
        kind: 'e-invoice',
        number: '26132000000012345678',
        issued_on: '2026-11-23',
        total_fen: 113_000,
      },
    },
  ])
})

it.each([
  ['matches', '一致：这张发票在册'],
  ['partly-reversed', '已有一部分被红冲'],
  ['reversed', '已被全部红冲'],
  ['differs', '不一致'],
  ['unknown', '查无此票'],
])('the verdict %s is told with what to do', async (verdict, words) => {
  reply = () => ({ verdict })
  const text = await asked()
  expect(text).toContain(words)
  expect(text).not.toContain('echeck.')
})

it('a verdict is gone once something else is typed', async () => {
  await asked()
  await form.get('input[name=total]').setValue('1')
  expect(form.text()).not.toContain('一致')
})

it.each([
  [{ number: '123' }, '20 位数字'],
  [{ number: '' }, '请填写发票号码'],
  [{ day: '' }, '请选择票面上的开票日期'],
  [{ total: '' }, '请填写价税合计'],
  [{ total: '1.234' }, '最多两位小数'],
])('%j is not asked, and says why at its field', async (change, words) => {
  const text = await asked({ ...RIGHT, ...change })
  expect(text).toContain(words)
  expect(heard).toEqual([])
  expect(form.findAll('[aria-invalid=true]')).toHaveLength(1)
})

it('a red invoice is checked with its negative total', async () => {
  await asked({ ...RIGHT, total: '-96' })
  expect(heard[0]?.body).toMatchObject({ total_fen: -9_600 })
})

it('a refusal of the server stands at its field with its next step', async () => {
  reply = () => {
    throw refusal(422, 'check-too-old', '/issued_on')
  }
  expect(await asked()).toContain('题 check-too-old。下一步')
  expect(form.get('input[name=day]').attributes('aria-invalid')).toBe('true')
})

it.each([
  ['checks-too-many', '题 checks-too-many'],
  ['tries-too-many', '从这个网络查得太频繁'],
])('%s is told in words, with when to come back', async (code, words) => {
  reply = () => {
    throw refusal(429, code, '', { retry_after_seconds: 60 })
  }
  const text = await asked()
  expect(text).toContain(words)
  expect(text).toContain('60')
  expect(text).not.toContain('取票')
})
