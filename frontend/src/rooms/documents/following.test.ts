/** A job followed: asked for once, also after a reload; with its tag; through a lost line; to its end. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, ref } from 'vue'
import { Problem } from '@/net/problems'
import { keepAsk, sendKept } from './asks'
import { fakeHouse, job } from './fakes'
import { useJob } from './following'

const ask = { what: 'batch-zip', invoice_ids: ['i1', 'i2'] } as const
let wrapper: ReturnType<typeof mount> | null = null

function follow(id: string | null) {
  const asked = ref<string | null>(id)
  let told: ReturnType<typeof useJob> | undefined
  const page = defineComponent({
    setup() {
      told = useJob(
        () => 'C',
        () => asked.value,
      )
      return () => null
    },
  })
  wrapper = mount(page)
  if (!told) throw new Error('not set up')
  return { ...told, id: asked }
}
const turn = async (milliseconds: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(milliseconds)
  await flushPromises()
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  wrapper?.unmount()
  vi.useRealTimers()
})

it('sends what was kept, once, and then only asks', async () => {
  const { asked } = fakeHouse({
    'PUT /companies/C/jobs/*': ({ path }: { path: string }) =>
      job({ id: path.split('/').at(-1) as string, state: 'queued', version: 1 }),
    'GET /companies/C/jobs/*': ({ path }: { path: string }) =>
      job({ id: path.split('/').at(-1) as string, done: 1 }),
  })
  const id = await keepAsk('C', ask)
  const followed = follow(id)
  await flushPromises()
  expect(followed.job.value?.state).toBe('queued')
  expect(asked).toMatchObject([{ method: 'PUT', path: `/companies/C/jobs/${id}`, body: ask }])
  await turn(1000)
  expect(followed.job.value?.done).toBe(1)
  expect(asked.map((one) => one.method)).toEqual(['PUT', 'GET'])
})

it('a reload before the answer sends the same request under the same id', async () => {
  const lost = fakeHouse({ 'PUT /companies/C/jobs/*': new Problem(0) })
  const id = await keepAsk('C', ask)
  await expect(sendKept('C', id)).rejects.toThrow()
  const again = fakeHouse({ 'PUT /companies/C/jobs/*': job({ id, state: 'queued' }) }, lost.shelf)
  const followed = follow(id)
  await flushPromises()
  expect(followed.job.value?.id).toBe(id)
  expect(again.asked[0]).toMatchObject({ method: 'PUT', body: ask })
  expect(await sendKept('C', id)).toBeNull()
})

it('another company sends nothing of it', async () => {
  const { asked } = fakeHouse({})
  const id = await keepAsk('C', ask)
  expect(await sendKept('D', id)).toBeNull()
  expect(asked).toEqual([])
})

it('asks with its tag, waits longer while nobody answers, and goes on', async () => {
  let line: unknown = job({ version: 5 })
  const { asked } = fakeHouse({ 'GET /companies/C/jobs/j1': () => line })
  const followed = follow('j1')
  await flushPromises()
  line = 304
  await turn(1000)
  expect(asked.at(-1)?.etag).toBe('"5"')
  expect(followed.job.value?.version).toBe(5)
  line = new Problem(0, { code: 'network-unreachable' })
  await turn(1000)
  expect(followed.problem.value?.passing).toBe(true)
  const before = asked.length
  await turn(1000)
  await turn(1900)
  expect(asked.length).toBe(before + 1)
  line = job({ state: 'done', version: 9 })
  await turn(4100)
  expect(followed.problem.value).toBeNull()
  expect(followed.job.value?.state).toBe('done')
  const over = asked.length
  await turn(600_000)
  expect(asked.length).toBe(over)
})

it('does not ask while the page is hidden, and looks again when it is shown', async () => {
  const { asked } = fakeHouse({ 'GET /companies/C/jobs/j1': job() })
  follow('j1')
  await flushPromises()
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  await turn(60_000)
  expect(asked).toHaveLength(1)
  hidden.mockReturnValue(false)
  document.dispatchEvent(new Event('visibilitychange'))
  await flushPromises()
  expect(asked).toHaveLength(2)
})

it('a definite no is shown and not asked again', async () => {
  const no = new Problem(409, { code: 'upload-missing' })
  const { asked } = fakeHouse({ 'PUT /companies/C/jobs/*': no })
  const id = await keepAsk('C', { what: 'sheet-dry-run', upload_id: 'u' })
  const followed = follow(id)
  await turn(60_000)
  expect(followed.problem.value?.code).toBe('upload-missing')
  expect(asked).toHaveLength(1)
  expect(await sendKept('C', id)).toBeNull()
})

it('an older answer is no news, and another id begins anew', async () => {
  const answers: Record<string, unknown> = {
    'GET /companies/C/jobs/j1': job({ version: 3, done: 1 }),
    'GET /companies/C/jobs/j2': job({ id: 'j2', version: 1 }),
  }
  fakeHouse(answers)
  const followed = follow('j1')
  await flushPromises()
  followed.hear(job({ version: 7, state: 'cancelled' }))
  answers['GET /companies/C/jobs/j1'] = job({ version: 3 })
  followed.lookNow()
  await flushPromises()
  expect(followed.job.value?.state).toBe('cancelled')
  followed.id.value = 'j2'
  await flushPromises()
  expect(followed.job.value?.id).toBe('j2')
})
