/**
 * The worker of a machine that nobody looks after: registered again until it is held, asked for news
 * by the clock, and a new version let in only while nobody is served.
 */

export interface Surroundings {
  readonly workers: ServiceWorkerContainer
  /** Nobody is served and nothing is under way: the page may be opened anew. */
  readonly resting: () => boolean
  readonly reload: () => void
}

const LOOK_MS = 10_000
/** How many looks in a row must find it resting: somebody may just be stepping up. */
const RESTED = 3
const ASK_MS = 30 * 60_000

/** Takes the worker's address and scope; returns what ends the watch. */
export function keepCurrent(url: string, scope: string, around: Surroundings): () => void {
  const { workers, resting, reload } = around
  let registration: ServiceWorkerRegistration | null = null
  let rested = 0
  let letIn = false
  let changed = false

  async function ask(): Promise<void> {
    try {
      if (registration === null) registration = await workers.register(url, { scope })
      else await registration.update()
    } catch {
      // Without a line: what is held here serves, and it is asked again.
    }
  }

  function look(): void {
    rested = resting() ? rested + 1 : 0
    if (changed && rested > 0) return reload()
    if (letIn || rested < RESTED || !registration?.waiting) return
    letIn = true
    registration.waiting.postMessage('update-now')
  }

  // Somebody may have stepped up since: then the new version waits for them to go.
  const taken = (): void => {
    changed = letIn
    if (changed) look()
  }
  workers.addEventListener('controllerchange', taken)
  void ask()
  let asks = 0
  const timer = setInterval(() => {
    look()
    asks += LOOK_MS
    if (registration !== null && asks < ASK_MS) return
    asks = 0
    void ask()
  }, LOOK_MS)
  return () => {
    clearInterval(timer)
    workers.removeEventListener('controllerchange', taken)
  }
}
