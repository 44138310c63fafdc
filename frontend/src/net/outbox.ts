/**
 * What a person has submitted and the server has not yet answered for.
 *
 *   waiting ──server said yes──> sent
 *      │ ^ └──401, 403, other person──> sign-in ──signed in──> waiting
 *      │ └─backoff after 429, 5xx, no network
 *      └──any other refusal──> refused (with its reason; never in the way of the others)
 *
 * Each item stands alone: it is stored before it is sent, and "sent" is said only after the server
 * said so.
 */
import { shallowRef, type ShallowRef } from 'vue'
import type { Client } from './client'
import type { ServerClock } from './clock'
import { Problem, problemOf, recordOf, type ProblemRecord } from './problems'
import { locked, type Session } from './session'
import type { Shelf } from './shelf'

export type OutboxState = 'waiting' | 'sign-in' | 'sent' | 'refused'
export interface Letter {
  /** The id that also stands in the path: a repeat is the same request. */
  id: string
  path: string
  body: Record<string, unknown>
  /**
   * What it is, for the list: a kind with its own words, their values, and the page it leads to.
   */
  about: { kind: string; words: Record<string, string | number>; page: string }
}
export interface OutboxItem extends Letter {
  person_id: string
  state: OutboxState
  /** Milliseconds on the server's clock. */
  made_at: number
  sent_at: number | null
  next_try_at: number
  tries: number
  problem: ProblemRecord | null
}
export interface Outbox {
  readonly items: ShallowRef<readonly OutboxItem[]>
  readonly sending: ShallowRef<ReadonlySet<string>>
  start(): Promise<void>
  /** Stores first, says so, then tries once; gives the item as it then stands. */
  post(letter: Letter, stored?: () => Promise<void>): Promise<OutboxItem>
  /** Tries everything that is due; other items go on when one fails. */
  sweep(): Promise<void>
  retry(id: string): Promise<void>
  /** What is being sent is waited for; what was sent stays in the list. */
  discard(id: string): Promise<void>
  find(id: string): OutboxItem | undefined
}
export interface OutboxParts {
  shelf: Shelf
  clock: ServerClock
  client: Client
  session: Pick<Session, 'person' | 'onEnter'>
  door: string
  chance?: () => number
}

const firstPauseMilliseconds = 2_000
const longestPauseMilliseconds = 300_000
const sentKeptMilliseconds = 24 * 3600 * 1000

/**
 * Milliseconds to wait after so many tries: doubling to five minutes, spread so that devices do not
 * come together.
 */
export function pauseAfter(tries: number, chance: number): number {
  const whole = Math.min(
    longestPauseMilliseconds,
    firstPauseMilliseconds * 2 ** Math.min(tries - 1, 12),
  )
  return Math.round(whole * (0.75 + chance * 0.5))
}

