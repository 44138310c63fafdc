/** What a screen may show at each moment: the job turned into a picture without secrets. */
import { expectedSerial, handed, lastSheet, type Job } from './job'
import type { Serial, StopReason } from './ports'

/** Why the screen is waiting. `attempts` counts unanswered calls in a row. */
export interface Trouble {
  readonly who: 'server' | 'printer'
  readonly attempts: number
}

export interface Refusal {
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A refusal as a screen tells it. The last wrong answer locks: there is nothing to type any more. */
export function told({ code, params }: Refusal): Refusal {
  const spent = code === 'collector-wrong' && params['tries_left'] === 0
  const { recalling: _, ...rest } = params
  return { code: spent ? 'collector-locked' : code, params: rest }
}

export type View =
  | { readonly at: 'waking' }
  | { readonly at: 'idle' }
  | { readonly at: 'reading' }
  | { readonly at: 'reserving'; readonly trouble: Trouble | null }
  | { readonly at: 'checking'; readonly refusal: Refusal | null }
  | {
      readonly at: 'starting'
      readonly kind: string
      readonly count: number
      readonly trouble: Trouble | null
    }
  | Printing
  | { readonly at: 'done'; readonly kind: string; readonly serials: readonly Serial[] }
  | Stopped
  | { readonly at: 'refused'; readonly refusal: Refusal }
  | { readonly at: 'broken' }

export interface Printing {
  readonly at: 'printing'
  readonly kind: string
  readonly count: number
  readonly sheet: number
  readonly serial: Serial | null
  readonly confirming: boolean
  readonly serials: readonly Serial[]
  readonly trouble: Trouble | null
  readonly ending: boolean
}

export interface Stopped {
  readonly at: 'stopped'
  readonly reason: StopReason | 'refused' | 'in-doubt' | 'printer'
  readonly code: string | null
  readonly kind: string
  readonly count: number
  readonly serials: readonly Serial[]
  /** Sheets of the same order that earlier services gave. */
  readonly before?: number
  /** The server knows, so the remainder is already free elsewhere. */
  readonly reported: boolean
  readonly trouble: Trouble | null
}

/** The picture of a job under way. */
export function show(job: Job, trouble: Trouble | null, ending: boolean): View {
  const held = job.held
  if (held === null) return { at: 'reserving', trouble }
  if (job.stopping !== null) return stopped(job, trouble)
  if (!job.started) return { at: 'starting', kind: held.kind, count: held.count, trouble }
  const last = lastSheet(job)
  const sheet = last === undefined ? 1 : last.sheet
  return {
    at: 'printing',
    kind: held.kind,
    count: held.count,
    sheet,
    serial: last?.fed ?? expectedSerial(held, sheet),
    confirming: last !== undefined && last.fed !== null,
    serials: handed(job),
    trouble,
    ending,
  }
}

/** The picture of a job that ended; a job that never held paper leaves nothing to show. */
export function ended(job: Job): View {
  const held = job.held
  const closed = job.closed
  if (held === null || closed === null) return { at: 'idle' }
  if (closed.outcome === 'done') return { at: 'done', kind: held.kind, serials: handed(job) }
  if (closed.outcome === 'abandoned') return { at: 'idle' }
  if (closed.outcome === 'refused' && !job.started) {
    return { at: 'refused', refusal: { code: closed.code ?? 'request-malformed', params: {} } }
  }
  return stopped(job, null)
}

/** The picture for a person who goes while the printer is dead; `reported` once the house knows. */
export function gone(job: Job, reported: boolean): View {
  return { ...stopped(job, null), reason: 'printer', reported }
}

function stopped(job: Job, trouble: Trouble | null): Stopped {
  const closed = job.closed
  const outcome = closed?.outcome
  const reason = outcome === 'in-doubt' || outcome === 'refused' ? outcome : job.stopping?.reason
  return {
    at: 'stopped',
    reason: reason ?? 'cancelled',
    code: closed?.code ?? null,
    kind: job.held?.kind ?? '',
    count: job.held?.count ?? 0,
    serials: handed(job),
    before: job.held?.handed_count ?? 0,
    reported: outcome === 'stopped',
    trouble,
  }
}
