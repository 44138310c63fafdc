/**
 * Speaks phrases: one at a time, the newest interrupts, and nothing it does or fails to do is ever
 * waited for.
 */
import type { Language } from '@/text'
import { gain, type Sound } from './sound'
import type { Phrase } from './moments'

/** What the player needs of the browser, so that a test can stand in for it. */
export interface Stage {
  readonly context: AudioContext
  readonly load: (key: string, language: Language) => Promise<ArrayBuffer | null>
}

const GAP_SECONDS = 0.04
/** A minute or two of sound; the browser's own cache keeps the files. */
const KEPT = 60
/** A browser may wait for a first touch; what was to be said before it is then no longer true. */
const PATIENCE_MS = 400

export class Player {
  private readonly stage: Stage
  private readonly out: GainNode
  private readonly kept = new Map<string, Promise<AudioBuffer | null>>()
  private playing: AudioBufferSourceNode[] = []
  private turn = 0

  constructor(stage: Stage) {
    this.stage = stage
    this.out = stage.context.createGain()
    this.out.connect(stage.context.destination)
  }

  /** Sets the loudness at once, also of what is being said. */
  set(sound: Sound): void {
    this.out.gain.value = gain(sound)
    if (!sound.on) this.hush()
  }

  /** Stops what is being said. */
  hush(): void {
    this.turn += 1
    for (const source of this.playing) source.stop()
    this.playing = []
  }

  /** A finger or key has come: a browser that waited for one lets us speak from now on. */
  wake(): void {
    if (this.stage.context.state === 'suspended') void this.stage.context.resume().catch(() => null)
  }

  /** Says a phrase; resolves once it has begun, or was overtaken, or cannot be said here. */
  async say(phrase: Phrase, language: Language): Promise<void> {
    this.hush()
    const turn = this.turn
    const sounds = await Promise.all(phrase.map((key) => this.sound(key, language)))
    if (!(await this.awake()) || turn !== this.turn) return
    let at = this.stage.context.currentTime
    for (const buffer of sounds) {
      if (buffer === null) continue
      const source = this.stage.context.createBufferSource()
      source.buffer = buffer
      source.connect(this.out)
      source.start(at)
      this.playing.push(source)
      at += buffer.duration + GAP_SECONDS
    }
  }

  private async awake(): Promise<boolean> {
    const { context } = this.stage
    if (context.state === 'running') return true
    const asked = context.resume().catch(() => undefined)
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
    return (context.state as AudioContextState) === 'running'
  }

  private sound(key: string, language: Language): Promise<AudioBuffer | null> {
    const name = `${language}/${key}`
    const made = this.kept.get(name) ?? this.decoded(key, language)
    this.kept.delete(name)
    this.kept.set(name, made)
    const oldest = this.kept.keys().next().value
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest)
    // What could not be fetched is asked for again next time.
    void made.then((buffer) => buffer === null && this.kept.delete(name))
    return made
  }

  private async decoded(key: string, language: Language): Promise<AudioBuffer | null> {
    try {
      const bytes = await this.stage.load(key, language)
      return bytes === null ? null : await this.stage.context.decodeAudioData(bytes)
    } catch {
      return null
    }
  }
}
