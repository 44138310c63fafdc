/**
 * What the kiosk does next, decided from the journal alone.
 *
 *   asked ─> held ─> starting ─> started ─┬─> feeding ─> fed ─> confirmed ─┐
 *                                         │      ^─────────────────────────┘
 *                                         └─> stopping | all confirmed ─> closed
 */
import { lastSheet, type Job, type Sheet } from './job'
import type { Outcome, Reservation, Serial, StopReason } from './ports'

export interface Wish {
  /** The person or a long silence asks to end at the next safe point. */
  readonly end: boolean
  /** After a long silence, and past a lease, an unanswered feed is looked at before it is repeated. */
  readonly look: boolean
  /** The person goes while the printer does not answer: the house is still to be told. */
  readonly part: boolean
}

/** Nothing in the way: the service goes on. */
export const STAY: Wish = { end: false, look: false, part: false }

export type Act =
  | { readonly do: 'reserve' }
  | { readonly do: 'announce-start' }
  | { readonly do: 'start'; readonly held: Reservation }
  | { readonly do: 'announce-feed'; readonly sheet: number }
  | {
      readonly do: 'look' | 'feed'
      readonly held: Reservation
      readonly sheet: number
      readonly feed: string
    }
  | {
      readonly do: 'confirm'
      readonly held: Reservation
      readonly sheet: number
      readonly serial: Serial
    }
  | { readonly do: 'announce-parting' }
  | { readonly do: 'part'; readonly held: Reservation }
  | { readonly do: 'announce-stop'; readonly reason: StopReason; readonly spoiled: Serial | null }
  | {
      readonly do: 'stop'
      readonly held: Reservation
      readonly reason: StopReason
      readonly spoiled: Serial | null
    }
  | { readonly do: 'done'; readonly held: Reservation }
  | { readonly do: 'close'; readonly outcome: Outcome }
  | { readonly do: 'rest' }

/** The next act. Every act may be repeated: ids and serials come from the journal. */
export function decide(job: Job | null, wish: Wish): Act {
  if (job === null || job.closed !== null) return { do: 'rest' }
  const held = job.held
  if (held === null) return wish.end ? { do: 'close', outcome: 'abandoned' } : { do: 'reserve' }
  if (job.stopping !== null) return { do: 'stop', held, ...job.stopping }
  if (!job.started) return beforeStart(job, held, wish)
  const sheet = lastSheet(job)
  if (sheet !== undefined && !sheet.confirmed) return unfinished(job, held, sheet, wish)
  if (job.sheets.length >= held.count) return { do: 'done', held }
  if (wish.end) return { do: 'announce-stop', reason: 'cancelled', spoiled: null }
  return { do: 'announce-feed', sheet: job.sheets.length + 1 }
}

/** Nothing has moved yet: a reservation that is not wanted any more is given back at once. */
function beforeStart(job: Job, held: Reservation, wish: Wish): Act {
  if (wish.end) return { do: 'announce-stop', reason: 'cancelled', spoiled: null }
  return job.starting ? { do: 'start', held } : { do: 'announce-start' }
}

function unfinished(job: Job, held: Reservation, sheet: Sheet, wish: Wish): Act {
  if (sheet.exit === 'empty') return { do: 'announce-stop', reason: 'paper-out', spoiled: null }
  if (sheet.exit === 'jammed') return { do: 'announce-stop', reason: 'jam', spoiled: sheet.fed }
  if (sheet.fed !== null) return { do: 'confirm', held, sheet: sheet.sheet, serial: sheet.fed }
  if (wish.part) return job.parted ? { do: 'part', held } : { do: 'announce-parting' }
  return { do: wish.look ? 'look' : 'feed', held, sheet: sheet.sheet, feed: sheet.feed }
}
