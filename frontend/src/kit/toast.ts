/**
 * Short news at the foot of the page; read out politely, gone after a while, never the only place
 * of a fact.
 */
import { ref } from 'vue'

export interface Toast {
  id: number
  words: string
  kind: 'note' | 'good' | 'bad'
}

const shownMilliseconds = 6000
let lastId = 0
export const toasts = ref<readonly Toast[]>([])

/** Shows words for six seconds. */
export function toast(words: string, kind: Toast['kind'] = 'note'): void {
  const id = ++lastId
  toasts.value = [...toasts.value, { id, words, kind }]
  setTimeout(() => dismiss(id), shownMilliseconds)
}

/** Takes one away at once. */
export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((each) => each.id !== id)
}
