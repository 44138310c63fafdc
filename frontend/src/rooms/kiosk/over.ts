/** What a view means for the next person: may they step up, and is anybody served at all? */
import type { Out } from './machine/health'
import type { View } from './protocol/views'

const OVER: readonly string[] = ['refused', 'in-doubt', 'printer']

/** A service that stopped and is on record: its screen gives way to the next code. */
export function reported(at: View): boolean {
  return at.at === 'stopped' && (at.reported || OVER.includes(at.reason))
}

/** The cause that is shown: nobody is interrupted by one, and one lost answer throws nobody out. */
export function shownOut(at: View, found: Out | null, applying: boolean): Out | null {
  if (at.at !== 'idle' && at.at !== 'reading') return null
  // Whoever applies is told by the step that needs the line.
  return applying && found === 'server' ? null : found
}
