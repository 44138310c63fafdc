/** The session: one renewal at a time, other tabs' renewals used, ends said with their reason. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionGrant } from './api-types'
import { createClient, type Client } from './client'
import { deviceKey } from './device-key'
import { cutting, fakeClock, fakeServer, said, type Reply } from './fakes'
import { createSession, type Session } from './session'
import { memoryShelf, openShelf, type Shelf } from './shelf'

const person = { id: 'p1', name: '王（模拟）', phone_masked: '138****0001', staff_roles: [] }
const grant = (number: number): SessionGrant => ({
  session_id: 's1',
  access_token: `access-${number}`,
  expires_in_seconds: 600,
  refresh_token: `refresh-${number}`,
  person,
})
/** Somebody else on the same device. */
const stranger = (number: number): SessionGrant => ({
  ...grant(number),
  session_id: 's2',
  access_token: `stranger-${number}`,
  person: { ...person, id: 'p2' },
})
let shelf: Shelf
let clock: ReturnType<typeof fakeClock>

beforeEach(() => {
  shelf = memoryShelf()
  clock = fakeClock()
})

function open(reply: Reply): {
  session: Session
  client: Client
  heard: { url: string; body: unknown }[]
} {
  const server = fakeServer(reply)
  const session: Session = createSession({ shelf, clock, door: 'test', client: () => client })
  const key = deviceKey(shelf)
  const client: Client = createClient({
    key: () => key,
    clock,
    tokens: session,
    base: 'https://tax.example/api',
    fetch: server.fetch,
  })
  return { session, client, heard: server.heard }
}

const serving: Reply = ({ url, body }) => {
  if (url.endsWith('/session')) return said(200, grant(1))
  if (!url.endsWith('/refresh')) return said(200, {})
  const spent = (body as { refresh_token: string }).refresh_token
  return spent === 'refresh-1' ? said(200, grant(2)) : said(401, { code: 'session-reused' })
}

