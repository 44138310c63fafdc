/** The kiosk's real disk under the signed journal and the book: what is written is there afterwards. */
import { openDB } from 'idb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { cutting } from '@/net/fakes'
import { emptyBook } from '../protocol/book'
import { signer, sums } from '../protocol/offline-fakes'
import type { Line } from '../protocol/offline-ports'
import { Trail } from '../protocol/trail'
import { openDisk } from './disk'

const line = (n: number, key: string): Line => ({ n, key, text: `{"n":${n}}`, signature: 's' })

afterEach(() => vi.restoreAllMocks())

describe('a disk that the browser closes while the page lives', () => {
  it('is opened once more, and goes on where it was', async () => {
    const cut = cutting()
    const lost = vi.fn()
    const disk = await openDisk('cut-a', lost)
    await disk.add(line(1, 'k'))
    cut.now()
    await disk.add(line(2, 'k'))
    expect([(await disk.lines()).map((one) => one.n), lost.mock.calls.length]).toEqual([[1, 2], 0])
  })

  it('is not trusted a second time', async () => {
    const cut = cutting()
    const lost = vi.fn()
    const disk = await openDisk('cut-b', lost)
    cut.now()
    await disk.add(line(1, 'k'))
    cut.now()
    await expect(disk.add(line(2, 'k'))).rejects.toThrow()
    expect(lost).toHaveBeenCalledOnce()
    expect((await (await openDisk('cut-b')).lines()).map((one) => one.n)).toEqual([1])
  })

  it('that comes back empty is no disk: nothing is written on it, and it is told at once', async () => {
    const cut = cutting()
    const lost = vi.fn()
    const disk = await openDisk('cut-c', lost)
    await disk.add(line(1, 'k'))
    cut.erased('cut-c')
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce())
    await expect(disk.add(line(2, 'k'))).rejects.toThrow()
    await expect(disk.probe('x')).rejects.toThrow()
    expect(await (await openDisk('cut-c')).lines()).toEqual([])
  })

  it('says of a write that was cut off whether it is through, and does not repeat it', async () => {
    const cut = cutting()
    const disk = await openDisk('cut-d')
    const writing = disk.add(line(1, 'k')).then(
      () => 1,
      () => 0,
    )
    await Promise.resolve()
    cut.now()
    expect((await (await openDisk('cut-d')).lines()).length).toBe(await writing)
  })
})

describe('disk', () => {
  it('gives lines back in their order, and forgets those of one key up to a number', async () => {
    const disk = await openDisk('disk-a')
    for (const one of [line(1, 'old'), line(1, 'new'), line(2, 'new'), line(3, 'new')])
      await disk.add(one)
    await disk.drop('new', 2)
    const again = await openDisk('disk-a')
    expect((await again.lines()).map(({ key, n }) => [key, n])).toEqual([
      ['old', 1],
      ['new', 3],
    ])
  })

  it('keeps book, request and notes until they are replaced or forgotten', async () => {
    const disk = await openDisk('disk-b')
    expect([await disk.book(), await disk.kept(), await disk.noted('x')]).toEqual([
      null,
      null,
      null,
    ])
    await disk.keepBook(emptyBook('B001-K1'))
    await disk.keep({ reservation: 'r', code: 'ABCDEFGHJK2M', check: '138000' })
    await disk.note('x', 'said')
    const again = await openDisk('disk-b')
    expect((await again.book())?.kiosk).toBe('B001-K1')
    expect(await again.kept()).toMatchObject({ reservation: 'r', check: '138000' })
    expect(await again.noted('x')).toBe('said')
    await again.forget()
    expect(await disk.kept()).toBeNull()
    expect(await disk.probe('there')).toBe('there')
  })

  it('keeps the keys of a book as keys', async () => {
    const book = emptyBook('B001-K1')
    const secret = await sums.seal(new Uint8Array(32).fill(7))
    const message = new Uint8Array(8)
    const lease = { pickup_id: 'a', kind: 'P_ORD', count: 1, generation: 1 }
    const terms = { ...lease, expires_at: '2026-01-01T00:00:00Z', fencing: 2 }
    await (
      await openDisk('disk-k')
    ).keepBook({
      ...book,
      leases: [{ ...terms, secrets: { 1: secret } }],
    })
    const kept = (await (await openDisk('disk-k')).book())?.leases[0]?.secrets[1]
    expect(kept).toMatchObject({ extractable: false })
    expect(await sums.hmac(kept ?? {}, message)).toEqual(await sums.hmac(secret, message))
  })

  it('begins anew where the first version kept unsigned entries', async () => {
    const old = await openDB('disk-c', 1, {
      upgrade(opened) {
        opened.createObjectStore('entries', { autoIncrement: true })
        opened.createObjectStore('request')
      },
    })
    await old.add('entries', { at: '1', step: 'asked' })
    old.close()
    const disk = await openDisk('disk-c')
    expect(await disk.lines()).toEqual([])
    await disk.add(line(1, 'new'))
    expect(await disk.lines()).toHaveLength(1)
  })
})

describe('the journal on it', () => {
  const open = async (name: string): Promise<Trail> =>
    Trail.open({ disk: await openDisk(name), signer, sums, kiosk: 'K1' })

  it('gives the entries of the last job back after the page is gone', async () => {
    const first = await open('trail-a')
    await first.append({ at: '1', step: 'asked', reservation: 'old' })
    await first.append({ at: '2', step: 'closed', outcome: 'done', code: null })
    await first.append({ at: '3', step: 'asked', reservation: 'new' })
    const again = await open('trail-a')
    expect((await again.entries()).map((entry) => entry.at)).toEqual(['3'])
    expect(again.open).toBe(true)
    expect(again.pending.map((one) => one.n)).toEqual([1, 2, 3])
  })

  it('goes on with the chain where the last page left it', async () => {
    await (await open('trail-b')).append({ at: '1', step: 'asked', reservation: 'r' })
    const again = await open('trail-b')
    await again.append({ at: '2', step: 'starting' })
    const [first, second] = again.pending
    const told = JSON.parse(second?.text ?? '{}') as { n: number; prev: string }
    expect(told).toMatchObject({ n: 2, prev: await sums.sha256(first?.text ?? '') })
  })
})
