/**
 * The rolling pickup code: a signed body from the server and four bytes that change every thirty
 * seconds.
 */
import { fromBase64Url, toBase32 } from '@/net/bytes'
import type { RollingPass } from '@/net/api-types'

const rollingBytes = 4

/** Which step of the pass a moment falls into; milliseconds on the server's clock. */
export function stepAt(milliseconds: number, stepSeconds: number): number {
  return Math.floor(milliseconds / 1000 / stepSeconds)
}

/**
 * Gives the text of the QR picture for one step: TP1. and base32 of body and the first bytes of the
 * HMAC.
 */
export async function codeFor(
  pass: Pick<RollingPass, 'body' | 'secret'>,
  step: number,
): Promise<string> {
  const body = fromBase64Url(pass.body)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', fromBase64Url(pass.secret), algorithm, false, [
    'sign',
  ])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, bigEndian(step)))
  const whole = new Uint8Array(body.length + rollingBytes)
  whole.set(body)
  whole.set(mac.subarray(0, rollingBytes), body.length)
  return `TP1.${toBase32(whole)}`
}

/** The short code in groups of four, as it is read out and typed. */
export function grouped(shortCode: string): string {
  return (shortCode.replace(/[^0-9A-Za-z]/g, '').match(/.{1,4}/g) ?? []).join(' ')
}

/** The short code letter by letter, so that a screen reader does not make a word of it. */
export function spelled(shortCode: string): string {
  return grouped(shortCode)
    .split(' ')
    .map((group) => group.split('').join(' '))
    .join('，')
}

function bigEndian(step: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, Math.floor(step / 2 ** 32))
  view.setUint32(4, step % 2 ** 32)
  return bytes
}
