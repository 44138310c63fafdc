/** A kiosk asks: the phone shows which one, and does only what its owner says. */
import { flushPromises, mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { useNet, type Net } from '@/net/here'
import { Problem } from '@/net/problems'
import { loadText, t } from '@/text'
import VisitPage from './VisitPage.vue'

const asked = {
  code: 'BCDF-GHJK',
  state: 'asked',
  kiosk_id: 'Z001-K1',
  kiosk_name: '一号机',
  site_id: 'Z001',
  site_name: '模拟微厅',
  expires_in_seconds: 170,
}
let calls: string[]
let refuse: Problem | null
let page: VueWrapper

beforeEach(async () => {
  await loadText('zh', ['kit', 'identity', 'places', 'taxpayer'])
  calls = []
  refuse = null
  const call = async (path: string): Promise<unknown> => {
    calls.push(path)
    if (refuse) throw refuse
    return asked
  }
  useNet({ client: { get: call, put: call } } as unknown as Net)
})
afterEach(() => page.unmount())

async function open(): Promise<void> {
  const global = { stubs: { RouterLink: RouterLinkStub } }
  page = mount(VisitPage, { props: { code: 'BCDFGHJK' }, global, attachTo: document.body })
  // The words of this page are fetched with it.
  for (let turns = 0; turns < 40 && calls.length === 0; turns += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await flushPromises()
}
async function press(words: string): Promise<void> {
  await page
    .findAll('button')
    .find((each) => each.text() === words)
    ?.trigger('click')
  await flushPromises()
}

it('names machine, place and letters, and does nothing by itself', async () => {
  await open()
  for (const words of ['Z001-K1', '模拟微厅', 'BCDF-GHJK']) expect(page.text()).toContain(words)
  expect(page.text()).toContain(t('confirm.compare'))
  expect(calls).toEqual(['/visits/BCDFGHJK'])
})

it('lets the person in at one press', async () => {
  await open()
  await press(t('confirm.yes'))
  expect(calls[1]).toBe('/visits/BCDFGHJK/confirmation')
  expect(page.text()).toContain(t('confirm.done'))
})

it('says no at another', async () => {
  await open()
  await press(t('confirm.no'))
  expect(calls[1]).toBe('/visits/BCDFGHJK/refusal')
  expect(page.text()).toContain(t('confirm.declined'))
})

it.each(['visit-unknown', 'visit-expired', 'visit-over', 'visit-taken', 'tries-too-many'])(
  'tells %s with its next step',
  async (code) => {
    refuse = new Problem(409, { code, title: `title ${code}`, detail: `next ${code}` })
    await open()
    expect(page.text()).toContain(`title ${code}`)
    expect(page.text()).toContain(`next ${code}`)
    expect(page.text()).not.toContain(t('confirm.yes'))
    expect(page.get('h1').text()).toBe(t('confirm.title'))
    // Asking the same again would lead nowhere: there is a way back instead.
    expect(page.text()).not.toContain(t('kit.again'))
    expect(page.text()).toContain(t('confirm.home'))
  },
)
