/** The outbox: stored before sent, each item alone, nothing called sent too early. */
import { beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import type { Person } from './api-types'
import type { Client } from './client'
import { fakeClock } from './fakes'
import { createOutbox, pauseAfter, type Letter, type Outbox } from './outbox'
import { Problem, type ProblemBody } from './problems'
import { memoryShelf, type Shelf } from './shelf'

const me: Person = { id: 'p1', name: '王（模拟）', phone_masked: '', staff_roles: [] }
const letter = (id: string): Letter => ({
  id,
  path: `/companies/c/applications/${id}`,
  body: { kind: 'P_ORD', count: 3 },
  about: { kind: 'application', words: {}, page: '/x' },
})
let shelf: Shelf
let clock: ReturnType<typeof fakeClock>
let answers: Record<string, Problem | 'fine'>
let sent: string[]
let asked: unknown[]
let slow: (id: string) => Promise<void>
let enter: () => void
const person = shallowRef<Person | null>(me)

beforeEach(() => {
  shelf = memoryShelf()
  clock = fakeClock()
  answers = {}
  sent = []
  asked = []
  slow = () => Promise.resolve()
  person.value = me
})

async function open(): Promise<Outbox> {
  const put = async (path: string, _: unknown, ask: unknown): Promise<unknown> => {
    asked.push(ask)
    const id = path.split('/').pop() ?? ''
    sent.push(id)
    await slow(id)
    const answer = answers[id] ?? 'fine'
    if (answer !== 'fine') throw answer
    return {}
  }
  const session = { person, onEnter: (act: () => void) => void (enter = act) }
  const box = createOutbox({
    shelf,
    clock,
    client: { put } as unknown as Client,
    session,
    door: 'test',
    chance: () => 0.5,
  })
  await box.start()
  return box
}
const problem = (status: number, body: ProblemBody = {}): Problem => new Problem(status, body)
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))

describe('posting', () => {
  it('stores the item before anything is sent', async () => {
    const box = await open()
    let keptWhenSent: unknown
    answers['a'] = 'fine'
    const before = shelf.put
    shelf.put = async (drawer, key, value) => {
      if (sent.length === 0) keptWhenSent = value
      return before(drawer, key, value)
    }
    const item = await box.post(letter('a'))
    expect(keptWhenSent).toMatchObject({ id: 'a', state: 'waiting' })
    expect(item).toMatchObject({ state: 'sent', problem: null })
  })

  it('says that it is stored before anything is sent', async () => {
    const box = await open()
    answers['a'] = 'fine'
    const told: number[] = []
    await box.post(letter('a'), async () => void told.push(sent.length))
    expect(told).toEqual([0])
  })

  it('of the same id twice is one item and one request', async () => {
    const box = await open()
    await box.post(letter('a'))
    await box.post(letter('a'))
    expect(sent).toEqual(['a'])
    expect(box.items.value).toHaveLength(1)
  })

  it('keeps the body as it was, whatever the page does to it later', async () => {
    const box = await open()
    answers['a'] = problem(503)
    const own = letter('a')
    await box.post(own)
    own.body['count'] = 99
    expect(box.find('a')?.body['count']).toBe(3)
  })
})

describe('a refusal', () => {
  it('of the content is final and keeps its reason', async () => {
    const box = await open()
    answers['a'] = problem(422, {
      code: 'count-malformed',
      title: 'T',
      errors: [{ pointer: '/count' }],
    })
    const item = await box.post(letter('a'))
    expect(item).toMatchObject({
      state: 'refused',
      problem: { code: 'count-malformed', pointers: ['/count'] },
    })
    clock.move(3_600_000)
    await box.sweep()
    expect(sent).toEqual(['a'])
  })

  it.each([0, 429, 500, 503])(
    'with status %i is tried again later, not at once',
    async (status) => {
      const box = await open()
      answers['a'] = problem(status)
      expect(await box.post(letter('a'))).toMatchObject({ state: 'waiting', tries: 1 })
      await box.sweep()
      expect(sent).toHaveLength(1)
      answers['a'] = 'fine'
      clock.move(10_000)
      await box.sweep()
      expect(box.find('a')?.state).toBe('sent')
    },
  )

  it.each([409, 503])('of others writing at once is no refusal, with status %i', async (status) => {
    const box = await open()
    answers['a'] = problem(status, { code: 'written-meanwhile', retry_after_seconds: 1 })
    expect(await box.post(letter('a'))).toMatchObject({ state: 'waiting', tries: 1 })
    answers['a'] = 'fine'
    clock.move(1_000)
    await box.sweep()
    expect(box.find('a')?.state).toBe('sent')
  })

  it('waits as long as the server asks', async () => {
    const box = await open()
    answers['a'] = problem(429, { retry_after_seconds: 120 })
    const item = await box.post(letter('a'))
    expect(item.next_try_at - clock.now()).toBe(120_000)
  })

  it('never stands in the way of the others', async () => {
    const box = await open()
    answers['bad'] = problem(422)
    answers['slow'] = problem(503)
    await Promise.all(['bad', 'slow', 'good'].map((id) => box.post(letter(id))))
    expect(['bad', 'slow', 'good'].map((id) => box.find(id)?.state)).toEqual([
      'refused',
      'waiting',
      'sent',
    ])
  })
})

