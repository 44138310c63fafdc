/** Pages whose addresses join the router later: found at once, with their words, and as guarded. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import type { Router } from 'vue-router'
import { fakeClock } from '@/net/fakes'
import { useNet, type Net } from '@/net/here'
import { memoryShelf } from '@/net/shelf'
import { toasts } from '@/kit/toast'
import { hasText, loadText, t } from '@/text'
import { createDoorRouter } from './routes'

const person = shallowRef<{ id: string } | null>(null)
let router: Router

beforeEach(async () => {
  await loadText('zh', ['kit', 'identity', 'welcome'])
  history.replaceState(null, '', '/')
  // Nothing is drawn here; the focus finds its heading at once and looks for no other.
  document.body.innerHTML = '<h1 tabindex="-1">Page</h1>'
  vi.stubGlobal('scrollTo', () => undefined)
  const session = { person, onEnter: () => undefined }
  const parts = { session, clock: fakeClock(), shelf: memoryShelf(), client: {}, door: 'taxpayer' }
  useNet(parts as unknown as Net)
  router = createDoorRouter(parts as unknown as Net)
})
afterEach(() => {
  person.value = null
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

it('the public check is open to anybody, and its words come with it', async () => {
  await router.push('/check?number=1')
  expect(router.currentRoute.value.fullPath).toBe('/check?number=1')
  expect(router.currentRoute.value.matched[0]?.path).toBe('/check')
  expect(hasText('echeck.title')).toBe(true)
})

it.each([
  '/companies/c/e-invoices',
  '/companies/c/e-invoices/new',
  '/companies/c/issued-e-invoices?by=days',
  '/companies/c/received-e-invoices/i',
  '/companies/c/quota-adjustments/a',
  '/devices',
  '/k/ABCD-EFGH',
])('%s asks for a sign-in first, and is where one comes back to', async (path) => {
  await router.push(path)
  expect(router.currentRoute.value.path).toBe('/sign-in')
  expect(router.currentRoute.value.query['to']).toBe(path)
})

it('both sides of an invoice are one page, told which side it is', async () => {
  person.value = { id: 'p' }
  for (const [path, side] of [
    ['/companies/c/e-invoices/i', 'issued'],
    ['/companies/c/received-e-invoices/i', 'received'],
  ] as const) {
    await router.push(path)
    const { props } = router.currentRoute.value.matched[0] ?? {}
    const given = props?.['default']
    const read = typeof given === 'function' ? given(router.currentRoute.value) : null
    expect(read).toEqual({ company: 'c', invoice: 'i', side })
  }
})

it('a page that cannot be fetched is said not to be here, and one stays where one was', async () => {
  person.value = { id: 'p' }
  await router.push('/settings')
  const component = async (): Promise<never> => await Promise.reject(new TypeError('no line'))
  router.addRoute({ path: '/never-fetched', component })
  await expect(router.push('/never-fetched')).rejects.toThrow('no line')
  expect(toasts.value.map((each) => each.words)).toEqual([t('more.unreachable')])
  expect(router.currentRoute.value.path).toBe('/settings')
})

it('what is no page is still none', async () => {
  person.value = { id: 'p' }
  await router.push('/companies/c/nothing-e-invoices')
  expect(router.currentRoute.value.matched[0]?.path).toBe('/:rest(.*)*')
})
