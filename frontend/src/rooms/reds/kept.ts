/** What is written here before it is sent: drafts of forms, and the ids of red invoices. */
import { net } from '@/net/here'
import { newId } from '@/net/ids'

function keyOf(what: string, of: string): string {
  return `${what} ${net().session.person.value?.id ?? ''} ${of}`
}

/** An id that stays the same for one thing to be done, also after a reload. */
export async function idFor(what: string, of: string): Promise<string> {
  const key = keyOf(what, of)
  const kept = await net()
    .shelf.get<string>('drafts', key)
    .catch(() => undefined)
  if (kept) return kept
  const fresh = newId()
  await net().shelf.put('drafts', key, fresh)
  return fresh
}

/** A value kept under a name; undefined when there is none. */
export function readKept<T>(what: string, of: string): Promise<T | undefined> {
  return net()
    .shelf.get<T>('drafts', keyOf(what, of))
    .catch(() => undefined)
}

/** Keeps a plain copy. */
export async function keep(what: string, of: string, value: unknown): Promise<void> {
  await net().shelf.put('drafts', keyOf(what, of), JSON.parse(JSON.stringify(value)))
}

/** Forgets it: it was sent, or is wanted no more. */
export async function forget(what: string, of: string): Promise<void> {
  await net()
    .shelf.take('drafts', keyOf(what, of))
    .catch(() => undefined)
}
