/**
 * The kiosk itself: one person at a time, one act at a time, every act journaled before it is
 * done.
 */
import { bareCode } from './code'
import { Contact } from './contact'
import { decide, type Act, type Wish } from './decide'
import { after, expectedSerial, fold, following, same, type Job } from './job'
import {
  Refused,
  Unreachable,
  type Entry,
  type Outcome,
  type Ports,
  type Reservation,
  type Step,
} from './ports'
import { ended, show, type Trouble, type View } from './views'

/** Longer than this and the server counts the kiosk as silent: the person is likely gone. */
const RESUME_WITHIN_SECONDS = 60
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 15_000

export class Kiosk {
  private readonly ports: Ports
  private readonly resumeWithinSeconds: number
  private readonly listeners = new Set<(view: View) => void>()
  private shown: View = { at: 'waking' }
  private job: Job | null = null
  private code: string | null = null
  private wish: Wish = { end: false, look: false }
  private trouble: Trouble | null = null
  private nudge = new AbortController()
  private driving = false
  private readonly contact = new Contact()
  constructor(ports: Ports, resumeWithinSeconds: number = RESUME_WITHIN_SECONDS) {
    this.ports = ports
    this.resumeWithinSeconds = resumeWithinSeconds
  }

  get view(): View {
    return this.shown
  }

  subscribe(listener: (view: View) => void): () => void {
    this.listeners.add(listener)
    listener(this.shown)
    return () => this.listeners.delete(listener)
  }

  /** Takes up what the journal left unfinished, or goes to idle. */
  async wake(): Promise<void> {
    await this.guarded(async () => {
      this.job = fold(await this.ports.journal.entries())
      if (this.job === null || this.job.closed !== null) return this.idle()
      const late = this.isLate(this.job.lastAt)
      this.wish = { end: late, look: late }
      await this.drive()
    })
  }

  /** A person stands at the keypad. */
  open(): void {
    if (this.shown.at === 'idle') this.set({ at: 'reading' })
  }

  /** Back to the first screen; what the person brought is forgotten. */
  home(): void {
    if (this.driving || this.shown.at === 'broken') return
    this.idle()
  }

  /** A code was read or typed. Ignored while another person is being served. */
  async submit(text: string): Promise<void> {
    if (this.driving || (this.shown.at !== 'idle' && this.shown.at !== 'reading')) return
    const code = bareCode(text)
    if (code === null)
      return this.set({ at: 'refused', refusal: { code: 'code-malformed', params: {} } })
    this.code = code
    await this.ask(code, null)
  }

  /** The last six digits of the collector's phone, for codes that do not roll. */
  async check(digits: string): Promise<void> {
    if (this.driving || this.shown.at !== 'checking' || this.code === null) return
    await this.ask(this.code, digits)
  }

  /** Ends at the next safe point: no sheet is fed after this, none already fed is lost. */
  cancel(): void {
    if (this.wish.end) return
    this.wish = { ...this.wish, end: true }
    this.nudge.abort()
    if (this.driving && this.job !== null) this.set(show(this.job, this.trouble, true))
  }

  /** The line is back: try at once instead of waiting for the next turn. */
  retryNow(): void {
    this.nudge.abort()
  }

  private async ask(code: string, check: string | null): Promise<void> {
    await this.guarded(async () => {
      this.wish = { end: false, look: false }
      this.set({ at: 'reserving', trouble: null })
      const reservation = this.ports.ids.fresh()
      await this.ports.journal.keep({ reservation, code, check })
      await this.write({ step: 'asked', reservation })
      await this.drive()
    })
  }

  /**
   * One drive at a time. A disk that cannot be written ends service: nothing is done unjournaled.
   */
  private async guarded(work: () => Promise<void>): Promise<void> {
    if (this.driving) return
    this.driving = true
    try {
      await work()
    } catch (error) {
      this.set({ at: 'broken' })
      throw error
    } finally {
      this.driving = false
    }
  }

  private async drive(): Promise<void> {
    this.trouble = null
    for (;;) {
      const act = decide(this.job, this.wish)
      if (act.do === 'rest') return this.rest()
      if (this.job !== null) this.set(show(this.job, this.trouble, this.wish.end))
      try {
        await this.perform(act)
        this.trouble = null
      } catch (error) {
        if (error instanceof Refused) return await this.refused(error)
        if (!(error instanceof Unreachable)) throw error
        await this.pause(error)
      }
    }
  }

