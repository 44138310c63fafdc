/** Whether the line to the house is there: one lost answer is no news, two in a row are. */

const PATIENCE = 2

export class Connection {
  private misses = 0
  private readonly listeners = new Set<(away: boolean) => void>()

  /** Nobody answers: what can be done without asking is done without asking. */
  get away(): boolean {
    return this.misses >= PATIENCE
  }

  /** Somebody answered, with a yes or a no. */
  heard(): void {
    this.set(0)
  }

  missed(): void {
    this.set(this.misses + 1)
  }

  subscribe(listener: (away: boolean) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private set(misses: number): void {
    const before = this.away
    this.misses = misses
    if (before !== this.away) for (const listener of this.listeners) listener(this.away)
  }
}