describe('a session', () => {
  it('ends on the page too once the browser has erased it', async () => {
    const cut = cutting()
    shelf = await openShelf('session-erased')
    const { session } = open(serving)
    await session.enter('i1', '123456', 'test')
    cut.erased('tax-session-erased')
    await vi.waitFor(() => expect(session.person.value).toBeNull())
    vi.restoreAllMocks()
  })

  it('is kept on the shelf and found again by the next visit', async () => {
    const first = open(serving)
    await first.session.enter('i1', '123456', 'test')
    const second = open(serving)
    await second.session.start()
    expect(second.session.person.value).toEqual(person)
    expect(await second.session.current()).toBe('access-1')
  })

  it('is renewed before its token runs out, and only once for many requests', async () => {
    const { session, client, heard } = open(serving)
    await session.enter('i1', '123456', 'test')
    clock.move(590_000)
    await Promise.all([client.get('/a'), client.get('/b'), client.get('/c'), session.current()])
    expect(heard.filter((each) => each.url.endsWith('/refresh'))).toHaveLength(1)
    expect(await session.current()).toBe('access-2')
  })

  it('uses what another tab has renewed instead of spending the token twice', async () => {
    const here = open(serving)
    await here.session.enter('i1', '123456', 'test')
    const other = open(serving)
    await other.session.renew('access-1')
    expect(await here.session.renew('access-1')).toBe('access-2')
    expect(here.heard.filter((each) => each.url.endsWith('/refresh'))).toHaveLength(0)
  })

  it('ends with the reason the server gave', async () => {
    const { session } = open(({ url }) =>
      url.endsWith('/session') ? said(200, grant(1)) : said(401, { code: 'session-reused' }),
    )
    await session.enter('i1', '123456', 'test')
    expect(await session.renew('access-1')).toBeNull()
    expect([session.person.value, session.endedBy.value]).toEqual([null, 'session-reused'])
    expect(await session.current()).toBeNull()
  })

  it('survives a network that is gone while renewing', async () => {
    const { session } = open(({ url }) => {
      if (url.endsWith('/session')) return said(200, grant(1))
      throw new TypeError('offline')
    })
    await session.enter('i1', '123456', 'test')
    await expect(session.renew('access-1')).rejects.toMatchObject({ code: 'network-unreachable' })
    expect(session.person.value).toEqual(person)
  })

  it.each([409, 503])('survives others writing at once, with status %i', async (status) => {
    const { session } = open(({ url }) =>
      url.endsWith('/session') ? said(200, grant(1)) : said(status, { code: 'written-meanwhile' }),
    )
    await session.enter('i1', '123456', 'test')
    await expect(session.renew('access-1')).rejects.toMatchObject({ code: 'written-meanwhile' })
    expect([session.person.value, session.endedBy.value]).toEqual([person, null])
    expect(await session.current()).toBe('access-1')
  })

  it('can be left even when the server no longer knows it', async () => {
    const { session } = open(({ url }) =>
      url.endsWith('/session') ? said(200, grant(1)) : said(404, { code: 'session-unknown' }),
    )
    await session.enter('i1', '123456', 'test')
    await session.leave()
    expect(await shelf.get('session', 'now')).toBeUndefined()
  })

  it('gives the token of one person to nobody else', async () => {
    const here = open(serving)
    await here.session.enter('i1', '123456', 'test')
    expect(await here.session.current('p1')).toBe('access-1')
    // Another tab: the first person has left, and another one has come.
    await shelf.put('session', 'now', { ...stranger(1), expires_at: clock.now() + 600_000 })
    expect(here.session.person.value?.id).toBe('p1')
    await expect(here.session.current('p1')).rejects.toMatchObject({ status: 401 })
    expect(await here.session.renew('access-1', 'p1')).toBeNull()
    expect(await here.session.current('p2')).toBe('stranger-1')
  })

  it('sends nothing in the name of who came meanwhile', async () => {
    const here = open(serving)
    await here.session.enter('i1', '123456', 'test')
    await shelf.put('session', 'now', { ...stranger(1), expires_at: clock.now() + 600_000 })
    const before = here.heard.length
    await expect(here.client.put('/x', {}, { as: 'p1' })).rejects.toMatchObject({ status: 401 })
    expect(here.heard).toHaveLength(before)
  })

  it('that was left while it was being renewed stays left', async () => {
    let answer = (): void => undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    const { session } = open(async (heard) => {
      if (heard.url.endsWith('/refresh')) await answered
      return serving(heard)
    })
    await session.enter('i1', '123456', 'test')
    const renewed = session.renew('access-1')
    const left = session.leave()
    await new Promise((resolve) => setTimeout(resolve, 10))
    answer()
    await Promise.all([renewed, left])
    expect(await shelf.get('session', 'now')).toBeUndefined()
    expect(session.person.value).toBeNull()
  })

  it('that was entered while an older one was being renewed stays', async () => {
    let answer = (): void => undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    const here = open(async (heard) => {
      if (heard.url.endsWith('/refresh')) await answered
      return serving(heard)
    })
    await here.session.enter('i1', '123456', 'test')
    const renewed = here.session.renew('access-1')
    const other = open(({ url }) => said(200, url.endsWith('/session') ? stranger(1) : {}))
    const entered = other.session.enter('i2', '123456', 'test')
    await new Promise((resolve) => setTimeout(resolve, 10))
    answer()
    await Promise.all([renewed, entered])
    expect(await here.session.current()).toBe('stranger-1')
  })

  it('that another tab entered is not ended by leaving the one before', async () => {
    let answer = (): void => undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    const here = open(async (heard) => {
      if (heard.url.endsWith('/sessions/s1')) await answered
      return serving(heard)
    })
    await here.session.enter('i1', '123456', 'test')
    const left = here.session.leave()
    await new Promise((resolve) => setTimeout(resolve, 10))
    await shelf.put('session', 'now', { ...stranger(1), expires_at: clock.now() + 600_000 })
    answer()
    await left
    expect(await here.session.current()).toBe('stranger-1')
    expect(here.session.person.value?.id).toBe('p2')
  })
})
