/**
 * Where a door keeps things on this device: IndexedDB, or memory when the browser refuses, and it
 * says which. A browser may also close it, or throw it away, while the page lives.
 */
import { openDB, type IDBPDatabase } from 'idb'
import { shallowRef } from 'vue'

export type Drawer = 'keys' | 'session' | 'outbox' | 'passes' | 'drafts' | 'answers'
const drawers: readonly Drawer[] = ['keys', 'session', 'outbox', 'passes', 'drafts', 'answers']

interface Kept {
  get<T>(drawer: Drawer, key: string): Promise<T | undefined>
  put(drawer: Drawer, key: string, value: unknown): Promise<void>
  take(drawer: Drawer, key: string): Promise<void>
  all<T>(drawer: Drawer): Promise<T[]>
  clear(drawer: Drawer): Promise<void>
}
export interface Shelf extends Kept {
  /** False when what is put here is gone with the page; reactive. */
  readonly lasting: boolean
  /** True once what was kept is gone though the page lives; reactive. */
  readonly lost: boolean
  /** What the page itself still holds of a drawer, to be put back should the rest be lost. */
  carry(drawer: Drawer, held: () => Held): void
}
type Held = readonly (readonly [key: string, value: unknown])[]

/** Opens the shelf of a door; falls back to memory when a trial write fails. */
export async function openShelf(door: string): Promise<Shelf> {
  try {
    return await lastingShelf(`tax-${door}`)
  } catch {
    return memoryShelf()
  }
}

/** Gives the database and whether there was nothing of it yet. */
async function open(name: string, terminated: () => void): Promise<[IDBPDatabase, boolean]> {
  let empty = false
  const database = await openDB(name, 1, {
    upgrade(opened) {
      empty = true
      for (const drawer of drawers) opened.createObjectStore(drawer)
    },
    terminated,
  })
  await database.put('answers', Date.now(), 'trial')
  return [database, empty]
}

async function lastingShelf(name: string): Promise<Shelf> {
  const { start, mend, now, lasting, lost, carry } = mendable(name)
  async function act<T>(does: (kept: Kept) => Promise<T>): Promise<T> {
    await mend(null)
    const kept = now()
    try {
      return await does(kept)
    } catch (thrown) {
      const { name: why } = thrown as Error
      // Answers can be asked for again; what a person wrote cannot.
      if (why === 'QuotaExceededError') return kept.clear('answers').then(() => does(kept))
      // "Unknown" is what a phone says that has lost its line to the database.
      if (!/^(InvalidState|Abort|Unknown)Error$/.test(why)) throw thrown
      await mend(kept)
      return does(now())
    }
  }
  await start()
  return {
    get lasting() {
      return lasting.value
    },
    get lost() {
      return lost.value
    },
    carry,
    get: (drawer, key) => act((kept) => kept.get(drawer, key)),
    put: (drawer, key, value) => act((kept) => kept.put(drawer, key, value)),
    take: (drawer, key) => act((kept) => kept.take(drawer, key)),
    all: (drawer) => act((kept) => kept.all(drawer)),
    clear: (drawer) => act((kept) => kept.clear(drawer)),
  }
}

/** What is kept now. A database that was closed is opened once more; else memory goes on. */
function mendable(name: string) {
  const lasting = shallowRef(true)
  const lost = shallowRef(false)
  const carried = new Map<Drawer, () => Held>()
  let mending: Promise<void> | null = null
  let kept: Kept

  /** True where nothing was kept yet. */
  async function start(): Promise<boolean> {
    let own: Kept | undefined
    const [database, empty] = await open(name, () => own && void mend(own))
    kept = own = inDatabase(database)
    return empty
  }
  /** Takes what was found closed, or null; resolves once nothing is being mended. */
  async function mend(closed: Kept | null): Promise<void> {
    if (kept === closed)
      mending ??= again().finally(() => {
        mending = null
      })
    await mending
  }
  async function again(): Promise<void> {
    const held = [...carried].map(([drawer, own]) => [drawer, own()] as const)
    const putBack = async (): Promise<void> => {
      for (const [drawer, items] of held)
        for (const [key, value] of items) await kept.put(drawer, key, value)
    }
    try {
      if (!(await start())) return
      await putBack()
    } catch {
      kept = inMemory()
      lasting.value = false
      await putBack()
    }
    lost.value = true
  }
  const carry = (drawer: Drawer, held: () => Held): void => void carried.set(drawer, held)
  return { start, mend, lasting, lost, carry, now: () => kept }
}

function inDatabase(database: IDBPDatabase): Kept {
  return {
    get: async <T>(drawer: Drawer, key: string) => (await database.get(drawer, key)) as T,
    put: async (drawer, key, value) => void (await database.put(drawer, value, key)),
    take: async (drawer, key) => database.delete(drawer, key),
    all: async <T>(drawer: Drawer) => (await database.getAll(drawer)) as T[],
    clear: async (drawer) => database.clear(drawer),
  }
}

/** The same shelf in memory: for private windows, old web views, and tests. */
export function memoryShelf(): Shelf {
  return { ...inMemory(), lasting: false, lost: false, carry: () => undefined }
}

function inMemory(): Kept {
  const kept = new Map<Drawer, Map<string, unknown>>(drawers.map((drawer) => [drawer, new Map()]))
  const open = (drawer: Drawer): Map<string, unknown> => kept.get(drawer) as Map<string, unknown>
  return {
    get: async <T>(drawer: Drawer, key: string) => open(drawer).get(key) as T | undefined,
    put: async (drawer, key, value) => void open(drawer).set(key, value),
    take: async (drawer, key) => void open(drawer).delete(key),
    all: async <T>(drawer: Drawer) => [...open(drawer).values()] as T[],
    clear: async (drawer) => open(drawer).clear(),
  }
}
