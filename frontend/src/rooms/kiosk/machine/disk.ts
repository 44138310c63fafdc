/**
 * The kiosk's own disk: a write counts once the browser says that it is through, and a journal, a
 * book of leases or a request is never half there.
 */
import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreNames,
} from 'idb'
import type { Book, Disk, Line } from '../protocol/offline-ports'
import type { Request } from '../protocol/ports'

interface Schema extends DBSchema {
  lines: { key: number; value: Line; indexes: { number: [string, number] } }
  request: { key: string; value: Request }
  book: { key: string; value: Book }
  notes: { key: string; value: string }
}
type Database = IDBPDatabase<Schema>
const NAME = 'tax-kiosk-journal'
const NOW = 'now'

/** Opens the disk, making it the first time. Fails where the browser keeps nothing. */
export async function openDisk(name: string = NAME): Promise<Disk & Notes> {
  const database = await openDB<Schema>(name, 2, {
    upgrade(opened, before) {
      // What the first version kept was told to the house sheet by sheet, and was not signed.
      if (before === 1)
        for (const store of [...opened.objectStoreNames]) opened.deleteObjectStore(store)
      opened.createObjectStore('lines', { autoIncrement: true }).createIndex('number', ['key', 'n'])
      for (const store of ['request', 'book', 'notes'] as const) opened.createObjectStore(store)
    },
  })
  return {
    lines: () => database.getAll('lines'),
    add: (line) => through(database, 'lines', ({ store }) => store.add(line)),
    drop: (key, to) =>
      through(database, 'lines', async ({ store }) => {
        const range = IDBKeyRange.bound([key, 0], [key, to])
        const gone = await store.index('number').getAllKeys(range)
        await Promise.all(gone.map((place) => store.delete(place)))
      }),
    book: async () => (await database.get('book', NOW)) ?? null,
    keepBook: (book) => through(database, 'book', ({ store }) => store.put(book, NOW)),
    keep: (request) => through(database, 'request', ({ store }) => store.put(request, NOW)),
    kept: async () => (await database.get('request', NOW)) ?? null,
    forget: () => through(database, 'request', ({ store }) => store.delete(NOW)),
    async probe(text) {
      await through(database, 'notes', ({ store }) => store.put(text, 'probe'))
      return (await database.get('notes', 'probe')) ?? ''
    },
    note: (about, text) => through(database, 'notes', ({ store }) => store.put(text, about)),
    noted: async (about) => (await database.get('notes', about)) ?? null,
  }
}

/** Short texts that outlive the page: the last self-check, what staff said of this machine. */
export interface Notes {
  note(about: string, text: string): Promise<void>
  noted(about: string): Promise<string | null>
}

async function through<Name extends StoreNames<Schema>>(
  database: Database,
  name: Name,
  act: (under: IDBPTransaction<Schema, [Name], 'readwrite'>) => Promise<unknown>,
): Promise<void> {
  const under = database.transaction(name, 'readwrite', { durability: 'strict' })
  await act(under)
  await under.done
}
