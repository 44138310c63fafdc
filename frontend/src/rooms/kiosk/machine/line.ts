/** How the line to the house is, as screens and voice ask. */

/** How the line is, and what can be done without it. */
export interface Line {
  readonly away: boolean
  /** Somebody can be served here now without a line. */
  readonly ready: boolean
  /** A live code is told from any other here, and what was served here is known. */
  readonly judges: boolean
  /** Orders that are kept here. */
  readonly orders: number
  /** Why the house does not take this kiosk's journal; null when it does. */
  readonly conflict: string | null
  /** The house has not heard yet of all that left this machine. */
  readonly owing: boolean
}
export const ONLINE: Line = {
  away: false,
  ready: false,
  judges: false,
  orders: 0,
  conflict: null,
  owing: false,
}
