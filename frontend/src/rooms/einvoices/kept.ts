/** What is being filled in: kept on this device at every change, and found again after a reload. */
import { reactive, ref, watch } from 'vue'
import { net } from '@/net/here'

/**
 * Takes a name for the drawer, and what a form begins with; `ready` turns true once what was kept,
 * if anything, has been read. What was handed in before the page could forget it is no draft: its
 * id belongs to what was sent.
 */
export function useKept<T extends { id: string }>(name: string, fresh: () => T) {
  const value = reactive(fresh()) as T
  const ready = ref(false)
  const key = `${name} ${net().session.person.value?.id ?? ''}`

  async function start(handedIn: (id: string) => boolean): Promise<void> {
    const kept = await net()
      .shelf.get<T>('drafts', key)
      .catch(() => undefined)
    if (kept && handedIn(kept.id)) await forget()
    else if (kept) Object.assign(value, kept)
    ready.value = true
  }
  async function forget(): Promise<void> {
    await net().shelf.take('drafts', key)
  }
  watch(value, () => {
    if (!ready.value) return
    const plain = JSON.parse(JSON.stringify(value)) as T
    void net()
      .shelf.put('drafts', key, plain)
      .catch(() => undefined)
  })
  return { value, ready, start, forget }
}

/** Whether something is kept under a name, without taking it up. */
export async function findKept<T>(name: string): Promise<T | undefined> {
  const key = `${name} ${net().session.person.value?.id ?? ''}`
  return net()
    .shelf.get<T>('drafts', key)
    .catch(() => undefined)
}
