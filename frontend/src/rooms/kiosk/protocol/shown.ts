/** What the screen shows now, and who is told when that changes. */
import type { View } from './views'

export class Shown {
  private now: View = { at: 'waking' }
  private readonly listeners = new Set<(view: View) => void>()

  get view(): View {
    return this.now
  }

  /** Told at once, and of each change until the returned function is called. */
  subscribe(listener: (view: View) => void): () => void {
    this.listeners.add(listener)
    listener(this.now)
    return () => this.listeners.delete(listener)
  }

  set(view: View): void {
    this.now = view
    for (const listener of this.listeners) listener(view)
  }
}
