/**
 * The modules of a QR code and the path that draws them: version 6 at least, level M, four quiet
 * modules on each side.
 */
import { encode } from 'uqr'

const quiet = 4

export interface Drawing {
  /** The `d` of the dark modules. */
  path: string
  /** Modules from edge to edge, the quiet zone included. */
  side: number
}

/** Draws a text as every reader expects it. */
export function drawing(text: string): Drawing {
  const { data, size } = encode(text, { ecc: 'M', border: 0, minVersion: 6 })
  const path = data
    .flatMap((line, y) => line.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')))
    .join('')
  return { path, side: size + 2 * quiet }
}
