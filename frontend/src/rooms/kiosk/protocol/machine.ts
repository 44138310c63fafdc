/**
 * The kiosk itself: one person at a time, one act at a time, every act journaled before it is
 * done.
 */
import { bareCode } from './code'
import { decide, STAY, type Act, type Wish } from './decide'
import { Feeding } from './feeding'
import { after, fold, isLate, isPastLease, lastSheet, refusedOutcome, type Job } from './job'
import {
  Refused,
  Unreachable,
  type Entry,
  type Outcome,
  type Ports,
  type Reservation,
  type Step,
} from './ports'
import { Nudge } from './nudge'
import { PARTS_AFTER_ATTEMPTS, pauseMs } from './pause'
import { Recall, RECALL_PAUSE_MS } from './recall'
import { Shown } from './shown'
import { ended, gone, show, told, type Trouble, type View } from './views'

/** Longer than this and the server counts the kiosk as silent: the person is likely gone. */
const RESUME_WITHIN_SECONDS = 60

export class Kiosk {
  private readonly ports: Ports
  private readonly resumeWithinSeconds: number
  private readonly screen = new Shown()
  private readonly nudge: Nudge
  private job: Job | null = null
  private code: string | null = null
  private wish: Wish = STAY
  private trouble: Trouble | null = null
  private driving = false
  private readonly feeding: Feeding
  private readonly recall = new Recall()

  constructor(ports: Ports, resumeWithinSeconds: number = RESUME_WITHIN_SECONDS) {
    this.ports = ports
    this.feeding = new Feeding(ports)
    this.nudge = new Nudge(ports.clock)
    this.resumeWithinSeconds = resumeWithinSeconds
  }

  get view(): View {
    return this.screen.view
  }

  subscribe(listener: (view: View) => void): () => void {
    return this.screen.subscribe(listener)
  }

  /** Takes up what the journal left unfinished, or goes to idle. */
  async wake(): Promise<void> {
    await this.guarded(async () => {
      this.job = fold(await this.ports.journal.entries())
      if (this.job === null || this.job.closed !== null) return this.idle()
      const late = isLate(this.job, this.ports.clock.now(), this.resumeWithinSeconds)
      const { parted } = this.job
      this.wish = { end: late || parted, look: late || parted, part: parted }
      await this.drive()
    })
  }

  /** A person stands at the keypad. */
  open(): void {
    if (this.view.at === 'idle') this.screen.set({ at: 'reading' })
  }

  /** Back to the first screen; what the person brought is forgotten. */
  home(): void {
    if (this.recall.waiting) return this.cancel()
    if (this.view.at === 'broken') return
    if (this.driving) return this.job?.parted ? this.screen.set({ at: 'idle' }) : undefined
    this.idle()
  }

  /** A code was read or typed. Ignored while another person is being served. */
  async submit(text: string): Promise<void> {
    if (this.driving || (this.view.at !== 'idle' && this.view.at !== 'reading')) return
    const code = bareCode(text)
    if (code === null)
      return this.screen.set({ at: 'refused', refusal: { code: 'code-malformed', params: {} } })
    this.code = code
    await this.ask(code, null)
  }

  /** The last six digits of the collector's phone, for codes that do not roll. */
  async check(digits: string): Promise<void> {
    if (this.driving || this.view.at !== 'checking' || this.code === null) return
    await this.ask(this.code, digits)
  }

  /** Ends at the next safe point: no sheet is fed after this, none already fed is lost. */
  cancel(): void {
    if (this.wish.end) return
    this.wish = { ...this.wish, end: true }
    this.nudge.now()
    if (this.driving) this.picture(true)
  }

  /**
   * The person goes while the printer does not answer. What the printer did is asked of it later,
   * without feeding anything, and nothing is released before it or a clerk has spoken.
   */
  part(): void {
    if (this.trouble?.who !== 'printer' || this.wish.part) return
    this.wish = { end: true, look: true, part: true }
    this.nudge.now()
  }

  /** The line is back: try at once instead of waiting for the next turn. */
  retryNow(): void {
    this.nudge.now()
  }

  private async ask(code: string, check: string | null): Promise<void> {
    await this.guarded(async () => {
      this.wish = STAY
      this.screen.set({ at: 'reserving', trouble: null })
      const reservation = this.ports.ids.fresh()
      await this.ports.journal.keep({ reservation, code, check })
      await this.write({ step: 'asked', reservation })
      await this.drive()
    })
  }