export function createOutbox({
  shelf,
  clock,
  client,
  session,
  door,
  chance = Math.random,
}: OutboxParts): Outbox {
  const items = shallowRef<readonly OutboxItem[]>([])
  const sending = shallowRef<ReadonlySet<string>>(new Set())
  let timer: ReturnType<typeof setTimeout> | undefined

  async function reload(): Promise<void> {
    const kept = await shelf.all<OutboxItem>('outbox')
    items.value = kept.sort((left, right) => right.made_at - left.made_at)
  }

  async function keep(item: OutboxItem): Promise<OutboxItem> {
    await shelf.put('outbox', item.id, item)
    await reload()
    plan()
    return item
  }

  function shown(item: OutboxItem): OutboxItem {
    items.value = items.value.map((each) => (each.id === item.id ? item : each))
    return item
  }

  function plan(): void {
    clearTimeout(timer)
    const due = items.value
      .filter((item) => item.state === 'waiting')
      .map((item) => item.next_try_at)
    if (due.length > 0)
      timer = setTimeout(() => void sweep(), Math.max(500, Math.min(...due) - clock.now()))
  }

  // One tab at a time changes an item, by what it finds on the shelf then: another one may have
  // sent or discarded it. It also keeps two from sending it at once; the id makes that harmless.
  function alone<T>(id: string, act: (item: OutboxItem | undefined) => Promise<T>): Promise<T> {
    return locked(`tax-${door}-outbox-${id}`, async () => act(await shelf.get('outbox', id)))
  }

  async function attempt(id: string): Promise<OutboxItem | undefined> {
    if (sending.value.has(id)) return find(id)
    sending.value = new Set([...sending.value, id])
    try {
      return await alone(id, async (item) => {
        if (!item || item.state === 'sent' || item.state === 'refused') return item
        const now = await send(item)
        // Too full to note what became of it: shown all the same, and a repeat is the same request.
        return keep(now).catch(() => shown(now))
      })
    } finally {
      sending.value = new Set([...sending.value].filter((each) => each !== id))
    }
  }

  async function send(item: OutboxItem): Promise<OutboxItem> {
    if (session.person.value?.id !== item.person_id)
      return { ...item, state: 'sign-in', problem: null }
    try {
      await client.put(item.path, item.body, { as: item.person_id })
      return { ...item, state: 'sent', sent_at: clock.now(), problem: null }
    } catch (thrown) {
      return afterRefusal(item, problemOf(thrown))
    }
  }

  function afterRefusal(item: OutboxItem, problem: Problem): OutboxItem {
    const tries = item.tries + 1
    const noted = { ...item, tries, problem: recordOf(problem) }
    if (problem.passing) {
      const pause =
        problem.retryAfterSeconds !== null
          ? problem.retryAfterSeconds * 1000
          : pauseAfter(tries, chance())
      return { ...noted, state: 'waiting', next_try_at: clock.now() + pause }
    }
    if (problem.status === 401 || problem.status === 403) return { ...noted, state: 'sign-in' }
    return { ...noted, state: 'refused' }
  }

  async function sweep(): Promise<void> {
    const due = items.value.filter(
      (item) => item.state === 'waiting' && item.next_try_at <= clock.now(),
    )
    await Promise.all(due.map((item) => attempt(item.id)))
    plan()
  }

  async function wake(which: (item: OutboxItem) => boolean): Promise<void> {
    for (const { id } of items.value.filter(which)) {
      await alone(id, async (item) => {
        if (item && which(item))
          await shelf.put('outbox', id, { ...item, state: 'waiting', next_try_at: 0 })
      })
    }
    await reload()
    await sweep()
  }

  // What a browser throws away while the page lives is not lost with it.
  shelf.carry('outbox', () => items.value.map((item) => [item.id, item]))
  const find = (id: string): OutboxItem | undefined => items.value.find((item) => item.id === id)
  const mine = (item: OutboxItem): boolean => item.person_id === session.person.value?.id

  return {
    items,
    sending,
    sweep,
    find,
    async start() {
      await reload()
      const old = clock.now() - sentKeptMilliseconds
      for (const item of items.value) {
        if (item.state === 'sent' && (item.sent_at ?? 0) < old) await shelf.take('outbox', item.id)
      }
      session.onEnter(() => void wake((item) => item.state === 'sign-in' && mine(item)))
      globalThis.addEventListener?.('online', () => void wake((item) => item.state === 'waiting'))
      await wake((item) => item.state === 'waiting')
    },
    async post(letter, stored) {
      const now = clock.now()
      const person_id = session.person.value?.id ?? ''
      const fresh = {
        person_id,
        state: 'waiting',
        made_at: now,
        sent_at: null,
        next_try_at: now,
        tries: 0,
        problem: null,
      } as const
      // The body is copied as it will travel, so nothing on the page can change it afterwards.
      const whole = { ...(JSON.parse(JSON.stringify(letter)) as Letter), ...fresh }
      await alone(letter.id, (kept) => keep(kept ?? whole))
      await stored?.()
      return (await attempt(letter.id)) as OutboxItem
    },
    retry: (id) => wake((item) => item.id === id && item.state !== 'sent'),
    async discard(id) {
      await alone(id, async (item) => {
        if (item?.state !== 'sent') await shelf.take('outbox', id)
      })
      await reload()
    },
  }
}
