/** An expired order: one tap asks for the same again, and only while that is allowed. */
import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Application } from '@/net/api-types'
import { Problem } from '@/net/problems'
import { fakeNet } from '@/rooms/counter/fakes'
import { loadText, t } from '@/text'
import Reissue from './Reissue.vue'
import { isReissuable } from './reissuable'

const until = '2026-12-07T02:00:00.000Z'
const order = (more: object): Application =>
  ({
    id: 'a1',
    company_id: 'c',
    kind: 'P_ORD',
    count: 5,
    state: 'approved',
    returned: { count: 3, reason: 'pickup-expired', at: '2026-11-23T02:00:00.000Z', until },
    reissued_as: null,
    ...more,
  }) as unknown as Application
const now = Date.parse('2026-12-01T00:00:00Z')

it.each<[string, object, boolean]>([
  ['one that expired', {}, true],
  ['one that was fetched', { returned: null }, false],
  ['one that was cancelled', { returned: { count: 3, until: null } }, false],
  ['one taken up again', { reissued_as: 'a2' }, false],
  ['one whose successor failed', { reissued_as: 'a3' }, true],
])('%s', (_, more, open) => {
  const known = [order({ id: 'a2' }), order({ id: 'a3', state: 'refused' })]
  expect(isReissuable(order(more), now, (id) => known.find((each) => each.id === id))).toBe(open)
  expect(isReissuable(order(more), Date.parse(until) + 1)).toBe(false)
})

async function tapped(answer: unknown) {
  await loadText('zh', ['kit', 'places', 'taxpayer'])
  const asked = fakeNet({ PUT: answer })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { render: () => null } }],
  })
  const card = mount(Reissue, { props: { application: order({}) }, global: { plugins: [router] } })
  await card.get('button').trigger('click')
  await flushPromises()
  return { asked, router, card }
}

beforeEach(() => document.body.replaceChildren())

it('goes to the application the server answers with', async () => {
  const { asked, router, card } = await tapped(order({ id: 'a9' }))
  expect(card.text()).toContain('3 份没有按时取')
  expect(asked[0]?.path).toMatch(/^\/companies\/c\/applications\/a1\/reissue\/[0-9a-f-]{36}$/)
  expect(router.currentRoute.value.path).toBe('/companies/c/applications/a9')
})

it('keeps its id for the next tap and says what is in the way', async () => {
  const refusal = new Problem(409, {
    code: 'reissue-too-late',
    title: '已超过14天',
    detail: '重新',
  })
  const { asked, card } = await tapped(refusal)
  expect(card.text()).toContain('已超过14天')
  await card.get('button').trigger('click')
  await flushPromises()
  expect(asked[1]?.path).toBe(asked[0]?.path)
  expect(card.text()).toContain(t('reissue.act'))
})
