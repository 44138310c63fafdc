/** A city of one kiosk for tests: server, printer, disk and clock that can fail at every call. */
import { Kiosk } from './machine'
import {
  Refused,
  Unreachable,
  type Entry,
  type Fed,
  type Ports,
  type Request,
  type Reservation,
  type Serial,
} from './ports'

/** The process died here. */
export class Crash extends Error {}

/** Counts every call of every port; `at` says what happens before or after the n-th effect. */
export class Fate {
  calls = 0
  readonly #plan = new Map<number, 'before' | 'after' | 'lost' | 'late'>()

  plan(call: number, what: 'before' | 'after' | 'lost' | 'late'): this {
    this.#plan.set(call, what)
    return this
  }

  /** `lost`: the call never arrives. `late`: it arrives, its answer does not. */
  async around<T>(who: 'server' | 'printer' | 'disk', effect: () => T): Promise<T> {
    this.calls += 1
    const what = this.#plan.get(this.calls)
    await Promise.resolve()
    if (what === 'before') throw new Crash()
    if (what === 'lost' && who !== 'disk') throw new Unreachable(who)
    const answer = effect()
    if (what === 'after') throw new Crash()
    if (what === 'late' && who !== 'disk') throw new Unreachable(who)
    return answer
  }
}

export class World {
  fate = new Fate()
  time = Date.parse('2026-11-23T07:00:00.000Z')
  count = 3
  before = 0
  jamAt = 0
  paper = 100
  refuse: Partial<Record<'reserve' | 'start' | 'confirm' | 'stop' | 'done', string>> = {}
  needsCheck: string | null = null
  triesLeft = 5

  /** Physical truth: what lies in the tray, by feed. */
  readonly tray: Serial[] = []
  readonly feeds = new Map<string, Fed>()
  code = '1300'
  next = 501
  segments: Reservation['segments'] | null = null
  /** What the server knows. */
  readonly confirmed = new Map<number, Serial>()
  readonly requests: Request[] = []
  held: Reservation | null = null
  state = 'issued'
  stopped: { reason: string; spoiled: Serial | null } | null = null
  /** The disk. */
  readonly disk: Entry[] = []
  kept: Request | null = null
  /** By how much the time of day was put right. */
  clockStep = 0
  readonly waits: number[] = []
  #ids = 0

  ports(): Ports {
    const fate = this.fate
    return {
      clock: {
        now: () => new Date(this.time + this.clockStep),
        elapsed: () => this.time,
        wait: async (milliseconds) => {
          this.waits.push(milliseconds)
          this.time += milliseconds
          await Promise.resolve()
        },
      },
      ids: { fresh: () => `id-${++this.#ids}` },
      journal: {
        append: (entry) => fate.around('disk', () => void this.disk.push(entry)),
        entries: async () => this.#lastJob(),
        keep: (request) => fate.around('disk', () => void (this.kept = request)),
        kept: async () => this.kept,
        forget: () => fate.around('disk', () => void (this.kept = null)),
      },
      server: {
        reserve: (request) => fate.around('server', () => this.#reserve(request)),
        start: () => fate.around('server', () => this.#start()),
        confirm: (_, sheet, serial) => fate.around('server', () => this.#confirm(sheet, serial)),
        done: () => fate.around('server', () => this.#end('done', 'dispensed')),
        stop: (_, reason, spoiled) =>
          fate.around('server', () => {
            this.#end('stop', 'remainder')
            this.stopped = { reason, spoiled }
          }),
        part: () => fate.around('server', () => void (this.state = 'open')),
      },
      printer: {
        feed: (feed) => fate.around('printer', () => this.#feed(feed)),
        head: () => fate.around('printer', () => ({ code: this.code, number: this.next })),
      },
    }
  }

  #lastJob(): readonly Entry[] {
    const starts = this.disk.map((one) => one.step).lastIndexOf('asked')
    return starts < 0 ? [] : this.disk.slice(starts)
  }

  #say(verb: 'reserve' | 'start' | 'confirm' | 'stop' | 'done'): void {
    const code = this.refuse[verb]
    if (code !== undefined) throw new Refused(code)
  }

  #reserve(request: Request): Reservation {
    this.requests.push(request)
    this.#say('reserve')
    if (this.needsCheck !== null && request.check === null)
      throw new Refused('collector-check-needed')
    if (this.needsCheck !== null && request.check !== this.needsCheck) {
      this.triesLeft -= 1
      throw new Refused('collector-wrong', { tries_left: this.triesLeft })
    }
    if (this.held !== null && this.held.id !== request.reservation) throw new Refused('pickup-held')
    this.held ??= {
      id: request.reservation,
      pickup_id: '0011223344556677',
      kind: 'P_ORD',
      count: this.count,
      fencing: 7,
      until: '2026-11-23T07:02:00.000Z',
      segments: this.segments ?? [
        { code: this.code, first: this.next, last: this.next + this.count - 1 },
      ],
      confirmed: 0,
      handed_count: this.before,
    }
    this.state = this.state === 'issued' ? 'reserved' : this.state
    return this.held
  }

  #start(): Reservation {
    this.#say('start')
    if (this.held === null) throw new Refused('pickup-unknown')
    if (this.state === 'reserved') this.state = 'dispensing'
    return { ...this.held, confirmed: this.confirmed.size }
  }

  #confirm(sheet: number, serial: Serial): void {
    this.#say('confirm')
    const known = this.confirmed.get(sheet)
    if (known !== undefined && known.number !== serial.number)
      throw new Refused('sheet-exists-differently')
    if (known === undefined && sheet !== this.confirmed.size + 1)
      throw new Refused('sheet-out-of-order')
    this.confirmed.set(sheet, serial)
  }

  #end(verb: 'stop' | 'done', state: string): void {
    this.#say(verb)
    this.state = state
  }

  #feed(feed: string): Fed {
    const known = this.feeds.get(feed)
    if (known !== undefined) return known
    const answer = this.#move()
    this.feeds.set(feed, answer)
    return answer
  }

  #move(): Fed {
    if (this.paper === 0) return { fed: null, exit: 'empty' }
    const fed = { code: this.code, number: this.next }
    this.next += 1
    this.paper -= 1
    if (this.jamAt === this.feeds.size + 1) return { fed, exit: 'jammed' }
    this.tray.push(fed)
    return { fed, exit: 'out' }
  }
}

/** The number of the call that writes the first entry of this step. */
export async function firstCallOf(step: string, jamAt = 0): Promise<number> {
  const world = new World()
  world.jamAt = jamAt
  const ports = world.ports()
  let found = 0
  const machine = new Kiosk({
    ...ports,
    journal: {
      ...ports.journal,
      append: async (entry) => {
        await ports.journal.append(entry)
        if (entry.step === step && found === 0) found = world.fate.calls
      },
    },
  })
  await machine.wake()
  await machine.submit('ABCDEFGHJK2M')
  return found
}
