/** The shelf: kept in IndexedDB, else in memory and saying so. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openShelf } from './shelf'

afterEach(() => vi.unstubAllGlobals())

describe('the shelf', () => {
  it('keeps what is put on it for the next opening', async () => {
    const first = await openShelf('lasting')
    await first.put('drafts', 'a', { count: 3 })
    const second = await openShelf('lasting')
    expect(second.lasting).toBe(true)
    expect(await second.get('drafts', 'a')).toEqual({ count: 3 })
  })
  it('parts the doors', async () => {
    await (await openShelf('one')).put('drafts', 'a', 1)
    expect(await (await openShelf('two')).get('drafts', 'a')).toBeUndefined()
  })
  it('works in memory where the browser refuses, and says so', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError')
      },
    })
    const shelf = await openShelf('refused')
    await shelf.put('outbox', 'a', 1)
    expect([shelf.lasting, await shelf.all('outbox')]).toEqual([false, [1]])
  })
})
