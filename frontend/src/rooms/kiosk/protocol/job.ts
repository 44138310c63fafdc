/** The job a journal tells of: entries folded into what is known, and nothing else. */
import type { Entry, Exit, Outcome, Reservation, Serial, StopReason } from './ports'

export interface Sheet {
  readonly sheet: number
  readonly feed: string
  readonly fed: Serial | null
  readonly exit: Exit | null
  readonly confirmed: boolean
}

export interface Job {
  readonly reservation: string
  readonly held: Reservation | null
  readonly starting: boolean
  readonly started: boolean
  readonly sheets: readonly Sheet[]
  /** The person went while the printer could not tell what it did. */
  readonly parted: boolean
  readonly stopping: { readonly reason: StopReason; readonly spoiled: Serial | null } | null
  readonly closed: { readonly outcome: Outcome; readonly code: string | null } | null
  readonly lastAt: string
}

/** The job after all entries, or null for an empty journal. Entries of older jobs are ignored. */
export function fold(entries: readonly Entry[]): Job | null {
  return entries.reduce<Job | null>(after, null)
}

/** The job after one more entry. */
export function after(job: Job | null, entry: Entry): Job | null {
  if (entry.step === 'asked') return asked(entry.reservation, entry.at)
  if (job === null) return null
  return { ...changed(job, entry), lastAt: entry.at }
}

function asked(reservation: string, at: string): Job {
  return {
    reservation,
    held: null,
    starting: false,
    started: false,
    sheets: [],
    parted: false,
    stopping: null,
    closed: null,
    lastAt: at,
  }
}

function changed(job: Job, entry: Entry): Job {
  switch (entry.step) {
    case 'asked':
      return job
    case 'held':
      return { ...job, held: entry.held }
    case 'starting':
      return { ...job, starting: true }
    case 'started':
      return { ...job, started: true }
    case 'feeding':
      return { ...job, sheets: [...job.sheets, unprinted(entry.sheet, entry.feed)] }
    case 'fed':
      return withSheet(job, entry.sheet, { fed: entry.fed, exit: entry.exit })
    case 'unfed':
      return { ...job, sheets: job.sheets.filter((one) => one.sheet !== entry.sheet) }
    case 'confirmed':
      return withSheet(job, entry.sheet, { confirmed: true })
    case 'parted':
      return { ...job, parted: true }
    case 'stopping':
      return { ...job, stopping: { reason: entry.reason, spoiled: entry.spoiled } }
    case 'closed':
      return { ...job, closed: { outcome: entry.outcome, code: entry.code } }
  }
}

function unprinted(sheet: number, feed: string): Sheet {
  return { sheet, feed, fed: null, exit: null, confirmed: false }
}

function withSheet(job: Job, sheet: number, change: Partial<Sheet>): Job {
  const sheets = job.sheets.map((one) => (one.sheet === sheet ? { ...one, ...change } : one))
  return { ...job, sheets }
}

/** The serial that sheet k should carry: segments are counted in the order they were bound. */
export function expectedSerial(held: Reservation, sheet: number): Serial | null {
  let skip = sheet - 1
  for (const segment of held.segments) {
    const size = segment.last - segment.first + 1
    if (skip < size) return { code: segment.code, number: segment.first + skip }
    skip -= size
  }
  return null
}

/** The serial at the head once sheet k has left: the next bound one, or after the last its heir. */
export function following(held: Reservation, sheet: number): Serial | null {
  const fed = expectedSerial(held, sheet)
  const next = expectedSerial(held, sheet + 1)
  return next ?? (fed === null ? null : { code: fed.code, number: fed.number + 1 })
}

/**
 * Where sheet k lies, by the head of its cassette: still inside, or out with the next one in its
 * place. Any other head, or none, says nothing of it.
 */
export function placed(
  held: Reservation,
  sheet: number,
  head: Serial | null,
): 'inside' | 'out' | 'elsewhere' {
  const expected = expectedSerial(held, sheet)
  if (head === null || expected === null) return 'elsewhere'
  if (same(head, expected)) return 'inside'
  return same(head, following(held, sheet)) ? 'out' : 'elsewhere'
}

/** Whether two serials are one sheet of paper. */
export function same(one: Serial, other: Serial | null): boolean {
  return one.code === other?.code && one.number === other.number
}

/** Late, or a clock behind its own journal: both mean that nobody may be waiting any more. */
export function isLate({ lastAt }: Job, now: Date, withinSeconds: number): boolean {
  const seconds = (now.getTime() - Date.parse(lastAt)) / 1000
  return !(seconds >= 0 && seconds <= withinSeconds)
}

/** Under a lease no sheet is fed after its end: another machine may have the pickup then. */
export function isPastLease(held: Reservation | null, now: Date): boolean {
  return held?.offline === true && now.getTime() >= Date.parse(held.until)
}

/** A closing call that is refused changes nothing about paper that is already in the hand. */
export function refusedOutcome(job: Job | null): Outcome {
  const all = job?.held?.count ?? 0
  const confirmed = job?.sheets.filter((one) => one.confirmed).length ?? 0
  return all > 0 && confirmed === all ? 'done' : 'refused'
}

/** The serials that lie in the person's hand. */
export function handed(job: Job): readonly Serial[] {
  return job.sheets.flatMap((one) => (one.exit === 'out' && one.fed !== null ? [one.fed] : []))
}

/** The sheet under way or just finished. */
export function lastSheet(job: Job): Sheet | undefined {
  return job.sheets[job.sheets.length - 1]
}
