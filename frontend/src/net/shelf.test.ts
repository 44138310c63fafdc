/** The shelf: kept in IndexedDB, else in memory and saying so. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { cutting } from './fakes'
import { openShelf } from './shelf'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30))

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

describe('a shelf that the browser closes while the page lives', () => {
  it('is opened once more, and all of it is still there', async () => {
    const cut = cutting()
    const shelf = await openShelf('closed')
    await shelf.put('drafts', 'a', 1)
    cut.now()
    expect(await shelf.get('drafts', 'a')).toBe(1)
    cut.now()
    await shelf.put('drafts', 'b', 2)
    expect([await shelf.all('drafts'), shelf.lasting, shelf.lost]).toEqual([[1, 2], true, false])
  })

  it('says that what was kept is gone, and goes on with what the page still holds', async () => {
    const cut = cutting()
    const shelf = await openShelf('deleted')
    shelf.carry('outbox', () => [['o', { id: 'o' }]])
    await shelf.put('drafts', 'a', 1)
    cut.erased('tax-deleted')
    await settle()
    expect([shelf.lost, shelf.lasting]).toEqual([true, true])
    expect(await shelf.get('drafts', 'a')).toBeUndefined()
    expect(await (await openShelf('deleted')).all('outbox')).toEqual([{ id: 'o' }])
  })

  it('keeps that in memory where it cannot be opened again', async () => {
    const cut = cutting()
    const shelf = await openShelf('refusing')
    shelf.carry('outbox', () => [['o', { id: 'o' }]])
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'UnknownError')
    })
    cut.now()
    await shelf.put('drafts', 'a', 1)
    expect([shelf.lost, shelf.lasting]).toEqual([true, false])
    expect([await shelf.all('outbox'), await shelf.all('drafts')]).toEqual([[{ id: 'o' }], [1]])
  })

  it('makes room of the answers when it is full, and fails when that is not enough', async () => {
    const shelf = await openShelf('full')
    await shelf.put('answers', 'a', 1)
    const whole = IDBObjectStore.prototype.put
    const full = (times: number) =>
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        ...given
      ) {
        if (times-- > 0) throw new DOMException('full', 'QuotaExceededError')
        return whole.apply(this, given)
      })
    full(1)
    await shelf.put('outbox', 'o', 2)
    expect([await shelf.all('answers'), await shelf.all('outbox')]).toEqual([[], [2]])
    vi.restoreAllMocks()
    full(9)
    await expect(shelf.put('outbox', 'p', 3)).rejects.toThrow('full')
    expect(shelf.lost).toBe(false)
  })
})
