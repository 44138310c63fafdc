/**
 * The form as a person fills it in: three steps, refusals at their fields, and the face at the end.
 *
 * Alone, because the outbox that sends it is one for all files that share a browser.
 */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRouter, createWebHistory, RouterView, type Router } from 'vue-router'
import { fakeNet, ITEM, PREVIEW, refusal, type Asked } from '@/rooms/einvoices/fakes'
import { openOutbox, outbox } from '@/rooms/outbox/here'
import IssuePage from './IssuePage.vue'

let page: VueWrapper
let router: Router
let preview: (asked: Asked) => unknown
let put: (asked: Asked) => unknown

beforeEach(async () => {
  preview = () => PREVIEW
  put = () => ({})
  await fakeNet((asked) => {
    if (asked.method === 'PUT') return put(asked)
    if (asked.path.endsWith('previews')) return preview(asked)
    return asked.path.endsWith('items') ? { items: [ITEM] } : { name: '模拟·卖方' }
  })
  await openOutbox()
  router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/companies/:company/e-invoices/new', component: IssuePage, props: true },
      { path: '/:rest(.*)*', component: { render: () => null } },
    ],
  })
  await router.push('/companies/c/e-invoices/new')
  page = mount(RouterView, { global: { plugins: [router] }, attachTo: document.body })
  await settled()
})
afterEach(() => page.unmount())

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20))
  await flushPromises()
}
async function type(name: string, text: string): Promise<void> {
  await page.get(`[name="${name}"]`).setValue(text)
}
async function next(): Promise<string> {
  await page.get('form').trigger('submit')
  await settled()
  return page.get('h1').text()
}
/** The first button that says so; the last one where that is asked for. */
async function press(words: string, which = 0): Promise<void> {
  const found = page.findAll('button').filter((button) => button.text().includes(words))
  await found.at(which)!.trigger('click')
  await settled()
}
async function toTheLines(): Promise<void> {
  await type('buyer.name', '模拟·买方')
  preview = () => {
    throw refusal(400, 'lines-missing', '/lines')
  }
  expect(await next()).toBe('开什么？')
  preview = () => PREVIEW
}
async function toTheFace(): Promise<void> {
  await toTheLines()
  await press('选择商品或服务的分类')
  await press('修理')
  await type('line.0.amount', '1130')
  expect(await next()).toBe('请核对整张票面')
}

it('a mistyped code is proposed and taken by a press alone', async () => {
  preview = ({ body }) => {
    const typed = (body as { buyer: { tax_id: string } }).buyer.tax_id
    const params = { proposal: '91130502MA07X1A18W' }
    const code = typed === params.proposal ? 'lines-missing' : 'uscc-letter-mistaken'
    throw refusal(400, code, code === 'lines-missing' ? '/lines' : '/buyer/tax_id', { params })
  }
  await type('buyer.name', '模拟·买方')
  await type('buyer.tax_id', '9113O502MA07X1A18W')
  expect(await next()).toBe('开给谁？')
  expect(page.text()).toContain('题 uscc-letter-mistaken')
  expect(page.get('mark').text()).toBe('0')
  await press('用这个代码')
  expect(page.get<HTMLInputElement>('[name="buyer.tax_id"]').element.value).toBe(
    '91130502MA07X1A18W',
  )
  expect(await next()).toBe('开什么？')
})

it('leads from the buyer over the lines to the whole face, and issues it', async () => {
  await toTheFace()
  for (const words of ['模拟·卖方', '模拟·买方', '¥1,130.00', '壹仟壹佰叁拾圆整', '不能作废'])
    expect(page.text()).toContain(words)
  const asked: Asked[] = []
  put = (one) => asked.push(one)
  await press('确认开具')
  expect(asked).toHaveLength(1)
  expect(router.currentRoute.value.path).toBe(asked[0]?.path)
  expect(asked[0]?.body).toMatchObject({
    kind: 'D_ORD',
    prices: 'inclusive',
    buyer: { name: '模拟·买方' },
    lines: [{ code: ITEM.code, name: '修理修配', rate: '0.13', amount_fen: 113_000 }],
  })
})

it('Enter in the search takes what is found, and does not go on to the next step', async () => {
  await toTheLines()
  await press('选择商品或服务的分类')
  await type('item-search', '修理')
  await page.get('[name="item-search"]').trigger('keydown', { key: 'Enter' })
  await settled()
  expect(page.get<HTMLInputElement>('[name="line.0.name"]').element.value).toBe('修理修配')
  expect(page.get('h1').text()).toBe('开什么？')
})

it('says what is missing in a line before anybody is asked', async () => {
  await toTheLines()
  expect(await next()).toBe('开什么？')
  expect(page.text()).toContain('请先选择商品或服务的分类')
})

it('opens the line that is refused, with the words beside its field', async () => {
  await toTheLines()
  for (const _ of ['first', 'second']) {
    await press('选择商品或服务的分类')
    await press('修理')
    await press('再加一行')
  }
  await press('删除', -1)
  expect(page.findAll('ol.stack > li')).toHaveLength(2)
  preview = () => {
    throw refusal(422, 'line-amount-off', '/lines/1/amount_fen')
  }
  expect(await next()).toBe('开什么？')
  expect(page.get('[name="line.1.amount"]').attributes('aria-invalid')).toBe('true')
  expect(page.text()).toContain('题 line-amount-off。下一步')
})

it('a quota that is short leads to the adjustment, and nothing can be issued', async () => {
  const short = { number: 5, code: 'quota-left', passed: false, reason: 'quota-short', rule: '' }
  await toTheLines()
  preview = () => ({ ...PREVIEW, checks: [{ ...short, inputs: {} }] })
  await press('选择商品或服务的分类')
  await press('修理')
  await type('line.0.amount', '1130')
  expect(await next()).toBe('请核对整张票面')
  expect(page.get('[type=submit]').attributes('disabled')).toBeDefined()
  const link = page.findAll('a').find((each) => each.text().includes('申请调整额度'))
  expect(link?.attributes('href')).toBe('/companies/c/quota-adjustments/new?needed=100000')
})

it('what is not answered is kept, and its page says so', async () => {
  await toTheFace()
  put = () => {
    throw refusal(0, 'network-unreachable')
  }
  await press('确认开具')
  const id = router.currentRoute.value.path.split('/').pop() ?? ''
  expect(outbox().find(id)?.state).toBe('waiting')
  await outbox().discard(id)
})
