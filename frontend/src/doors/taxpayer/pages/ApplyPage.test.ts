/** The form in steps: the browser's own "back" takes back one step, not the whole form. */
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { createRouter, createWebHistory, RouterView } from 'vue-router'
import { useNet, type Net } from '@/net/here'
import { memoryShelf } from '@/net/shelf'
import { openOutbox } from '@/rooms/outbox/here'
import { loadText } from '@/text'
import ApplyPage from './ApplyPage.vue'

const kind = { kind: 'P_ORD', name_zh: '普票', name_en: 'Ordinary', left_now: 5, max_per_time: 5 }

it('goes back and forth by single steps', async () => {
  await loadText('zh', ['kit', 'welcome', 'places', 'taxpayer'])
  const get = async (path: string): Promise<unknown> =>
    path.endsWith('/invoice-kinds') ? { items: [kind] } : { name: '甲公司' }
  const ask = async (_: string, path: string) => ({
    status: 200,
    etag: null,
    data: await get(path),
  })
  const session = { person: shallowRef({ id: 'p' }), onEnter: () => undefined }
  const clock = { now: () => Date.now() }
  const net = { client: { get, ask }, session, clock, shelf: memoryShelf(), door: 'taxpayer' }
  useNet(net as unknown as Net)
  await openOutbox()
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', component: { render: () => null } },
      { path: '/companies/:company/apply', component: ApplyPage, props: true },
    ],
  })
  await router.push('/companies/c/apply')
  const page = mount(RouterView, { global: { plugins: [router] }, attachTo: document.body })
  const settled = async (): Promise<string> => {
    await new Promise((resolve) => setTimeout(resolve, 60))
    await flushPromises()
    return page.get('h1').text()
  }
  await settled()
  await page.get('input[type=radio]').setValue(true)
  await page.get('form').trigger('submit')
  expect(await settled()).toBe('要领多少份？')
  expect(router.currentRoute.value.query['step']).toBe('2')
  router.back()
  expect(await settled()).toBe('要领哪种发票？')
  await page.get('form').trigger('submit')
  expect(await settled()).toBe('要领多少份？')
  page.unmount()
})

it('begins with the second part of an order that was parted', async () => {
  await loadText('zh', ['kit', 'welcome', 'places', 'taxpayer'])
  const router = createRouter({
    history: createWebHistory(),
    routes: [{ path: '/companies/:company/apply', component: ApplyPage, props: true }],
  })
  await router.push('/companies/d/apply?kind=P_ORD&count=3')
  const page = mount(RouterView, { global: { plugins: [router] }, attachTo: document.body })
  await new Promise((resolve) => setTimeout(resolve, 60))
  await flushPromises()
  expect(page.get('h1').text()).toBe('要领多少份？')
  expect(page.get<HTMLInputElement>('input[name=count]').element.value).toBe('3')
  page.unmount()
})
