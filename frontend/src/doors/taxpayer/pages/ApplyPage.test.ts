/** The form in steps: the browser's own "back" takes back one step, not the whole form. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { createRouter, createWebHistory, RouterView, type Router } from 'vue-router'
import { useNet, type Net } from '@/net/here'
import { memoryShelf } from '@/net/shelf'
import { openOutbox, outbox } from '@/rooms/outbox/here'
import { loadText } from '@/text'
import ApplyPage from './ApplyPage.vue'

const kind = { kind: 'P_ORD', name_zh: '普票', name_en: 'Ordinary', left_now: 5, max_per_time: 5 }

const site = { id: 'B001', name: '甲厅', free: 9, kiosks: 1, hours: '24小时' }
let lately: { kind: string; count: number; state: string }[] = []
let page: VueWrapper
let router: Router
afterEach(() => page.unmount())

/** Opens the form at the step an older draft was left at, or at its beginning. */
async function opened(draft?: object): Promise<void> {
  await loadText('zh', ['kit', 'welcome', 'places', 'taxpayer'])
  const get = async (path: string): Promise<unknown> => {
    if (path.endsWith('/invoice-kinds')) return { items: [kind] }
    if (path.endsWith('/applications')) return { items: lately }
    return path.startsWith('/sites') ? { items: [site] } : { name: '甲公司' }
  }
  const ask = async (_: string, path: string) => ({
    status: 200,
    etag: null,
    data: await get(path),
  })
  const session = { person: shallowRef({ id: 'p' }), onEnter: () => undefined }
  const clock = { now: () => Date.now() }
  const shelf = memoryShelf()
  if (draft) await shelf.put('drafts', 'p c', draft)
  useNet({ client: { get, ask }, session, clock, shelf, door: 'taxpayer' } as unknown as Net)
  await openOutbox()
  router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', component: { render: () => null } },
      { path: '/companies/:company/apply', component: ApplyPage, props: true },
    ],
  })
  await router.push('/companies/c/apply')
  page = mount(RouterView, { global: { plugins: [router] }, attachTo: document.body })
  await settled()
}
/** What the page shows and what its address says, once both have come to rest. */
async function settled(): Promise<[string, unknown]> {
  await new Promise((resolve) => setTimeout(resolve, 60))
  await flushPromises()
  return [page.get('h1').text(), router.currentRoute.value.query['step']]
}
async function next(): Promise<[string, unknown]> {
  await page.get('form').trigger('submit')
  return settled()
}

it.each([
  [[], '1'],
  [[{ kind: 'P_ORD', count: 3, state: 'approved' }], '3'],
  [[{ kind: 'P_ORD', count: 60, state: 'approved' }], '5'],
  [[{ kind: 'P_ORD', count: 4, state: 'refused' }], '1'],
  [[{ kind: 'P_ROLL', count: 4, state: 'approved' }], '1'],
])(
  'begins with the count of the last time, %j, never simply the most: %s',
  async (items, count) => {
    lately = items
    await opened()
    await page.get('input[type=radio]').setValue(true)
    await settled()
    await next()
    expect(page.get<HTMLInputElement>('input[name=count]').element.value).toBe(count)
    lately = []
  },
)

it('goes back and forth by single steps', async () => {
  await opened()
  await page.get('input[type=radio]').setValue(true)
  expect(await next()).toEqual(['要领多少份？', '2'])
  router.back()
  expect(await settled()).toEqual(['要领哪种发票？', undefined])
  expect(await next()).toEqual(['要领多少份？', '2'])
})

it('goes forward again to the step it came back from', async () => {
  await opened({ id: 'a', step: 2, kind: 'P_ORD', count: 3, site })
  expect(await next()).toEqual(['请核对', '4'])
  router.back()
  expect(await settled()).toEqual(['到哪里取票？', '3'])
  router.forward()
  expect(await settled()).toEqual(['请核对', '4'])
})

it('goes no further forward than is filled in, and its address says so', async () => {
  await opened({ id: 'a', step: 1, kind: 'P_ORD', count: 3, site: null })
  expect(await next()).toEqual(['到哪里取票？', '3'])
  router.back()
  expect(await settled()).toEqual(['要领多少份？', '2'])
  await page.get('input[name=count]').setValue('0')
  router.forward()
  expect(await settled()).toEqual(['要领多少份？', '2'])
})

it('says one thing of a count that nobody can apply for', async () => {
  await opened({ id: 'a', step: 1, kind: 'P_ORD', count: 6, site: null })
  expect(page.text()).toContain('可以提交，会转给工作人员')
  await page.get('input[name=count]').setValue('10000')
  for (const _ of ['typed', 'sent']) {
    const shown = page.text()
    expect(shown).toContain('请填写 1 到 9999 之间的整数')
    expect(shown).not.toContain('可以提交')
    await next()
  }
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

it('says that nothing was submitted where the device has no room to keep it', async () => {
  await opened({ id: 'a', step: 3, kind: 'P_ORD', count: 3, site })
  vi.spyOn(outbox(), 'post').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'))
  expect(await next()).toEqual(['请核对', '4'])
  expect(page.text()).toContain('本机存不下了，还没有提交')
})
