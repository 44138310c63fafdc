/**
 * Issuing: computed by the server, kept at every change, sent once, and found again.
 *
 * Alone, because the outbox that sends it is one for all files that share a browser.
 */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { openOutbox, outbox } from '@/rooms/outbox/here'
import { fakeNet, ITEM, PREVIEW, refusal, type Asked } from '../fakes'
import { newLine } from './draft'
import { useIssuing } from './issuing'

type Form = ReturnType<typeof useIssuing>
let reply: (asked: Asked) => unknown
let heard: Asked[] = []
let open: VueWrapper[] = []

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  reply = ({ path }) => (path.endsWith('previews') ? PREVIEW : {})
  heard = []
  // The outbox is one for the whole file: it goes on asking through the first net.
  await fakeNet((asked) => {
    heard.push(asked)
    return reply(asked)
  })
  await openOutbox()
  for (const item of outbox().items.value) await outbox().discard(item.id)
})
afterEach(() => {
  open.forEach((each) => each.unmount())
  open = []
  vi.useRealTimers()
})

async function opened(query: Record<string, string> = {}): Promise<Form> {
  let form: Form | undefined
  open.push(mount({ setup: () => ((form = useIssuing('c')), () => null) }))
  await form!.start(query)
  await settled(0)
  return form!
}
async function settled(milliseconds: number): Promise<void> {
  await nextTick()
  await vi.advanceTimersByTimeAsync(milliseconds)
  await flushPromises()
}
function fill(form: Form): void {
  form.draft.buyer.name = '模拟·买方'
  const line = { ...newLine(), code: ITEM.code, name: '工时', rate: '0.13 taxed', amount: '1000' }
  form.draft.lines = [line]
}
const previews = (): Asked[] => heard.filter(({ path }) => path.endsWith('previews'))
const puts = (): Asked[] => heard.filter(({ method }) => method === 'PUT')

/** Fills in all of it and goes to the face. */
async function reviewed(): Promise<Form> {
  const form = await opened()
  fill(form)
  await form.next()
  await form.next()
  await settled(600)
  expect(form.draft.step).toBe(2)
  return form
}

describe('the preview', () => {
  it('is asked once after the last of several changes', async () => {
    const form = await opened()
    await settled(600)
    const before = previews().length
    for (const name of ['模', '模拟', '模拟·买方']) {
      form.draft.buyer.name = name
      await settled(200)
    }
    expect(previews().length).toBe(before)
    await settled(600)
    expect(previews().length).toBe(before + 1)
    expect(previews().at(-1)?.body).toMatchObject({ buyer: { name: '模拟·买方' }, lines: [] })
  })
  it('takes "no lines yet" for a buyer that is right', async () => {
    reply = () => {
      throw refusal(400, 'lines-missing', '/lines')
    }
    const form = await opened()
    fill(form)
    await form.next()
    expect([form.draft.step, form.live.problem.value]).toEqual([1, null])
  })
  it('stays at a buyer that is refused, with the words beside the field', async () => {
    reply = () => {
      throw refusal(400, 'uscc-check-wrong', '/buyer/tax_id')
    }
    const form = await opened()
    await settled(600)
    expect(form.errors.at('buyer.tax_id')).toBeUndefined()
    await form.next()
    expect(form.draft.step).toBe(0)
    expect(form.errors.at('buyer.tax_id')).toBe('题 uscc-check-wrong。下一步')
    expect(form.errors.at('buyer.name')).toBeUndefined()
  })
  it('is not asked while something is no number, and says so at its field', async () => {
    const form = await opened()
    fill(form)
    await form.next()
    await settled(600)
    const before = previews().length
    form.draft.lines[0]!.amount = '1.234'
    await settled(600)
    await form.next()
    expect([previews().length, form.draft.step]).toEqual([before, 1])
    expect(form.errors.at('line.0.amount')).toContain('两位小数')
    expect(form.wrongLine.value).toBe(0)
  })
  it('of an older draft is thrown away', async () => {
    let answer: ((value: unknown) => void) | undefined
    const form = await opened()
    fill(form)
    await form.next()
    await settled(600)
    reply = () => new Promise((resolve) => (answer = resolve))
    form.draft.remark = '一'
    await settled(600)
    form.draft.remark = '二'
    await nextTick()
    answer!({ ...PREVIEW, total_fen: 1 })
    await flushPromises()
    expect(form.live.preview.value?.total_fen).toBe(PREVIEW.total_fen)
    expect(form.live.current.value).toBe(false)
  })
  it('without a network lets the buyer pass and holds the lines', async () => {
    const form = await opened()
    fill(form)
    reply = () => {
      throw refusal(0, 'network-unreachable')
    }
    await form.next()
    expect(form.draft.step).toBe(1)
    await form.next()
    expect(form.draft.step).toBe(1)
    reply = () => PREVIEW
    await form.next()
    expect(form.draft.step).toBe(2)
  })
})