  private async perform(act: Act): Promise<void> {
    const { server, printer } = this.ports
    switch (act.do) {
      case 'reserve':
        return await this.reserve()
      case 'announce-start':
        return await this.write({ step: 'starting' })
      case 'start':
        await this.start(act.held)
        return await this.write({ step: 'started' })
      case 'announce-feed':
        return await this.write({ step: 'feeding', sheet: act.sheet, feed: this.ports.ids.fresh() })
      case 'look':
        return await this.look(act.held.kind, act.sheet)
      case 'feed': {
        // Asked again after the answer: a page may have stood still since it came.
        while (!this.contact.allowsFeed(this.ports.clock.now())) await this.start(act.held)
        const { fed, exit } = await printer.feed(act.feed, act.held.kind)
        return await this.write({ step: 'fed', sheet: act.sheet, fed, exit })
      }
      case 'confirm':
        await server.confirm(act.held, act.sheet, act.serial)
        return await this.write({ step: 'confirmed', sheet: act.sheet })
      case 'announce-stop':
        return await this.write({ step: 'stopping', reason: act.reason, spoiled: act.spoiled })
      case 'stop':
        await server.stop(act.held, act.reason, act.spoiled)
        return await this.close('stopped', null)
      case 'done':
        await server.done(act.held)
        return await this.close('done', null)
      case 'close':
        return await this.close(act.outcome, null)
      case 'rest':
        return
    }
  }

  private async start(held: Reservation): Promise<void> {
    const sentAt = this.ports.clock.now()
    await this.ports.server.start(held)
    this.contact.answered(sentAt)
  }

  private async reserve(): Promise<void> {
    const request = await this.ports.journal.kept()
    if (request === null || request.reservation !== this.job?.reservation) {
      return await this.close('abandoned', null)
    }
    const held = await this.ports.server.reserve(request)
    await this.write({ step: 'held', held })
    await this.ports.journal.forget()
    this.code = null
  }

  /**
   * After a long silence: was the sheet fed? The head of the cassette stands at the next sheet if
   * it was. Any other head means that hands were in the machine: only a clerk can tell then.
   */
  private async look(kind: string, sheet: number): Promise<void> {
    const held = this.job?.held ?? null
    const head = await this.ports.printer.head(kind)
    const expected = held === null ? null : expectedSerial(held, sheet)
    if (held === null || head === null || expected === null) {
      return await this.close('in-doubt', null)
    }
    if (same(head, expected)) return await this.write({ step: 'unfed', sheet })
    if (!same(head, following(held, sheet))) return await this.close('in-doubt', null)
    this.wish = { ...this.wish, look: false }
  }

  private async refused(refusal: Refused): Promise<void> {
    const job = this.job
    const early = job === null || job.held === null
    await this.close(this.refusedOutcome(), refusal.code)
    if (!early) return this.rest()
    // The last wrong answer locks: there is nothing to type any more.
    const spent = refusal.code === 'collector-wrong' && refusal.params['tries_left'] === 0
    const code = spent ? 'collector-locked' : refusal.code
    const view = { code, params: refusal.params }
    const asks = refusal.code === 'collector-check-needed'
    if (this.code !== null && (asks || code === 'collector-wrong')) {
      return this.set({ at: 'checking', refusal: asks ? null : view })
    }
    this.code = null
    this.set({ at: 'refused', refusal: view })
  }

  /** A closing call that is refused changes nothing about paper that is already in the hand. */
  private refusedOutcome(): Outcome {
    const job = this.job
    const all = job?.held?.count ?? 0
    const confirmed = job?.sheets.filter((one) => one.confirmed).length ?? 0
    return all > 0 && confirmed === all ? 'done' : 'refused'
  }

  private async close(outcome: Outcome, code: string | null): Promise<void> {
    await this.write({ step: 'closed', outcome, code })
    await this.ports.journal.forget()
  }

  private async write(step: Step): Promise<void> {
    const entry: Entry = { at: this.ports.clock.now().toISOString(), ...step }
    await this.ports.journal.append(entry)
    this.job = after(this.job, entry)
  }

  private async pause(error: Unreachable): Promise<void> {
    const attempts = (this.trouble?.attempts ?? 0) + 1
    this.trouble = { who: error.who, attempts }
    if (this.job !== null) this.set(show(this.job, this.trouble, this.wish.end))
    const backoff = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 8))
    const asked = (error.retryAfterSeconds ?? 0) * 1000
    this.nudge = new AbortController()
    await this.ports.clock.wait(Math.max(backoff, asked), this.nudge.signal)
  }

  private idle(): void {
    this.code = null
    this.job = null
    this.set({ at: 'idle' })
  }

  private rest(): void {
    this.set(this.job === null ? { at: 'idle' } : ended(this.job))
  }

  /** Late, or a clock behind its own journal: both mean that nobody may be waiting any more. */
  private isLate(lastAt: string): boolean {
    const seconds = (this.ports.clock.now().getTime() - Date.parse(lastAt)) / 1000
    return !(seconds >= 0 && seconds <= this.resumeWithinSeconds)
  }

  private set(view: View): void {
    this.shown = view
    for (const listener of this.listeners) listener(view)
  }
}
