/** Where this order can be had now: the order of places, and what is said when none has it all. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Site } from '@/net/api-types'
import { useNet, type Net } from '@/net/here'
import { memoryShelf } from '@/net/shelf'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import SitePicker from './SitePicker.vue'
import { largestPart, ranked, servesNow } from './nearby'

const place = (id: string, free: number | null, more: object = {}): Site =>
  ({
    id,
    name: `${id}点`,
    kind: 'MICRO',
    hours: '每天09:00-17:00',
    kiosks: 1,
    free,
    open_now: true,
    kiosk_alive: true,
    distance_metres: Number(id.slice(1)) * 100,
    ...more,
  }) as unknown as Site

it('puts what serves at once first, then what is open, then what will, then the rest', () => {
  const sites = [
    place('A1', 3),
    place('A2', 9, { open_now: false }),
    place('A4', 9),
    place('A3', 9),
    place('A5', null, { kiosk_alive: null }),
    place('A6', 9, { kiosks: 0 }),
    place('A7', 9, { kiosk_alive: false }),
  ]
  expect(ranked(sites, 5).map((each) => each.id)).toEqual([
    'A3',
    'A4',
    'A5',
    'A7',
    'A2',
    'A1',
    'A6',
  ])
  expect(sites.filter((each) => servesNow(each, 5)).map((each) => each.id)).toEqual(['A4', 'A3'])
})

it('finds where the largest part is', () => {
  expect(largestPart([place('A1', 3), place('A2', 8), place('A3', 99, { kiosks: 0 })])?.id).toBe(
    'A2',
  )
  expect(largestPart([place('A1', 0), place('A2', null)])).toBeNull()
})

let page: VueWrapper
let asked: string[]
async function put(answers: (query: URLSearchParams) => Site[], props: object = {}): Promise<void> {
  asked = []
  const get = async (path: string): Promise<unknown> => {
    asked.push(path)
    return { items: answers(new URL(path, 'http://x').searchParams) }
  }
  useNet({ client: { get }, shelf: memoryShelf(), door: 'taxpayer' } as unknown as Net)
  const base = { modelValue: null, kind: 'P_ORD', count: 30, district: '130502' }
  page = mount(SitePicker, {
    props: { ...base, ...props },
    attachTo: document.body,
  } as never) as VueWrapper
  for (let turn = 0; turn < 8; turn += 1) await flushPromises()
  await new Promise((resolve) => setTimeout(resolve, 50))
  await flushPromises()
}
beforeEach(() => loadText('zh', ['kit', 'places', 'taxpayer']))
afterEach(() => page?.unmount())

it('looks no farther when a place near by has enough', async () => {
  await put(() => [place('A1', 3), place('A2', 40)])
  expect(asked).toHaveLength(1)
  expect(page.findAll('.choice')[0]?.text()).toContain('A2点')
  expect(page.findAll('.choice')[0]?.text()).toContain(t('sites.at-once'))
})

it('offers a farther place that has enough when none near by does', async () => {
  await put((query) => (query.get('able') ? [place('B9', 50)] : [place('A1', 3)]))
  expect(asked[1]).toContain('able=true')
  expect(page.findAll('.choice')[0]?.text()).toContain('B9点')
  expect(page.text()).not.toContain('全市没有一处')
})

const halls = (query: URLSearchParams): Site[] => {
  if (query.get('count') === '30')
    return query.get('able') ? [] : [place('H1', 3, { kind: 'HALL' })]
  return [place('A8', 20)]
}

it('says plainly that no place has it all, and parts the order in one tap', async () => {
  await put(halls)
  await vi.waitFor(() => expect(page.text()).toContain(t('large.title', { count: 30 })), 5_000)
  expect(page.text()).toContain(t('large.hall', { name: 'H1点', hours: '每天 09:00–17:00' }))
  expect(await faults()).toEqual([])
  const act = page.findAll('button').find((each) => each.text() === t('large.act', { part: 20 }))
  await act?.trigger('click')
  expect(page.emitted('split')).toEqual([[20, place('A8', 20)]])
})

it('never offers to part what is approved, but says what can be done', async () => {
  await put(halls, { fixed: true })
  expect(page.text()).toContain(t('large.fixed'))
  expect(page.text()).not.toContain(t('large.act', { part: 20 }))
})
