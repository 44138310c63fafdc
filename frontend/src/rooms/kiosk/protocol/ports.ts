/** What the kiosk core needs from the world: clock, disk, server, printer and fresh ids. */

export interface Serial {
  readonly code: string
  readonly number: number
}

export interface Segment {
  readonly code: string
  readonly first: number
  readonly last: number
}

export interface Reservation {
  readonly id: string
  readonly pickup_id: string
  readonly kind: string
  readonly count: number
  readonly fencing: number
  readonly until: string
  readonly segments: readonly Segment[]
  readonly confirmed: number
  /** What earlier services gave of the same order; under a lease there were none. */
  readonly handed_count?: number
  /** Begun under a lease, without asking: the journal is its only record, and `until` its end. */
  readonly offline?: boolean
  /** Of the code that was shown, where the kiosk judged it by itself. */
  readonly generation?: number
}

export type StopReason = 'jam' | 'paper-out' | 'cancelled'

/** `out` left the machine, `jammed` is stuck inside, `empty` never moved. */
export type Exit = 'out' | 'jammed' | 'empty'

export interface Fed {
  readonly fed: Serial | null
  readonly exit: Exit
}

/** The last line of a journal; 0 and nothing when it has none. */
export interface Mark {
  readonly number: number
  readonly digest: string
}

/** The code a person brought, kept only until the server has answered for it. */
export interface Request {
  readonly reservation: string
  readonly code: string
  readonly check: string | null
  /** The last line of this kiosk's journal as it asks: a house that knows more gives nothing. */
  readonly journal?: Mark
}

/** A definite no. Repeating the same call would give the same answer. */
export class Refused extends Error {
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>

  constructor(code: string, params: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}

/**
 * No answer: the act may or may not have happened, so the same call is repeated with the same
 * ids.
 */
export class Unreachable extends Error {
  readonly who: 'server' | 'printer'
  readonly retryAfterSeconds: number | null
  /** Somebody did answer, and only asks to be asked again: the line is there. */
  readonly heard: boolean

  constructor(
    who: 'server' | 'printer',
    retryAfterSeconds: number | null = null,
    heard: boolean = false,
  ) {
    super(`${who} did not answer`)
    this.who = who
    this.retryAfterSeconds = retryAfterSeconds
    this.heard = heard
  }
}

export interface Clock {
  /** The time of day as the server has it; it may jump when it is put right. */
  now(): Date
  /** Milliseconds that only ever go forward; they may stand still while the machine sleeps. */
  elapsed(): number
  /** Resolves after the time, or at once when the signal fires. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
}

export interface Ids {
  fresh(): string
}

export interface Server {
  reserve(request: Request): Promise<Reservation>
  /** The answer is `offline` when this service goes on under a lease: it is then held anew. */
  start(held: Reservation): Promise<Reservation>
  confirm(held: Reservation, sheet: number, serial: Serial): Promise<void>
  done(held: Reservation): Promise<void>
  stop(held: Reservation, reason: StopReason, spoiled: Serial | null): Promise<void>
  /** The person goes while the printer cannot tell what it did: a clerk's matter at once. */
  part(held: Reservation): Promise<void>
}

export interface Printer {
  /**
   * The same feed id gives the same answer and never a second sheet. A sheet moves within 30 s of
   * the call or never.
   */
  feed(feed: string, kind: string): Promise<Fed>
  /** The serial at the head of the cassette of this kind, or null when the machine cannot say. */
  head(kind: string): Promise<Serial | null>
}

/** Durable once the promise resolves: the core acts only after that. */
export interface Journal {
  append(entry: Entry): Promise<void>
  /** The entries of the last job, oldest first. */
  entries(): Promise<readonly Entry[]>
  keep(request: Request): Promise<void>
  kept(): Promise<Request | null>
  forget(): Promise<void>
}

export type Outcome = 'done' | 'stopped' | 'refused' | 'abandoned' | 'in-doubt'

/**
 * One line of the journal. Nothing in it names a person: the request is kept apart and forgotten.
 */
export type Entry = { readonly at: string } & Step

export type Step =
  | { readonly step: 'asked'; readonly reservation: string }
  | { readonly step: 'held'; readonly held: Reservation }
  | { readonly step: 'starting' }
  | { readonly step: 'started' }
  | { readonly step: 'feeding'; readonly sheet: number; readonly feed: string }
  | {
      readonly step: 'fed'
      readonly sheet: number
      readonly fed: Serial | null
      readonly exit: Exit
    }
  | { readonly step: 'unfed'; readonly sheet: number }
  | { readonly step: 'confirmed'; readonly sheet: number }
  | { readonly step: 'parted' }
  | { readonly step: 'stopping'; readonly reason: StopReason; readonly spoiled: Serial | null }
  | { readonly step: 'closed'; readonly outcome: Outcome; readonly code: string | null }

export interface Ports {
  readonly clock: Clock
  readonly ids: Ids
  readonly server: Server
  readonly printer: Printer
  readonly journal: Journal
}
