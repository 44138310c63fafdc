/**
 * Many kiosks in one process: the shipped core of each, able to serve without a line, and pipes
 * instead of a world.
 *
 * One line in, one line out. What comes in is one thing that happens to one kiosk; what goes out
 * is all that the core then does, until it waits. Nothing happens in between, so that the world
 * outside alone decides when and how each call is answered.
 */
import { OfflineKiosk } from 'kiosk-core/offline.ts'
import { Refused, Unreachable } from 'kiosk-core/ports.ts'
import { nextLine, writeLine } from './pipes.mjs'
import { signerOf, sums } from './sums.mjs'

const PORTS = ['printer', 'cassettes', 'disk', 'server', 'house']
const kiosks = new Map()
let said = []

class Instance {
  #calls = new Map()
  #count = 0
  #fresh = 0

  constructor(name, mark) {
    this.name = name
    this.mark = mark
    this.now = 0
    this.elapsed = 0
    this.dead = false
    this.whole = null
  }

  say(what) {
    if (!this.dead) said.push({ kiosk: this.name, ...what })
  }

  /** As the page does it: open the disk, show the screen, take up what was left. */
  async open(key) {
    this.whole = await OfflineKiosk.open(this.parts(key))
    this.whole.core.subscribe((view) => this.say({ view }))
    this.say({ opened: true })
    await this.whole.core.wake()
  }

  async turn() {
    if (this.whole === null) return
    this.say({ turned: await this.whole.turn() })
  }

  /** Any port and any verb becomes a message; time, ids and sums are at hand. */
  parts(key) {
    const forward = (port) =>
      new Proxy({}, { get: (_, verb) => (...args) => this.ask(port, verb, args) })
    return {
      kiosk: this.name,
      clock: {
        now: () => new Date(this.now),
        elapsed: () => this.elapsed,
        wait: (ms, signal) => this.wait(ms, signal),
      },
      ids: { fresh: () => this.id() },
      signer: signerOf(key),
      sums,
      ...Object.fromEntries(PORTS.map((port) => [port, forward(port)])),
    }
  }

  id() {
    this.#fresh += 1
    const count = this.#fresh.toString(16).padStart(6, '0')
    return `${this.mark.slice(0, 8)}-${this.mark.slice(8, 12)}-7000-8000-${this.mark.slice(12, 18)}${count}`
  }

  ask(port, verb, args) {
    return new Promise((resolve, reject) => {
      this.#count += 1
      this.#calls.set(this.#count, { resolve, reject })
      this.say({ call: this.#count, port, verb, args })
    })
  }

  wait(ms, signal) {
    const over = this.ask('clock', 'wait', [ms])
    const call = this.#count
    signal?.addEventListener('abort', () => this.answer(call, { value: null }))
    return over
  }

  answer(call, { value, refused, params, unreachable, after, heard, broken }) {
    const waiting = this.#calls.get(call)
    this.#calls.delete(call)
    if (refused !== undefined) waiting?.reject(new Refused(refused, params ?? {}))
    else if (unreachable !== undefined)
      waiting?.reject(new Unreachable(unreachable, after ?? null, heard ?? false))
    else if (broken !== undefined) waiting?.reject(new Error(broken))
    else waiting?.resolve(value)
  }
}

function take({ kiosk: name, now, elapsed, act, ...told }) {
  if (act === 'boot') kiosks.set(name, new Instance(name, told.mark))
  const kiosk = kiosks.get(name)
  if (kiosk === undefined) return
  kiosk.now = now
  kiosk.elapsed = elapsed
  if (act === 'kill') {
    kiosk.dead = true
    kiosks.delete(name)
  } else if (act === 'answer') kiosk.answer(told.call, told)
  else if (act === 'boot') watched(kiosk, kiosk.open(told.key))
  else if (act === 'turn') watched(kiosk, kiosk.turn())
  else if (act === 'do') watched(kiosk, kiosk.whole?.core[told.verb](...(told.args ?? [])))
}

function watched(kiosk, done) {
  Promise.resolve(done).catch((thrown) => kiosk.say({ thrown: String(thrown) }))
}

for (let line = nextLine(); line !== null; line = nextLine()) {
  take(JSON.parse(line))
  // Promises run out before the next turn of the loop: then the core waits for the world again.
  await new Promise((resolve) => setImmediate(resolve))
  writeLine(JSON.stringify(said))
  said = []
}
