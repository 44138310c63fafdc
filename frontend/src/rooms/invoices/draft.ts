/** An application being filled in: its id is made first, and every step is kept on this device. */
import { reactive, ref, toRaw, watch } from 'vue'
import type { Site } from '@/net/api-types'
import { newId } from '@/net/ids'
import { net } from '@/net/here'

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
