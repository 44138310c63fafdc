/** A list page by page, and the pages of one invoice. */
import { flushPromises, mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import BuyerSide from './BuyerSide.vue'
import FaceCard from './FaceCard.vue'
import { fakeNet, INVOICE, refusal, type Asked } from './fakes'
import { usePages } from './pages'
import type { Invoice } from './types'

let open: VueWrapper | null = null
afterEach(() => open?.unmount())

async function listed(path: () => string, reply: (asked: Asked) => unknown) {
  const { heard } = await fakeNet(reply)
  let list: ReturnType<typeof usePages<number>> | undefined
  open = mount({ setup: () => ((list = usePages<number>(path)), () => null) })
  await flushPromises()
  return { list: list!, heard }
}

it('goes on where the page before ended', async () => {
  const { list, heard } = await listed(
    () => '/x?buyer=a',
    ({ path }) =>
      path.includes('cursor')
        ? { items: [3], next_cursor: null }
        : { items: [1, 2], next_cursor: 'c/1' },
  )
  expect([list.items.value, list.further.value]).toEqual([[1, 2], true])
  await list.more()
  expect([list.items.value, list.further.value]).toEqual([[1, 2, 3], false])
  expect(heard.map(({ path }) => path)).toEqual(['/x?buyer=a', '/x?buyer=a&cursor=c%2F1'])
})

it('shows the answer of the last search, whichever comes first', async () => {
  const path = ref('/slow')
  const waiting: ((value: unknown) => void)[] = []
  const { list } = await listed(
    () => path.value,
    ({ path: asked }) =>
      asked === '/slow'
        ? new Promise((resolve) => waiting.push(resolve))
        : { items: [2], next_cursor: null },
  )
  path.value = '/fast'
  await nextTick()
  await flushPromises()
  waiting[0]!({ items: [1], next_cursor: null })
  await flushPromises()
  expect(list.items.value).toEqual([2])
})

it('keeps what it has when a further page fails', async () => {
  const { list } = await listed(
    () => '/x',
    ({ path }) => {
      if (path.includes('cursor')) throw refusal(503, 'unexpected')
      return { items: [1], next_cursor: 'c' }
    },
  )
  await list.more()
  expect([list.items.value, list.problem.value?.code]).toEqual([[1], 'unexpected'])
})

it('a face shows number, parties, lines, totals and words', async () => {
  await fakeNet(() => ({}))
  open = mount(FaceCard, { props: { face: { ...INVOICE, remark: '备注一' } } })
  const text = open.text()
  for (const words of [
    '电子发票（增值税专用发票）',
    '2613',
    '2026年11月23日',
    '模拟·买方',
    '模拟·卖方',
    '*修理修配劳务*更换刹车片',
    '¥1,130.00',
    '壹仟壹佰叁拾圆整',
    '备注一',
    '模拟开票人',
  ])
    expect(text).toContain(words)
})

async function buying(invoice: Partial<Invoice>): Promise<{ heard: Asked[]; wrapper: VueWrapper }> {
  const { heard } = await fakeNet(() => ({}))
  const wrapper = mount(BuyerSide, {
    props: { invoice: { ...INVOICE, ...invoice }, path: '/companies/b/received-e-invoices/i1' },
    global: { stubs: { RouterLink: RouterLinkStub } },
    attachTo: document.body,
  })
  open = wrapper
  return { heard, wrapper }
}
const acts = (wrapper: VueWrapper): string[] =>
  wrapper.findAll('section > .row > button').map((button) => button.text())

it.each([
  [{}, ['确认用途', '记为已入账']],
  [{ kind: 'D_ORD' as const }, ['记为已入账']],
  [{ use: 'deduct' as const }, ['记为已入账']],
  [{ use: 'deduct' as const, booked: true }, []],
  [{ state: 'reversed' as const }, []],
  [{ red_form_id: 'f' }, []],
  [{ red_of: '1' }, []],
])('a buyer of %j may %j', async (invoice, words) => {
  const { wrapper } = await buying(invoice)
  expect(acts(wrapper)).toEqual(words)
})

it('a use is chosen before it is sent, and told once it is', async () => {
  const { heard, wrapper } = await buying({})
  await wrapper.findAll('section > .row > button')[0]!.trigger('click')
  await flushPromises()
  await wrapper.get('form').trigger('submit')
  expect(wrapper.text()).toContain('请先选一种用途')
  expect(heard).toEqual([])
  await wrapper.get('input[value=deduct]').setValue(true)
  await wrapper.get('form').trigger('submit')
  await flushPromises()
  const path = '/companies/b/received-e-invoices/i1/use'
  expect(heard).toEqual([{ method: 'PUT', path, body: { use: 'deduct' } }])
  expect(wrapper.emitted('changed')).toHaveLength(1)
})
