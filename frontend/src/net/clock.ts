/** The server's time as this device can know it; a wrong phone clock changes nothing. */

export interface ServerClock {
  /** Milliseconds since 1970 on the server's clock. */
  now(): number
  /**
   * Takes what the server said and when we asked and heard; the precise source wins over the coarse
   * one.
   */
  hear(serverMilliseconds: number, asked: number, heard: number, precise: boolean): void
  readonly offset: number
}

interface Kept {
  offset: number
  precise: boolean
}

const keptUnder = 'server-clock'
const worthWhile = 250

/** Remembers the offset on the device, so that a pass is right offline too. */
export function createClock(device: () => number = Date.now): ServerClock {
  let kept = read()
  return {
    now: () => device() + kept.offset,
    get offset() {
      return kept.offset
    },
    hear(server, asked, heard, precise) {
      const offset = Math.round(server - (asked + heard) / 2)
      const coarse = !precise && kept.precise
      // The Date header is cut to the second: it may only correct a clock that is plainly wrong.
      if (coarse && Math.abs(offset - kept.offset) < 2000) return
      if (Math.abs(offset - kept.offset) < worthWhile && kept.precise) return
      kept = { offset, precise }
      write(kept)
    },
  }
}

function read(): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(keptUnder) ?? 'null') as Kept | null
    if (kept && Number.isFinite(kept.offset)) return { offset: kept.offset, precise: false }
  } catch {
    // Without storage we start from the device's own clock.
  }
  return { offset: 0, precise: false }
}

function write(kept: Kept): void {
  try {
    localStorage.setItem(keptUnder, JSON.stringify(kept))
  } catch {
    // It is heard again with the next answer.
  }
}
