/** A service that was under way when staff took the machine's key: what its person must be told. */
import type { View } from '../protocol/views'

export interface Cut {
  readonly count: number
  /** How many lie in the hand for certain. */
  readonly given: number
}

/** What was cut off, by the last picture; null when nobody was being served. */
export function cutOff(view: View | null): Cut | null {
  const under = view?.at === 'printing' || (view?.at === 'stopped' && !view.reported)
  return under ? { count: view.count, given: view.serials.length } : null
}
