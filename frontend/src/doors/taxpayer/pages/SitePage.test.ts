/** Changing the place: the toast says "moved" only of what has moved. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { toasts } from '@/kit/toast'
import { memoryShelf } from '@/net/shelf'
import { net, useNet } from '@/net/here'
import { fakeNet } from '@/rooms/counter/fakes'
import { loadText, t } from '@/text'
import SitePage from './SitePage.vue'

const site = { id: 'B001', name: '乙厅', free: 9, kiosks: 1, open_now: true, hours: '24小时' }
const order = { id: 'p', kind: 'P_ORD', count: 2, handed_count: 0, site_id: 'A001' }
afterEach(() => (toasts.value = []))

it.each<[string, object | null, string]>([
  ['moved', null, '已换到乙厅'],
  ['waiting', { kind: 'move', site_id: 'B001' }, '已受理，还没有生效：乙厅'],
])('says of a change that is %s', async (_, wish, words) => {
  await loadText('zh', ['kit', 'welcome', 'places', 'taxpayer'])
  const asked = fakeNet({
    'GET /companies/c': { name: '甲公司', district_code: '130502' },
    'GET /pickups/p': order,
    GET: { items: [site] },
    PUT: { ...order, wish },
  })
  useNet({ ...net(), shelf: memoryShelf() })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/companies/:company/pickups/:pickup/site', component: SitePage, props: true },
      { path: '/:rest(.*)*', component: { render: () => null } },
    ],
  })
  await router.push('/companies/c/pickups/p/site')
  const page = mount(RouterView, { global: { plugins: [router] }, attachTo: document.body })
  await new Promise((resolve) => setTimeout(resolve, 60))
  await flushPromises()
  await page.get('input[type=radio]').setValue()
  await page
    .findAll('button')
    .find((each) => each.text() === t('site.act'))
    ?.trigger('click')
  await flushPromises()
  expect(asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
    { site_id: 'B001' },
  ])
  expect(toasts.value.map((each) => each.words)).toEqual([words])
  page.unmount()
})
