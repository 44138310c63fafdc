/** Where this machine stands, as the house last said: shown after a start without a line too. */
import type { About } from './health'

export type Place = Pick<About, 'id' | 'site_name' | 'name'>
const NAME = 'kiosk-place'

/** Keeps it for the next start. */
export function keepPlace({ id, site_name, name }: Place): void {
  try {
    localStorage.setItem(NAME, JSON.stringify({ id, site_name, name }))
  } catch {
    // Then it is known again with the first answer.
  }
}

/** What was kept of this very machine; null of another one, or of none. */
export function keptPlace(id: string): Place | null {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? 'null') as Place | null
    return kept?.id === id ? kept : null
  } catch {
    return null
  }
}
