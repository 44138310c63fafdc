/** How long to wait before a job is asked after again. */
import type { Job } from './types'

const liveMilliseconds = 1_000
const calmMilliseconds = 5_000
const calmAfterMilliseconds = 60_000
const longestMilliseconds = 60_000
const soonMilliseconds = 300

export interface Asked {
  /** Failures one after another for want of a line or of a free server. */
  failures: number
  /** How long it has been looked at. */
  watchedMilliseconds: number
  /** The server's time. */
  now: number
}

/** Whether nothing more happens to a job. */
export function isOver(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

/** Milliseconds left in which a job can be taken back before it begins; 0 when none are. */
export function undoLeft(job: Job, now: number): number {
  if (job.state !== 'queued' || job.attempts > 0 || job.what !== 'sheet-send') return 0
  return Math.max(0, Date.parse(job.starts_at) - now)
}

/** Null when nothing more is to be heard; doubles up to a minute while nobody answers. */
export function pauseAfter(
  job: Job | null,
  { failures, watchedMilliseconds, now }: Asked,
): number | null {
  if (failures > 0) return Math.min(longestMilliseconds, liveMilliseconds * 2 ** (failures - 1))
  if (job === null) return liveMilliseconds
  if (isOver(job)) return null
  const undo = undoLeft(job, now)
  if (undo > 0) return Math.min(calmMilliseconds, undo + soonMilliseconds)
  return watchedMilliseconds < calmAfterMilliseconds ? liveMilliseconds : calmMilliseconds
}
