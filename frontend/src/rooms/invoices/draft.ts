/** An application being filled in: its id is made first, and every step is kept on this device. */
import { reactive, ref, toRaw, watch } from 'vue'
import type { Site } from '@/net/api-types'
import { newId } from '@/net/ids'
import { net } from '@/net/here'
import { countIsPossible } from './limits'

export interface Draft {
  id: string
  step: number
  kind: string
  count: number
  /** Sheets left for a second application, when no place has them all at once. */
  rest: number
  site: Site | null
}

/**
 * Takes the company; `ready` turns true once an older draft, if any, has been read. One that was
 * handed in before the page could forget it is none: its id belongs to what was sent.
 */
export function useDraft(companyId: string) {
  const draft = reactive<Draft>({ id: newId(), step: 0, kind: '', count: 0, rest: 0, site: null })
  const ready = ref(false)
  const key = `${net().session.person.value?.id ?? ''} ${companyId}`

  async function start(handedIn: (id: string) => boolean): Promise<void> {
    const kept = await net()
      .shelf.get<Draft>('drafts', key)
      .catch(() => undefined)
    if (kept && handedIn(kept.id)) await forget()
    else if (kept) Object.assign(draft, kept)
    ready.value = true
  }
  async function forget(): Promise<void> {
    await net().shelf.take('drafts', key)
  }
  async function keep(): Promise<void> {
    const plain = { ...toRaw(draft), site: draft.site ? { ...toRaw(draft.site) } : null }
    await net()
      .shelf.put('drafts', key, plain)
      .catch(() => undefined)
  }
  watch(draft, () => {
    if (ready.value) void keep()
  })
  return { draft, ready, start, keep, forget }
}

/** The step an address asks for, from 0: without one it is the first. */
export function stepOf(asked: unknown): number {
  return Math.min(3, Math.max(0, (Number(asked) || 1) - 1))
}

/** The same of a whole address. */
export function stepIn(address: string): number {
  return stepOf(new URL(address, location.origin).searchParams.get('step'))
}

/** How far one may go: nobody jumps ahead of what is filled in. */
export function furthestOf({ kind, count, site }: Draft): number {
  if (kind === '') return 0
  if (!countIsPossible(count)) return 1
  return site ? 3 : 2
}
