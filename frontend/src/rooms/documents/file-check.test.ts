/** A file that is checked: sent, asked about, followed; found again after a reload; or refused. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText } from '@/text'
import CheckFile from './CheckFile.vue'
import { fakeHouse } from './fakes'
import * as sending from './sending'

const ticket = { url: 'https://files/x', headers: {}, expires_at: '' }
const check = (stage: string, found: object | null = null) => ({
  id: 'c',
  stage,
  found,
  ends_at: '',
})
const ours = { finding: 'unchanged', form: 'pdf', number: '26132070000000000001', record: 'issued' }
const house = {
  'PUT /file-checks/*': ticket,
  'PUT /file-checks/*/judgement': check('asked'),
  'GET /file-checks/*': check('judged', ours),
}
let page: ReturnType<typeof mount> | null = null

async function choose(file: File): Promise<void> {
  const input = page?.get<HTMLInputElement>('input[type=file]')
  Object.defineProperty(input?.element, 'files', { value: [file], configurable: true })
  await input?.trigger('change')
  await vi.waitFor(async () => {
    await flushPromises()
    expect(page?.text()).not.toContain('正在查验')
  })
}

beforeEach(async () => {
  await loadText('zh', ['kit', 'identity', 'places', 'taxpayer', 'einvoices', 'papers'])
  vi.spyOn(sending, 'sendBytes').mockResolvedValue()
})
afterEach(() => page?.unmount())
const opened = () => (page = mount(CheckFile, { attachTo: document.body }))

it('says that a file is unchanged, and how its invoice stands', async () => {
  const { asked, shelf } = fakeHouse(house)
  opened()
  await choose(new File(['%PDF-1.7'], 'dzfp.pdf'))
  expect(page?.text()).toContain('文件未被改动')
  expect(page?.text()).toContain('有效，没有红冲')
  expect(asked[0]?.body).toMatchObject({ format: 'pdf', size_bytes: 8 })
  expect(await shelf.get('drafts', 'file-check')).toMatchObject({ name: 'dzfp.pdf' })
  expect(await faults()).toEqual([])
  await page?.findAll('button').at(-1)?.trigger('click')
  await flushPromises()
  expect(page?.find('input[type=file]').exists()).toBe(true)
})

it('a reload while it is looked at finds the verdict', async () => {
  const { shelf } = fakeHouse({})
  await shelf.put('drafts', 'file-check', { id: 'c1', name: 'dzfp.ofd' })
  const found = { ...ours, finding: 'changed', record: null }
  fakeHouse({ 'GET /file-checks/c1': check('judged', found) }, shelf)
  opened()
  await vi.waitFor(() => expect(page?.text()).toContain('文件被改动过'))
  expect(page?.text()).toContain('文件自称的号码')
  expect(page?.text()).toContain('dzfp.ofd')
})

it('what the house has forgotten is said, and another file may be chosen', async () => {
  const { shelf } = fakeHouse({})
  await shelf.put('drafts', 'file-check', { id: 'c1', name: 'dzfp.ofd' })
  const gone = new Problem(404, { code: 'file-check-unknown', title: '查验结果已过期或不存在' })
  fakeHouse({ 'GET /file-checks/c1': gone }, shelf)
  opened()
  await vi.waitFor(() => expect(page?.text()).toContain('查验结果已过期'))
  expect(page?.find('input[type=file]').exists()).toBe(true)
  expect(await shelf.get('drafts', 'file-check')).toBeUndefined()
})

it('a file too large is not read at all, and too many are told so in words of their own', async () => {
  const large = new File(['x'], 'a.pdf')
  Object.defineProperty(large, 'size', { value: 9_000_000 })
  const read = vi.spyOn(large, 'arrayBuffer')
  const many = new Problem(429, { code: 'tries-too-many', title: '输错太多次' })
  const { asked } = fakeHouse({ 'PUT /file-checks/*': many })
  opened()
  await choose(large)
  expect(read).not.toHaveBeenCalled()
  expect(asked[0]?.body).toMatchObject({ size_bytes: 9_000_000 })
  expect(page?.text()).toContain('这个网络查验得太频繁')
})
