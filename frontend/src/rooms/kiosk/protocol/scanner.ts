/** A scanner that types like a keyboard: keys in quick succession, closed by Enter. */

/** People are slower than this between two keys, scanners are not. */
export const GAP_MS = 120
const SHORTEST = 8
const LONGEST = 512

export interface Key {
  readonly key: string
  readonly code: string
  readonly at: number
}

const NAMED: Readonly<Record<string, string>> = {
  Period: '.',
  NumpadDecimal: '.',
  Minus: '-',
  NumpadSubtract: '-',
  Space: ' ',
}

/** The character of a physical key, for when an input method has swallowed the typed one. */
export function fromPhysical(code: string): string {
  const letter = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)
  return letter?.[1] ?? NAMED[code] ?? ''
}

/** The character a key event stands for, half width and upper case, or an empty text. */
export function character(key: string, code: string): string {
  const typed = [...key].length === 1 ? key : fromPhysical(code)
  return typed.normalize('NFKC').toUpperCase().replace('。', '.')
}

export class ScannerBuffer {
  private run = ''
  private lastAt = Number.NEGATIVE_INFINITY

  /** How many keys came in one quick run so far. */
  get length(): number {
    return this.run.length
  }

  get text(): string {
    return this.run
  }

  /** Takes one key; returns the scanned text when Enter closes a quick run, else null. */
  press(key: Key): string | null {
    if (key.at - this.lastAt > GAP_MS) this.run = ''
    this.lastAt = key.at
    if (key.key === 'Enter' || key.code === 'Enter' || key.code === 'NumpadEnter') return this.end()
    this.run = (this.run + character(key.key, key.code)).slice(-LONGEST)
    return null
  }

  private end(): string | null {
    const text = this.run
    this.run = ''
    return text.length >= SHORTEST ? text : null
  }
}
