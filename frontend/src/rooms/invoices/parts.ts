/** A form that begins filled in: an item taken up again, or the second part of an order. */
import type { LocationQuery } from 'vue-router'
import { newId } from '@/net/ids'
import { outbox } from '@/rooms/outbox/here'
import type { Draft } from './draft'
import { countIsPossible } from './limits'

/**
 * Takes what the address says: `from` a refused item of the outbox, or `kind` and `count`. Either
 * way under a new id: an old one stays what it was.
 */
export async function takeUp(draft: Draft, query: LocationQuery): Promise<void> {
  const old = outbox().find(String(query['from'] ?? ''))
  const body = old?.body ?? query
  const { kind, count } = { kind: body['kind'], count: Number(body['count']) }
  if (typeof kind !== 'string' || !countIsPossible(count)) return
  Object.assign(draft, { id: newId(), kind, count, rest: 0, site: null, step: 1 })
  if (old) await outbox().discard(old.id)
}

/** What the result page is told of the part that is left. */
export function restQuery({ rest }: Draft): Record<string, string> {
  return rest > 0 ? { rest: String(rest) } : {}
}
