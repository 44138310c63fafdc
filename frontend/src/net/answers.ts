/**
 * What a page asks for: the last answer at once, the fresh one as soon as it comes, and the problem
 * if it does not.
 */
import { onMounted, ref, shallowRef, watch } from 'vue'
import { online } from '@/kit/online'
import type { Items } from './api-types'
import { net } from './here'
import { problemOf, type Problem } from './problems'

const mostPages = 40

/** Takes a path (null: nothing to ask yet); keeps the answer on this device for the same person. */
export function useAnswer<T>(path: () => string | null, fetched?: (path: string) => Promise<T>) {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(true)
  let turn = 0
  // What stands on the page and its tag: asked again, the same answer is not sent again.
  let standing: { key: string; etag: string | null; data: T } | null = null

  async function ask(path: string, key: string): Promise<T> {
    if (fetched) return fetched(path)
    const last = standing?.key === key ? standing : null
    const answer = await net().client.ask<T>('GET', path, { etag: last?.etag ?? null })
    if (last && answer.status === 304) return last.data
    standing = { key, etag: answer.etag, data: answer.data }
    return answer.data
  }

  async function reload(): Promise<void> {
    const asked = path()
    if (asked === null) return
    const mine = ++turn
    // A page of a list and the whole list are asked for under one path, but are not one answer.
    const whole = fetched ? 'all ' : ''
    const key = `${net().session.person.value?.id ?? ''} ${whole}${asked}`
    loading.value = true
    if (data.value === null) {
      const kept = await net()
        .shelf.get<T>('answers', key)
        .catch(() => undefined)
      if (kept !== undefined && mine === turn && data.value === null) data.value = kept
    }
    try {
      const fresh = await ask(asked, key)
      if (mine !== turn) return
      data.value = fresh
      problem.value = null
      await net()
        .shelf.put('answers', key, fresh)
        .catch(() => undefined)
    } catch (thrown) {
      if (mine !== turn) return
      problem.value = problemOf(thrown)
      if (problem.value.denied) await forget(key)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  // What is this person's no more does not stand on the page, nor on this device.
  async function forget(key: string): Promise<void> {
    data.value = null
    await net()
      .shelf.take('answers', key)
      .catch(() => undefined)
  }

  onMounted(reload)
  // What failed for want of a network is asked again when there is one.
  watch(online, (now) => {
    if (now && problem.value?.unreachable) void reload()
  })
  watch(path, () => {
    data.value = null
    void reload()
  })
  return { data, problem, loading, reload }
}

/** The same for a list with a cursor: all of its pages, up to a bound. */
export function useList<T>(path: () => string | null) {
  return useAnswer<T[]>(path, async (asked) => {
    const items: T[] = []
    let cursor: string | null | undefined
    for (let page = 0; page < mostPages; page += 1) {
      const mark = asked.includes('?') ? '&' : '?'
      const more = cursor ? `${mark}cursor=${encodeURIComponent(cursor)}` : ''
      const answer = await net().client.get<Items<T>>(asked + more)
      items.push(...answer.items)
      cursor = answer.next_cursor
      if (!cursor) break
    }
    return items
  })
}
