/** Which field shows which error: after it was left once, or after "next" was pressed. */
import { computed, reactive, ref } from 'vue'
import { wordsFor, type Problem } from '@/net/problems'
import { t } from '@/text'
import type { LineDraft } from './draft'
import { placeOfProblem, type Gap, type Place } from './places'

export interface ErrorParts {
  lines: () => readonly LineDraft[]
  gaps: () => readonly Gap[]
  problem: () => Problem | null
}

export function useErrors({ lines, gaps, problem }: ErrorParts) {
  const left = reactive(new Set<Place>())
  const tried = ref(false)
  const refused = computed(() => {
    const told = problem()
    return told === null ? null : { told, place: placeOfProblem(told, lines()) }
  })
  const due = (place: Place): boolean => tried.value || left.has(place)

  /** The words beside a field, with the next step. */
  function at(place: Place): string | undefined {
    if (!due(place)) return undefined
    const gap = gaps().find((each) => each.place === place)
    if (gap) return t(gap.key)
    if (refused.value?.place !== place) return undefined
    const { title, next } = wordsFor(refused.value.told)
    return t('einvoice.title-next', { title, next })
  }
  function leave(event: FocusEvent): void {
    const name = (event.target as HTMLInputElement | null)?.name
    if (name) left.add(name)
  }
  /** Lines have moved: what was left is another one now. */
  function again(): void {
    left.clear()
    tried.value = false
  }
  return {
    at,
    leave,
    again,
    tried,
    /** The problem that belongs to no field that shows it. */
    general: computed(() => {
      const found = refused.value
      if (found === null) return null
      return found.place !== null && found.place !== 'lines' ? null : found.told
    }),
  }
}
export type ErrorAt = (place: Place) => string | undefined
