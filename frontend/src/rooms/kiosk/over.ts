/** What a view means for the next person: may they step up, and is anybody served at all? */
import type { Out } from './machine/health'
import type { Line } from './machine/line'
import type { TrayState } from './protocol/tray'
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

/** How the machine is as a code comes: what stops it, its line, and what lies in its tray. */
export interface Standing {
  readonly found: Out | null
  readonly applying: boolean
  readonly line: Line
  readonly tray: TrayState
}

/**
 * What becomes of a code that is read now. A screen about sheets, which may still lie there, gives
 * way to a code that can be answered and to nothing else; a machine that nobody hears still says of
 * what it served that it is gone. `clear` only takes away what stands there for an earlier code.
 */
export function taken(at: View, standing: Standing): 'serve' | 'clear' | 'nothing' {
  const { found, applying, line, tray } = standing
  const open = shownOut({ at: 'idle' }, found, applying) === null
  const judged = found === 'server' && line.away && line.judges && tray === 'clear'
  if (open || judged) return 'serve'
  return at.at === 'refused' || at.at === 'checking' ? 'clear' : 'nothing'
}

/** Whether a screen stands there for somebody who is done with. */
export function isOver(at: View): boolean {
  return ['done', 'refused', 'checking'].includes(at.at) || reported(at)
}
