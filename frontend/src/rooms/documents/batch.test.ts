/** A batch: every id kept before it is used, found again after a reload, sent under the same one. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import type { Shelf } from '@/net/shelf'
import { Problem } from '@/net/problems'
import { sendKept } from './asks'
import { MOST_FIXES, useBatch, type Batch } from './batch'
import { fakeHouse, job } from './fakes'
import type { Send } from './sending'

const sheet = (text = 'a,b\n1,2\n', name = '开票.csv'): File => new File([text], name)
const ticket = { upload_id: 'u', url: 'https://files/x', headers: {}, expires_at: '' }
const answers = {
  'PUT /companies/C/uploads/*': ticket,
  'PUT /companies/C/jobs/*': ({ path }: { path: string }) =>
    job({ id: path.split('/').at(-1) as string, what: 'sheet-dry-run', state: 'queued' }),
}
let wrapper: ReturnType<typeof mount> | null = null
afterEach(() => wrapper?.unmount())

async function opened(send: Send = async () => undefined) {
  let told: ReturnType<typeof useBatch> | undefined
  const page = defineComponent({
    setup() {
      told = useBatch(() => 'C', send)
      return () => null
    },
  })
  wrapper = mount(page)
  await flushPromises()
  if (!told) throw new Error('not set up')
  return told
}
const kept = async (shelf: Shelf): Promise<Batch | undefined> => shelf.get('drafts', 'batch me C')

it('says what the file is, sends it, and keeps the trial before it is asked for', async () => {
  const { asked, shelf } = fakeHouse(answers)
  const sent: string[] = []
  const batch = await opened(async ({ url }, file, gone) => {
    // What is being sent is kept already, so that a reload goes on with it.
    expect((await kept(shelf))?.arrived).toBe(false)
    sent.push(`${url} ${file.size}`)
    gone(4)
  })
  expect(await batch.choose(sheet())).toBe(true)
  expect(sent).toEqual(['https://files/x 8'])
  const [offer] = asked
  expect(offer?.body).toMatchObject({ name: '开票.csv', format: 'csv', size_bytes: 8 })
  expect((offer?.body as { sha256: string }).sha256).toMatch(/^[0-9a-f]{64}$/)
  const now = batch.batch.value
  expect(now).toMatchObject({ arrived: true, fixes: [], order: null })
  expect(offer?.path).toContain(now?.upload)
  expect(await kept(shelf)).toEqual(now)
  const trial = await sendKept('C', now?.trial ?? '')
  expect(trial?.id).toBe(now?.trial)
  expect(asked.at(-1)?.body).toEqual({
    ...{ what: 'sheet-dry-run', upload_id: now?.upload, fixes: [] },
  })
})

it('cut off while sending, the same file goes on under its id, another one does not', async () => {
  const first = fakeHouse(answers)
  const cut = await opened(async () => {
    throw new Problem(0, { code: 'network-unreachable' })
  })
  expect(await cut.choose(sheet())).toBe(false)
  expect(cut.problem.value?.code).toBe('network-unreachable')
  const upload = cut.batch.value?.upload
  wrapper?.unmount()
  fakeHouse(answers, first.shelf)
  const again = await opened()
  expect(again.batch.value).toMatchObject({ upload, arrived: false })
  await again.choose(sheet())
  expect(again.batch.value).toMatchObject({ upload, arrived: true })
  await again.choose(sheet('other'))
  expect(again.batch.value?.upload).not.toBe(upload)
})

it('what was put right is tried again under a new id, and sent with the order', async () => {
  const { asked, shelf } = fakeHouse(answers)
  const batch = await opened()
  await batch.choose(sheet())
  const first = batch.batch.value?.trial
  await batch.fix({ row: 2, column: 'amount', value: '1' })
  await batch.fix({ row: 2, column: 'amount', value: '2' })
  expect(batch.batch.value).toMatchObject({ fresh: 2, fixes: [{ value: '2' }] })
  await batch.again()
  expect(batch.batch.value?.trial).not.toBe(first)
  expect(batch.batch.value?.fresh).toBe(0)
  await batch.order()
  const order = batch.batch.value?.order
  expect((await kept(shelf))?.order).toBe(order)
  await sendKept('C', order ?? '')
  expect(asked.at(-1)?.body).toMatchObject({ what: 'sheet-send', fixes: [{ value: '2' }] })
  await batch.reopen()
  expect(batch.batch.value?.order).toBeNull()
  await batch.leave()
  expect(batch.batch.value).toBeNull()
  expect(await kept(shelf)).toBeUndefined()
})

it('an empty file and a correction too many are refused in words', async () => {
  const { asked } = fakeHouse(answers)
  const batch = await opened()
  await batch.choose(sheet(''))
  expect(batch.problem.value?.code).toBe('upload-empty-here')
  expect(asked).toEqual([])
  await batch.choose(sheet())
  for (let row = 0; row < MOST_FIXES; row += 1)
    await batch.fix({ row: row + 2, column: 'amount', value: '1' })
  expect(await batch.fix({ row: 9999, column: 'amount', value: '1' })).toBe(false)
  expect(batch.problem.value?.code).toBe('fixes-too-many')
  // One that is there already may still be changed.
  expect(await batch.fix({ row: 2, column: 'amount', value: '3' })).toBe(true)
})