describe('sign-in', () => {
  it.each([401, 403])(
    'is waited for after %i, and the item then goes by itself',
    async (status) => {
      const box = await open()
      answers['a'] = problem(status)
      expect(await box.post(letter('a'))).toMatchObject({ state: 'sign-in' })
      answers['a'] = 'fine'
      enter()
      await settle()
      expect(box.find('a')?.state).toBe('sent')
    },
  )

  it('of another person sends nothing of the first one', async () => {
    const box = await open()
    answers['a'] = problem(401)
    await box.post(letter('a'))
    person.value = { ...me, id: 'p2' }
    enter()
    await settle()
    expect(sent).toEqual(['a'])
    expect(box.find('a')?.state).toBe('sign-in')
  })
})

describe('another tab', () => {
  it('that discarded an item is not overruled by a line that comes back', async () => {
    const [here, other] = [await open(), await open()]
    answers['gone'] = problem(503)
    answers['left'] = problem(503)
    await here.post(letter('gone'))
    await here.post(letter('left'))
    await other.discard('gone')
    sent = []
    answers = {}
    globalThis.dispatchEvent(new Event('online'))
    await settle()
    // Boxes of earlier tests hear of the line too.
    expect(sent).toContain('left')
    expect(sent).not.toContain('gone')
    expect(here.items.value.map((item) => item.id)).toEqual(['left'])
    expect((await shelf.all<{ id: string }>('outbox')).map((item) => item.id)).toEqual(['left'])
  })

  it('that discarded it is not overruled by a retry, nor one that sent it', async () => {
    const [here, other] = [await open(), await open()]
    answers['a'] = problem(422)
    answers['b'] = problem(503)
    await here.post(letter('a'))
    await here.post(letter('b'))
    answers = {}
    await other.discard('a')
    await other.retry('b')
    sent = []
    await here.retry('a')
    await here.retry('b')
    expect(sent).toEqual([])
    expect(here.items.value.map((item) => [item.id, item.state])).toEqual([['b', 'sent']])
  })

  it('that posts the same letter again keeps what became of it', async () => {
    const [here, other] = [await open(), await open()]
    await here.post(letter('a'))
    sent = []
    expect(await other.post(letter('a'))).toMatchObject({ state: 'sent' })
    expect(sent).toEqual([])
  })
})

describe('discarding', () => {
  it('while it is being sent waits for the answer, and what was sent stays', async () => {
    const box = await open()
    let answer = (): void => undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    slow = (id) => (id === 'a' || id === 'b' ? answered : Promise.resolve())
    answers['b'] = problem(503)
    const posted = ['a', 'b'].map((id) => box.post(letter(id)))
    await settle()
    const gone = ['a', 'b'].map((id) => box.discard(id))
    await settle()
    answer()
    await Promise.all([...posted, ...gone])
    expect(box.items.value.map((item) => [item.id, item.state])).toEqual([['a', 'sent']])
    expect(await shelf.all('outbox')).toHaveLength(1)
  })
})

describe('a person who came in another tab', () => {
  it('does not send what somebody else submitted', async () => {
    const box = await open()
    answers['a'] = problem(401)
    await box.post(letter('a'))
    expect(asked).toEqual([{ as: 'p1' }])
    expect(box.find('a')?.state).toBe('sign-in')
  })
})

describe('the next visit', () => {
  it('finds what a closed browser left and sends it', async () => {
    const first = await open()
    answers['a'] = problem(0)
    await first.post(letter('a'))
    answers['a'] = 'fine'
    const second = await open()
    expect(second.find('a')?.state).toBe('sent')
  })

  it('forgets what was delivered a day ago, and nothing else', async () => {
    const first = await open()
    await first.post(letter('a'))
    answers['b'] = problem(422)
    await first.post(letter('b'))
    clock.move(25 * 3600 * 1000)
    const second = await open()
    expect(second.items.value.map((item) => item.id)).toEqual(['b'])
  })
})

describe('pauses', () => {
  it('double up to five minutes', () => {
    expect([1, 2, 3, 4, 20].map((tries) => pauseAfter(tries, 0.5))).toEqual([
      2000, 4000, 8000, 16_000, 300_000,
    ])
  })
  it('are spread by a quarter either way', () => {
    expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([1500, 2500])
  })
})
