/**
 * Asking for another quota: an amount is proposed, the rest is said at its field, sent once.
 *
 * Alone, because the outbox that sends it is one for all files that share a browser.
 */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRouter, createWebHistory, RouterView, type Router } from 'vue-router'
import { fakeNet, QUOTA, refusal, type Asked } from '@/rooms/einvoices/fakes'
import { openOutbox, outbox } from '@/rooms/outbox/here'
import AdjustPage from './AdjustPage.vue'

let page: VueWrapper
let router: Router
let sent: Asked[]
let put: () => unknown

beforeEach(async () => {
  sent = []
  put = () => ({})
  await fakeNet((asked) => {
    if (asked.method !== 'PUT') return QUOTA
    sent.push(asked)
    return put()
  })
  await openOutbox()
})
afterEach(() => page.unmount())

async function opened(query = ''): Promise<void> {
  router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/companies/:company/quota-adjustments/new', component: AdjustPage, props: true },
      { path: '/:rest(.*)*', component: { render: () => null } },
    ],
  })
  await router.push(`/companies/c/quota-adjustments/new${query}`)
  page = mount(RouterView, { global: { plugins: [router] } })
  await settled()
}
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20))
  await flushPromises()
}
async function submit(): Promise<void> {
  await page.get('form').trigger('submit')
  await settled()
}
const valueOf = (name: string): string =>
  page.get<HTMLInputElement>(`[name="${name}"]`).element.value
async function filled(): Promise<void> {
  await page.get('[name=reason]').setValue('新签大额合同')
  await page.get('[name="evidence-0"]').setValue('合同 模拟-01')
}

it('proposes enough for the invoice that was too large', async () => {
  await opened('?needed=600000000')
  expect(valueOf('wanted')).toBe('7000000.00')
})

it('asks for a reason and a paper before anything is sent', async () => {
  await opened()
  expect(valueOf('wanted')).toBe('7500000.00')
  await submit()
  expect(page.text()).toContain('请至少写两个字说明理由')
  expect(page.text()).toContain('请至少写一份合同')
  expect(sent).toEqual([])
})

it('is sent under its own id and leads to its page', async () => {
  await opened()
  await filled()
  await submit()
  expect(sent).toHaveLength(1)
  expect(router.currentRoute.value.path).toBe(sent[0]?.path)
  expect(sent[0]?.body).toEqual({
    wanted_fen: 750_000_000,
    lasting: 'month',
    reason: '新签大额合同',
    evidence: ['合同 模拟-01'],
  })
})

it('what is refused stands at its field and is sent again under another id', async () => {
  await opened()
  await filled()
  put = () => {
    throw refusal(409, 'adjustment-not-more', '/wanted_fen')
  }
  await submit()
  expect(page.get('[name=wanted]').attributes('aria-invalid')).toBe('true')
  expect(page.text()).toContain('题 adjustment-not-more。下一步')
  expect(outbox().items.value.filter((item) => item.state === 'refused')).toEqual([])
  put = () => ({})
  await page.get('[name=wanted]').setValue('8,000,000')
  expect(page.text()).not.toContain('题 adjustment-not-more')
  await submit()
  expect(sent).toHaveLength(2)
  expect(sent[0]?.path).not.toBe(sent[1]?.path)
})
