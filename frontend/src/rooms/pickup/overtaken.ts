/** Which wishes were never done because a machine was first: no event of their own says so. */
import type { HistoryStep } from '@/net/api-types'

const subjectOf = 'pickup:pickup:'

/** A step by its place in the ledger. */
export function keyOf({ subject, number }: HistoryStep): string {
  return `${subject}#${number}`
}

/**
 * Takes all steps of an application and its pickup; gives, by the step that overtook it, the kind
 * of wish left undone.
 */
export function overtaken(steps: readonly HistoryStep[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  let waiting = ''
  const ordered = steps.filter(({ kind }) => kind.startsWith(subjectOf))
  for (const step of ordered.sort((left, right) => left.number - right.number)) {
    const verb = step.kind.slice(subjectOf.length)
    if (verb === 'wished') waiting = String(step.data['wish'] ?? '')
    // What is done for a wish says when it was wished.
    else if (verb === 'wish-dropped' || step.data['wished_at'] !== undefined) waiting = ''
    else if (waiting !== '' && ends(verb, step, waiting)) {
      found.set(keyOf(step), waiting)
      waiting = ''
    }
  }
  return found
}

/** A move dies with the first sheet handed over, any wish with the last. */
function ends(verb: string, { data }: HistoryStep, wish: string): boolean {
  if (verb === 'dispensed') return true
  if (verb !== 'stopped' && verb !== 'settled') return false
  return data['complete'] === true || (wish === 'move' && Number(data['out'] ?? 0) > 0)
}
