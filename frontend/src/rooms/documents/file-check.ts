/**
 * A file that is checked: sent under an id that is kept first, asked about, and followed until the
 * verdict is there. A reload goes on with it; after ten minutes the house has forgotten it.
 */
import { onMounted, ref, shallowRef } from 'vue'
import { whileVisible } from '@/kit/ticking'
import { newId } from '@/net/ids'
import { net } from '@/net/here'
import { Problem, problemOf } from '@/net/problems'
import type { components } from '@/net/schema'
import { endingOf, sendBytes, tellOf, type Send, type Told } from './sending'
import type { Ticket } from './types'

export type FileCheck = components['schemas']['FileCheckView']
interface Kept {
  id: string
  name: string
}
const KEY = 'file-check'
const liveMilliseconds = 700
const longestMilliseconds = 20_000
/** Larger files are no documents of ours: they are not read at all, and the house says so. */
export const MOST_BYTES = 8_000_000

export function useFileCheck(send: Send = sendBytes) {
  const kept = shallowRef<Kept | null>(null)
  const check = shallowRef<FileCheck | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  let failures = 0

  const path = (id: string): string => `/file-checks/${id}`
  async function forget(): Promise<void> {
    await net()
      .shelf.take('drafts', KEY)
      .catch(() => undefined)
    kept.value = null
  }
  async function told(file: File): Promise<Omit<Told, 'name'>> {
    if (file.size > MOST_BYTES)
      return { format: endingOf(file.name), size_bytes: file.size, sha256: '0'.repeat(64) }
    const { format, size_bytes, sha256 } = await tellOf(file)
    return { format, size_bytes, sha256 }
  }

  async function choose(file: File): Promise<void> {
    if (busy.value) return
    busy.value = true
    problem.value = null
    check.value = null
    try {
      const { client, shelf } = net()
      const next = { id: newId(), name: file.name }
      const body = await told(file)
      await shelf.put('drafts', KEY, next)
      const ticket = await client.put<Ticket>(path(next.id), body, { bare: true })
      await send(ticket, file, () => undefined)
      const asked = { body: {}, bare: true }
      const answer = await client.ask<FileCheck>('PUT', `${path(next.id)}/judgement`, asked)
      kept.value = next
      check.value = answer.data
      failures = 0
      lookNow()
    } catch (thrown) {
      problem.value = problemOf(thrown)
      await forget()
    } finally {
      busy.value = false
    }
  }

  async function look(): Promise<void> {
    const now = kept.value
    if (!now || busy.value || check.value?.stage === 'judged') return
    try {
      const answer = await net().client.ask<FileCheck>('GET', path(now.id), { bare: true })
      if (kept.value?.id !== now.id) return
      check.value = answer.data
      problem.value = null
      failures = 0
      // It was offered, and the page went before it could send: there is nothing to wait for.
      if (answer.data.stage === 'offered') await forget()
    } catch (thrown) {
      const found = problemOf(thrown)
      failures += 1
      if (found.passing) return
      problem.value = found
      await forget()
    }
  }
  const lookNow = whileVisible(look, () => {
    if (!kept.value || check.value?.stage === 'judged') return null
    return Math.min(longestMilliseconds, liveMilliseconds * 2 ** failures)
  })
  onMounted(async () => {
    const found = await net()
      .shelf.get<Kept>('drafts', KEY)
      .catch(() => undefined)
    if (found && !kept.value && !busy.value) {
      kept.value = found
      lookNow()
    }
  })
  async function another(): Promise<void> {
    check.value = null
    problem.value = null
    await forget()
  }
  return { kept, check, problem, busy, choose, another }
}
