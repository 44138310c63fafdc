/** Passes kept on this device, twice over: a phone may throw one of the two stores away. */
import { shallowRef } from 'vue'
import { net } from '@/net/here'
import { problemOf } from '@/net/problems'
import type { Pickup } from '@/net/api-types'
import type { Shelf } from '@/net/shelf'

export interface KeptPass {
  pickup: Pickup
  etag: string | null
  person_id: string
}

const prefix = 'pass-'
const keptAfterEndMilliseconds = 24 * 3600 * 1000

/** All passes on this device, the next to expire first; reactive. */
export const keptPasses = shallowRef<readonly KeptPass[]>([])

/** Keeps a pickup as it was last heard, so that it opens without a network; an older word is none. */
export async function keepPass(pass: KeptPass, shelf: Shelf = net().shelf): Promise<void> {
  const { id, version } = pass.pickup
  const known = keptPasses.value.find((each) => each.pickup.id === id)
  const other = await shelf.get<KeptPass>('passes', id).catch(() => undefined)
  if ([known, other].some((each) => each && each.pickup.version > version)) return
  write(pass)
  await shelf.put('passes', id, pass).catch(() => undefined)
  keptPasses.value = sorted([...keptPasses.value.filter((each) => each.pickup.id !== id), pass])
}

/** What this phone holds for a company, for whoever is signed in. */
export function heldFor(company: string): Pickup[] {
  const me = net().session.person.value?.id
  return keptPasses.value
    .filter(({ pickup, person_id }) => pickup.company_id === company && person_id === me)
    .map(({ pickup }) => pickup)
}

/** Reads both stores; the one heard later wins. */
export async function readPasses(shelf: Shelf = net().shelf): Promise<readonly KeptPass[]> {
  const found = new Map<string, KeptPass>()
  for (const pass of [...readLocal(), ...(await shelf.all<KeptPass>('passes').catch(() => []))]) {
    const other = found.get(pass.pickup.id)
    if (!other || other.pickup.version <= pass.pickup.version) found.set(pass.pickup.id, pass)
  }
  keptPasses.value = sorted([...found.values()])
  return keptPasses.value
}

/** Takes one away, or all of them when a person signs out. */
export async function dropPasses(id?: string, shelf: Shelf = net().shelf): Promise<void> {
  for (const pass of await readPasses(shelf)) {
    if (id !== undefined && pass.pickup.id !== id) continue
    forget(pass.pickup.id)
    await shelf.take('passes', pass.pickup.id)
  }
  keptPasses.value =
    id === undefined ? [] : keptPasses.value.filter((each) => each.pickup.id !== id)
}

/**
 * At each start: asks anew for every pass kept here, so that a phone that lost a store gets it
 * back.
 */
export async function refreshPasses(): Promise<void> {
  const { client, session, clock } = net()
  for (const kept of await readPasses()) {
    const ended = Date.parse(kept.pickup.expires_at) + keptAfterEndMilliseconds < clock.now()
    if (ended) await dropPasses(kept.pickup.id)
    else if (session.person.value?.id === kept.person_id) await refresh(kept, client.ask)
  }
}

async function refresh(
  kept: KeptPass,
  ask: ReturnType<typeof net>['client']['ask'],
): Promise<void> {
  try {
    const answer = await ask<Pickup | undefined>('GET', `/pickups/${kept.pickup.id}`, {
      etag: kept.etag,
    })
    await keepPass(answer.data ? { ...kept, pickup: answer.data, etag: answer.etag } : kept)
  } catch (thrown) {
    if (problemOf(thrown).denied) await dropPasses(kept.pickup.id)
  }
}

function sorted(passes: KeptPass[]): KeptPass[] {
  return passes.sort((left, right) => left.pickup.expires_at.localeCompare(right.pickup.expires_at))
}

function write(pass: KeptPass): void {
  try {
    localStorage.setItem(prefix + pass.pickup.id, JSON.stringify(pass))
  } catch {
    // Full or forbidden: the other store has it.
  }
}

function forget(id: string): void {
  try {
    localStorage.removeItem(prefix + id)
  } catch {
    // Nothing was kept there.
  }
}

function readLocal(): KeptPass[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => JSON.parse(localStorage.getItem(key) ?? 'null') as KeptPass | null)
      .filter((pass): pass is KeptPass => Boolean(pass?.pickup?.id))
  } catch {
    return []
  }
}
