/** What the house says about leases, taken into the book a kiosk keeps. */
import { describe, expect, it } from 'vitest'
import { absorb, emptyBook, finish, isWorthWriting, spend, type Answer, type Asked } from './book'
import type { Book, Lease } from './offline-ports'
import type { Reservation } from './ports'

const lent = (pickup_id: string, change: Partial<Lease> = {}): Lease => ({
  pickup_id,
  kind: 'P_ORD',
  count: 3,
  generation: 1,
  expires_at: '2026-01-02T00:00:00Z',
  fencing: 5,
  secrets: { 1: {} },
  ...change,
})
const answer = (leases: readonly Lease[], recalls: readonly string[] = []): Answer => ({
  server_time: '2026-01-01T00:00:00Z',
  until: '2026-01-01T04:00:00Z',
  serve_until: '2026-01-01T03:55:00Z',
  keys: { 1: 'key' },
  leases,
  recalls,
})
const held = (pickup_id: string, id = 'r1'): Reservation => ({
  ...{ id, pickup_id, kind: 'P_ORD', count: 3, fencing: 5, until: '', segments: [], confirmed: 0 },
})
const nothing: Asked = { known: new Set(), serving: null }
const ids = (book: Book): string[] => book.leases.map((one) => one.pickup_id)
const kept = absorb(emptyBook('k'), answer([lent('a'), lent('b')]), nothing)

describe('absorb', () => {
  it('takes in who may collect now: another generation and another end replace the old ones', () => {
    const news = lent('a', { generation: 2, expires_at: '2026-01-01T12:00:00Z' })
    const after = absorb(kept, answer([news]), nothing)
    expect(ids(after)).toEqual(['a'])
    expect(after.leases[0]).toMatchObject({ generation: 2, expires_at: '2026-01-01T12:00:00Z' })
  })

  it('drops what is recalled and says so until the house lists it no more', () => {
    const after = absorb(kept, answer([lent('b')], ['a']), nothing)
    expect([ids(after), after.returned]).toEqual([['b'], ['a']])
    const again = absorb(after, answer([lent('a'), lent('b')]), nothing)
    expect([ids(again), again.returned]).toEqual([['b'], ['a']])
    expect(absorb(again, answer([lent('b')]), nothing).returned).toEqual([])
  })

  it('keeps the lease it serves under, though it is asked for', () => {
    const after = absorb(kept, answer([lent('b')], ['a']), { known: new Set(), serving: 'a' })
    expect([ids(after).sort(), after.returned]).toEqual([['a', 'b'], []])
  })

  it('takes a spent lease back only with a higher number from a house that knows of it', () => {
    const spent = spend(kept, held('a'), '2026-01-01T00:00:00Z')
    expect(ids(spent)).toEqual(['b'])
    const same = answer([lent('a'), lent('b')])
    const known: Asked = { known: new Set(spent.spent), serving: null }
    expect(ids(absorb(spent, same, known))).toEqual(['b'])
    const higher = answer([lent('a', { fencing: 9 }), lent('b')])
    expect(ids(absorb(spent, higher, nothing))).toEqual(['b'])
    const anew = absorb(spent, higher, known)
    expect([ids(anew), anew.spent]).toEqual([['a', 'b'], []])
  })

  it('remembers for a day who was served, and no longer once the house knows', () => {
    const spent = finish(spend(kept, held('a'), '2026-01-01T00:00:00Z'), 'r1')
    const known: Asked = { known: new Set(spent.spent), serving: null }
    expect(absorb(spent, answer([]), known).spent).toMatchObject([{ done: true }])
    const tomorrow = { ...answer([]), server_time: '2026-01-02T00:00:01Z' }
    expect(absorb(spent, tomorrow, known).spent).toEqual([])
    expect(absorb(spent, tomorrow, nothing).spent).toHaveLength(1)
  })
})

describe('spend', () => {
  it('remembers on what terms it was, and no secret', () => {
    const [mark] = spend(kept, held('a'), '1').spent
    expect(mark?.lease).toMatchObject({ generation: 1, expires_at: '2026-01-02T00:00:00Z' })
    expect(mark?.lease).not.toHaveProperty('secrets')
  })

  it('changes nothing the second time', () => {
    const once = spend(kept, held('a'), '1')
    expect(spend(once, held('a'), '2')).toBe(once)
  })
})

describe('isWorthWriting', () => {
  it('lets a minute of time pass unwritten, and nothing else', () => {
    const later = { ...kept, serve_until: '2026-01-01T03:55:59Z' }
    expect(isWorthWriting(kept, later)).toBe(false)
    expect(isWorthWriting(kept, { ...kept, serve_until: '2026-01-01T03:56:00Z' })).toBe(true)
    expect(isWorthWriting(kept, spend(kept, held('a'), '1'))).toBe(true)
  })
})
