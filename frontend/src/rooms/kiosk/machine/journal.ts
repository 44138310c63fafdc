/**
 * The kiosk's journal on its own disk: an entry counts once the browser says that it is written
 * through.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Entry, Journal, Request } from '../protocol/ports'

interface Schema extends DBSchema {
  entries: { key: number; value: Entry }
  request: { key: string; value: Request }
}
const NAME = 'tax-kiosk-journal'
const NOW = 'now'
/** Older jobs are on the server; this many entries stay for whoever looks into the machine. */
const KEPT = 1000

/** Opens the journal, making it the first time. Fails where the browser keeps nothing. */
export async function openJournal(name: string = NAME): Promise<Journal> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(opened) {
      opened.createObjectStore('entries', { autoIncrement: true })
      opened.createObjectStore('request')
    },
  })
  return {
    append: (entry) => append(database, entry),
    entries: () => lastJob(database),
    keep: (request) => change(database, (store) => store.put(request, NOW)),
    kept: async () => (await database.get('request', NOW)) ?? null,
    forget: () => change(database, (store) => store.delete(NOW)),
  }
}

async function append(database: IDBPDatabase<Schema>, entry: Entry): Promise<void> {
  const act = database.transaction('entries', 'readwrite', { durability: 'strict' })
  const number = await act.store.add(entry)
  if (entry.step === 'asked' && number > KEPT)
    await act.store.delete(IDBKeyRange.upperBound(number - KEPT))
  await act.done
}

async function change(
  database: IDBPDatabase<Schema>,
  act: (store: {
    put(value: Request, key: string): Promise<unknown>
    delete(key: string): Promise<void>
  }) => Promise<unknown>,
): Promise<void> {
  const under = database.transaction('request', 'readwrite', { durability: 'strict' })
  await act(under.store)
  await under.done
}

async function lastJob(database: IDBPDatabase<Schema>): Promise<readonly Entry[]> {
  const all = await database.getAll('entries')
  const start = all.map((entry) => entry.step).lastIndexOf('asked')
  return start < 0 ? [] : all.slice(start)
}