  /** One drive at a time. A disk that cannot be written ends service. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    if (this.driving) return
    this.driving = true
    try {
      await work()
    } catch (error) {
      this.screen.set({ at: 'broken' })
      throw error
    } finally {
      this.driving = false
    }
  }

  private async drive(): Promise<void> {
    this.trouble = null
    this.recall.over()
    for (;;) {
      const wish = this.wished()
      const act = decide(this.job, wish)
      if (act.do === 'rest') return this.rest()
      this.picture(wish.end)
      try {
        await this.perform(act)
        this.trouble = null
        this.recall.over()
      } catch (error) {
        if (error instanceof Unreachable) await this.pause(error)
        else if (!(error instanceof Refused)) throw error
        else if (this.passes(error)) await this.awaitRecall(error)
        else return await this.refused(error)
      }
    }
  }

  private async perform(act: Act): Promise<void> {
    const { server } = this.ports
    switch (act.do) {
      case 'reserve':
        return await this.reserve()
      case 'announce-start':
        return await this.write({ step: 'starting' })
      case 'start':
        return await this.started(act.held, await this.feeding.start(act.held))
      case 'announce-feed':
        return await this.write({ step: 'feeding', sheet: act.sheet, feed: this.ports.ids.fresh() })
      case 'look':
        return await this.look(act.held, act.sheet, act.feed)
      case 'feed': {
        const answer = await this.feeding.feed(act.held, act.feed)
        if (answer !== null) await this.write({ step: 'fed', sheet: act.sheet, ...answer })
        return
      }
      case 'confirm':
        await server.confirm(act.held, act.sheet, act.serial)
        return await this.write({ step: 'confirmed', sheet: act.sheet })
      case 'announce-parting':
        return await this.write({ step: 'parted' })
      case 'part':
        await server.part(act.held)
        this.wish = { ...this.wish, part: false }
        return
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

  /** What goes on under a lease is held anew, so that the journal says by which right. */
  private async started(held: Reservation, answer: Reservation): Promise<void> {
    if (answer.offline && !held.offline) await this.write({ step: 'held', held: answer })
    await this.write({ step: 'started' })
  }

  /** Past a lease nothing more comes out: what was announced is looked for, and not fed. */
  private wished(): Wish {
    const { job, wish, feeding } = this
    if (!isPastLease(job?.held ?? null, this.ports.clock.now())) return wish
    const feed = job === null ? undefined : lastSheet(job)?.feed
    return { ...wish, end: true, look: wish.look || !feeding.isOut(feed) }
  }

  private passes(refusal: Refused): boolean {
    return !this.wish.end && this.recall.passes(refusal, this.ports.clock.now().getTime())
  }

  /** The screen says who is asked to give it back; any other short wait needs no words. */
  private async awaitRecall({ code, params }: Refused): Promise<void> {
    if (code === 'pickup-held') this.screen.set({ at: 'refused', refusal: { code, params } })
    await this.nudge.wait(RECALL_PAUSE_MS)
  }

  private async look(held: Reservation, sheet: number, feed: string): Promise<void> {
    const lies = await this.feeding.lies(held, sheet, feed)
    if (lies === 'elsewhere') return await this.close('in-doubt', null)
    if (lies === 'inside') return await this.write({ step: 'unfed', sheet })
    this.wish = { ...this.wish, look: false }
  }

  private async refused(refusal: Refused): Promise<void> {
    this.recall.over()
    const early = (this.job?.held ?? null) === null
    await this.close(refusedOutcome(this.job), refusal.code)
    if (!early) return this.rest()
    const view = told(refusal)
    const asks = refusal.code === 'collector-check-needed'
    if (this.code !== null && (asks || view.code === 'collector-wrong')) {
      return this.screen.set({ at: 'checking', refusal: asks ? null : view })
    }
    this.code = null
    this.screen.set({ at: 'refused', refusal: view })
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
    if (attempts >= PARTS_AFTER_ATTEMPTS) this.part()
    this.picture(this.wish.end)
    await this.nudge.wait(pauseMs(attempts, error.retryAfterSeconds))
  }

  /** While a pickup is on its way from another machine that is what the screen says. */
  private picture(ending: boolean): void {
    if (this.job === null || this.recall.waiting) return
    // Who went is told once; then the first screen says what is the matter here.
    if (!this.job.parted) return this.screen.set(show(this.job, this.trouble, ending))
    if (this.view.at !== 'idle') this.screen.set(gone(this.job, !this.wish.part))
  }

  private idle(): void {
    this.code = null
    this.job = null
    this.screen.set({ at: 'idle' })
  }

  private rest(): void {
    const nobody = this.job === null || this.job.parted
    this.screen.set(nobody || this.job === null ? { at: 'idle' } : ended(this.job))
  }
}
