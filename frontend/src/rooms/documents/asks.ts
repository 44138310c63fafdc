/**
 * Jobs asked for from this device: the id and the request are kept before anything is sent, so that
 * a reload in between sends the same request again and asks for nothing twice.
 */
import { newId } from '@/net/ids'
import { net } from '@/net/here'
import type { Job, JobAsk } from './types'

interface KeptAsk {
  company: string
  ask: JobAsk
}

const keyOf = (id: string): string => `job ${net().session.person.value?.id ?? ''} ${id}`

/** The route of a job. */
export function jobPath(company: string, id: string): string {
  return `/companies/${company}/jobs/${id}`
}

/** Keeps a request under a new id; whoever follows the job sends it. */
export async function keepAsk(company: string, ask: JobAsk): Promise<string> {
  const id = newId()
  await net().shelf.put('drafts', keyOf(id), { company, ask } satisfies KeptAsk)
  return id
}

/** Sends a request that is still kept; null when nothing is. It is kept until the house has it. */
export async function sendKept(company: string, id: string): Promise<Job | null> {
  const kept = await net()
    .shelf.get<KeptAsk>('drafts', keyOf(id))
    .catch(() => undefined)
  if (kept?.company !== company) return null
  const job = await net().client.put<Job>(jobPath(company, id), kept.ask)
  await dropAsk(id)
  return job
}

/** Forgets a request: the house has it, or will not take it. */
export async function dropAsk(id: string): Promise<void> {
  await net()
    .shelf.take('drafts', keyOf(id))
    .catch(() => undefined)
}
