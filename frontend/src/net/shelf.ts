/**
 * Where a door keeps things on this device: IndexedDB, or memory when the browser refuses, and it
 * says which.
 */
import { openDB, type IDBPDatabase } from 'idb'

export type Drawer = 'keys' | 'session' | 'outbox' | 'passes' | 'drafts' | 'answers'
const drawers: readonly Drawer[] = ['keys', 'session', 'outbox', 'passes', 'drafts', 'answers']

export interface Shelf {
  /** False when what is put here is gone with the page. */
  readonly lasting: boolean
  get<T>(drawer: Drawer, key: string): Promise<T | undefined>
  put(drawer: Drawer, key: string, value: unknown): Promise<void>
  take(drawer: Drawer, key: string): Promise<void>
  all<T>(drawer: Drawer): Promise<T[]>
  clear(drawer: Drawer): Promise<void>
}

/** Opens the shelf of a door; falls back to memory when a trial write fails. */
export async function openShelf(door: string): Promise<Shelf> {
  try {
    const database = await openDB(`tax-${door}`, 1, {
      upgrade(opened) {
        for (const drawer of drawers) opened.createObjectStore(drawer)
      },
    })
    await database.put('answers', Date.now(), 'trial')
    return lastingShelf(database)
  } catch {
    return memoryShelf()
  }
}

function lastingShelf(database: IDBPDatabase): Shelf {
  return {
    lasting: true,
    get: <T>(drawer: Drawer, key: string) => database.get(drawer, key) as Promise<T | undefined>,
    put: async (drawer, key, value) => void (await database.put(drawer, value, key)),
    take: (drawer, key) => database.delete(drawer, key),
    all: <T>(drawer: Drawer) => database.getAll(drawer) as Promise<T[]>,
    clear: (drawer) => database.clear(drawer),
  }
}

/** The same shelf in memory: for private windows, old web views, and tests. */
export function memoryShelf(): Shelf {
  const kept = new Map<Drawer, Map<string, unknown>>(drawers.map((drawer) => [drawer, new Map()]))
  const open = (drawer: Drawer): Map<string, unknown> => kept.get(drawer) as Map<string, unknown>
  return {
    lasting: false,
    get: async <T>(drawer: Drawer, key: string) => open(drawer).get(key) as T | undefined,
    put: async (drawer, key, value) => void open(drawer).set(key, value),
    take: async (drawer, key) => void open(drawer).delete(key),
    all: async <T>(drawer: Drawer) => [...open(drawer).values()] as T[],
    clear: async (drawer) => open(drawer).clear(),
  }
}
