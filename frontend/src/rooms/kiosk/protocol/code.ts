/** Pickup codes as people and machines type them, folded into the one form the server reads. */

const PREFIX = 'TP1.'
const SIGNED = /^TP1\.[A-Z2-7]{135,141}$/
export const SHORT_LENGTH = 12
const SHORT = /^[A-Z2-7]{12}$/

/** Base32 has no 0, 1 and 8: whoever types one means the letter that looks like it. */
const LOOKALIKES: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '8': 'B' }

/** Upper case, half width, without the spaces and dashes people put between groups. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/。/g, '.')
    .replace(/[\s\-‐-―·_]/gu, '')
}

/** The same as `plain`, with lookalikes folded everywhere but in the prefix. */
export function foldCode(text: string): string {
  const clean = plain(text)
  const prefix = clean.startsWith(PREFIX) ? PREFIX : ''
  return prefix + clean.slice(prefix.length).replace(/[018]/g, (mark) => LOOKALIKES[mark] ?? mark)
}

/** One key of the short code, or an empty text when the key cannot be part of one. */
export function foldKey(text: string): string {
  const key = foldCode(text)
  return /^[A-Z2-7]$/.test(key) ? key : ''
}

/** The folded code, or null when the text cannot be a pickup code at all. */
export function bareCode(text: string): string | null {
  const code = foldCode(text)
  return SIGNED.test(code) || SHORT.test(code) ? code : null
}

/** `ABCDEFGHJKLM` → `ABCD EFGH JKLM`, for reading aloud and for the screen. */
export function grouped(code: string): string {
  return code.match(/.{1,4}/g)?.join(' ') ?? ''
}
