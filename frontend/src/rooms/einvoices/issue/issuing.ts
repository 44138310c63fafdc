/** Issuing as a whole: the draft, its steps, what the server says of it, and sending it once. */
import { computed, ref, shallowRef } from 'vue'
import type { LocationQuery } from 'vue-router'
import { newId } from '@/net/ids'
import { problemOf, type Problem } from '@/net/problems'
import { outbox } from '@/rooms/outbox/here'
import { useKept } from '../kept'
import { yuanSign } from '../show'
import type { DraftBody } from '../types'
import { LAST_STEP, bodyOf, draftName, draftOf, newDraft } from './draft'
import { useErrors } from './errors'
import { lineOfPlace, placeOfProblem, stepOfPlace } from './places'
import { usePreview } from './preview'
import { send, unkeptProblem } from './sending'

export function useIssuing(company: string) {
  const kept = useKept(draftName(company), newDraft)
  const draft = kept.value
  const live = usePreview(
    () => company,
    draft,
    () => kept.ready.value,
  )
  const busy = ref(false)
  const refused = shallowRef<Problem | null>(null)
  const problem = computed(() => refused.value ?? live.problem.value)
  const errors = useErrors({
    lines: () => draft.lines,
    gaps: () => live.gaps.value,
    problem: () => problem.value,
  })
  const places = computed(() => [
    ...live.gaps.value.map((gap) => gap.place),
    ...(problem.value ? [placeOfProblem(problem.value, draft.lines)] : []),
  ])
  /** The line to be opened, because something in it is wrong. */
  const wrongLine = computed(() =>
    errors.tried.value
      ? (places.value.map(lineOfPlace).find((line) => line !== null) ?? null)
      : null,
  )
  const mayIssue = computed(
    () => live.current.value && (live.preview.value?.checks.every((each) => each.passed) ?? false),
  )

  async function start(query: LocationQuery): Promise<void> {
    await kept.start((id) => outbox().find(id) !== undefined)
    const old = outbox().find(String(query['from'] ?? ''))
    if (!old) return
    Object.assign(draft, draftOf(old.body as unknown as DraftBody))
    await outbox().discard(old.id)
  }

  /** Goes to the next step unless something on this one is to be put right first. */
  async function next(): Promise<void> {
    errors.tried.value = true
    if (busy.value || live.gaps.value.length > 0) return
    busy.value = true
    try {
      await live.ask()
    } finally {
      busy.value = false
    }
    const told = live.problem.value
    const place = told && placeOfProblem(told, draft.lines)
    const onThisStep = told && (place === null || stepOfPlace(place) <= draft.step)
    // Without an answer the buyer may be right; the lines are shown only as the server computes them.
    const held = told?.passing ? draft.step > 0 : onThisStep
    if (!held) goTo(draft.step + 1)
  }
  function goTo(step: number): void {
    errors.tried.value = false
    refused.value = null
    draft.step = Math.min(LAST_STEP, Math.max(0, step))
  }

  /** Gives the page of the invoice once it is kept; null when it was refused. */
  async function issue(): Promise<string | null> {
    const total = live.preview.value?.total_fen
    if (busy.value || !mayIssue.value || total === undefined) return null
    busy.value = true
    refused.value = null
    const page = `/companies/${company}/e-invoices/${draft.id}`
    const words = { buyer: draft.buyer.name.trim(), total: yuanSign(total) }
    const letter = { id: draft.id, path: page, about: { kind: 'e-invoice', words, page } }
    try {
      const sent = await send({ ...letter, body: { ...bodyOf(draft) } }, kept.forget)
      if (sent.kept) return page
      putRight(sent.problem)
    } catch (thrown) {
      refused.value = unkeptProblem(thrown) ?? problemOf(thrown)
    } finally {
      busy.value = false
    }
    return null
  }
  /** What was refused is the draft again, under an id that nothing was sent under. */
  function putRight(told: Problem): void {
    draft.id = newId()
    const place = placeOfProblem(told, draft.lines)
    if (place !== null && place !== 'lines') draft.step = stepOfPlace(place)
    errors.tried.value = true
    refused.value = told
  }
  return {
    ...kept,
    draft,
    live,
    errors,
    busy,
    refused,
    wrongLine,
    mayIssue,
    start,
    next,
    goTo,
    issue,
  }
}
