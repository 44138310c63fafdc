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

/**
 * Opens the disk, making it the first time. Fails where the browser keeps nothing. One that the
 * browser closes meanwhile is opened once more; `lost` is told when it does not come back as it was.
 */
export async function openDisk(
  name: string = NAME,
  lost: () => void = () => undefined,
): Promise<Disk & Notes> {
  const on = await lasting(name, lost)
  const through = <Name extends StoreNames<Schema>>(
    store: Name,
    act: (under: IDBPTransaction<Schema, [Name], 'readwrite'>) => Promise<unknown>,
  ): Promise<void> => on((database) => written(database, store, act))
  return {
    lines: () => on((database) => database.getAll('lines')),
    add: (line) => through('lines', ({ store }) => store.add(line)),
    drop: (key, to) =>
      through('lines', async ({ store }) => {
        const range = IDBKeyRange.bound([key, 0], [key, to])
        const gone = await store.index('number').getAllKeys(range)
        await Promise.all(gone.map((place) => store.delete(place)))
      }),
    book: async () => (await on((database) => database.get('book', NOW))) ?? null,
    keepBook: (book) => through('book', ({ store }) => store.put(book, NOW)),
    keep: (request) => through('request', ({ store }) => store.put(request, NOW)),
    kept: async () => (await on((database) => database.get('request', NOW))) ?? null,
    forget: () => through('request', ({ store }) => store.delete(NOW)),
    async probe(text) {
      await through('notes', ({ store }) => store.put(text, 'probe'))
      return (await on((database) => database.get('notes', 'probe'))) ?? ''
    },
    note: (about, text) => through('notes', ({ store }) => store.put(text, about)),
    noted: async (about) => (await on((database) => database.get('notes', about))) ?? null,
  }
}

/** Short texts that outlive the page: the last self-check, what staff said of this machine. */
export interface Notes {
  note(about: string, text: string): Promise<void>
  noted(about: string): Promise<string | null>
}

type On = <T>(act: (database: Database) => Promise<T>) => Promise<T>

/**
 * What begins after the closing waits for the one opening more. What was under way fails: nobody
 * knows whether it is through, and the page must be opened anew to see.
 */
async function lasting(name: string, lost: () => void): Promise<On> {
  let again = 1
  let database = open(name, true, closed)

  function closed(): void {
    database =
      again-- > 0 ? open(name, false, closed) : Promise.reject(new Error(`${name} is lost`))
    database.catch((error: unknown) => {
      console.error(error)
      lost()
    })
  }
  await database
  return async (act) => act(await database)
}

/** `fresh` says whether one that holds nothing yet will do. */
function open(name: string, fresh: boolean, terminated: () => void): Promise<Database> {
  return openDB<Schema>(name, 2, {
    upgrade(opened, before, _now, under) {
      if (!fresh) {
        under.done.catch(() => undefined)
        return under.abort()
      }
      // What the first version kept was told to the house sheet by sheet, and was not signed.
      if (before === 1)
        for (const store of [...opened.objectStoreNames]) opened.deleteObjectStore(store)
      opened.createObjectStore('lines', { autoIncrement: true }).createIndex('number', ['key', 'n'])
      for (const store of ['request', 'book', 'notes'] as const) opened.createObjectStore(store)
    },
    terminated,
  })
}

async function written<Name extends StoreNames<Schema>>(
  database: Database,
  name: Name,
  act: (under: IDBPTransaction<Schema, [Name], 'readwrite'>) => Promise<unknown>,
): Promise<void> {
  const under = database.transaction(name, 'readwrite', { durability: 'strict' })
  await act(under)
  await under.done
}