describe('issuing', () => {
  it('sends once under the id of the draft, and the draft is gone', async () => {
    const form = await reviewed()
    const { id } = form.draft
    const [page, second] = await Promise.all([form.issue(), form.issue()])
    expect([page, second]).toEqual([`/companies/c/e-invoices/${id}`, null])
    expect(puts().map(({ path }) => path)).toEqual([page])
    expect(outbox().find(id)?.state).toBe('sent')
    const next = await opened()
    expect(next.draft.id).not.toBe(id)
    expect(next.draft.buyer.name).toBe('')
  })
  it('is not open while a check has failed', async () => {
    const failed = { number: 5, code: 'quota-left', passed: false, reason: 'quota-short' }
    reply = () => ({ ...PREVIEW, checks: [{ ...failed, inputs: {}, rule: '' }] })
    const form = await reviewed()
    expect(form.mayIssue.value).toBe(false)
    expect(await form.issue()).toBeNull()
    expect(puts()).toEqual([])
  })
  it('keeps what was refused as a draft under another id, at the step of the fault', async () => {
    const form = await reviewed()
    const { id } = form.draft
    reply = ({ method }) => {
      if (method !== 'PUT') return PREVIEW
      throw refusal(422, 'line-rate-not-allowed', '/lines/0/rate')
    }
    expect(await form.issue()).toBeNull()
    expect([form.draft.step, form.draft.id === id]).toEqual([1, false])
    expect(form.errors.at('line.0.rate')).toContain('line-rate-not-allowed')
    expect(outbox().find(id)).toBeUndefined()
    const kept = await opened()
    expect([kept.draft.id, kept.draft.buyer.name]).toEqual([form.draft.id, '模拟·买方'])
  })
  it('without an answer waits in the outbox, and nothing is sent under another id', async () => {
    const form = await reviewed()
    const { id } = form.draft
    reply = () => {
      throw refusal(0, 'network-unreachable')
    }
    expect(await form.issue()).toBe(`/companies/c/e-invoices/${id}`)
    expect(outbox().find(id)?.state).toBe('waiting')
    reply = () => ({})
    await outbox().retry(id)
    expect(outbox().find(id)?.state).toBe('sent')
    expect(new Set(puts().map(({ path }) => path)).size).toBe(1)
    expect(new Set(puts().map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })
})

describe('the draft', () => {
  it('is found again after the page was closed', async () => {
    const form = await opened()
    fill(form)
    form.draft.remark = '写了一半'
    await settled(0)
    const again = await opened()
    expect([again.draft.id, again.draft.remark]).toEqual([form.draft.id, '写了一半'])
  })
  it('is taken up from what the server refused later', async () => {
    const form = await reviewed()
    const { id } = form.draft
    reply = () => {
      throw refusal(0, 'network-unreachable')
    }
    await form.issue()
    reply = () => {
      throw refusal(403, 'issuer-not-authorised')
    }
    await outbox().retry(id)
    reply = () => PREVIEW
    const again = await opened({ from: id })
    expect([again.draft.buyer.name, again.draft.step]).toEqual(['模拟·买方', 1])
    expect(again.draft.id).not.toBe(id)
    expect(outbox().find(id)).toBeUndefined()
  })
})
