/** Amounts as they are typed and as they are shown; nothing is computed with them here. */

const GROUPED = /^-?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?$/
const EXACT = /^\d{1,30}(\.\d{1,30})?$/

/** Full width made half, spaces and the sign of the currency left out. */
function folded(text: string): string {
  return text.normalize('NFKC').replace(/[\s¥]/g, '').replace(/−/g, '-')
}

/**
 * Takes yuan as typed; gives fen. `none` for an empty field, null for what is no amount: more than
 * two decimals, letters, or more than a face can show.
 */
export function fenOf(text: string): number | 'none' | null {
  const typed = folded(text)
  if (typed === '') return 'none'
  if (!GROUPED.test(typed)) return null
  const [whole = '', rest = ''] = typed.replace(/,/g, '').split('.')
  if (rest.length > 2) return null
  const fen = Number(whole + rest.padEnd(2, '0'))
  return Number.isSafeInteger(fen) ? (fen === 0 ? 0 : fen) : null
}

/** Takes fen; gives yuan as it is typed: 1234.50. */
export function yuanOf(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** A quantity or a unit price as typed; `none` for nothing, null for what is no number. */
export function exactOf(text: string): string | null {
  const typed = folded(text)
  if (typed === '') return 'none'
  const plain = GROUPED.test(typed) ? typed.replace(/,/g, '') : typed
  return EXACT.test(plain) ? plain : null
}
