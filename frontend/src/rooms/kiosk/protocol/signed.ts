/**
 * A signed pickup code read and judged without the house.
 *
 *   ver 1 | kid 1 | type 1 | generation 1 | pickup id 8 | expires 4 | holder 4
 *   | Ed25519 signature 64 | rolling 4 (type rolling only)
 */
import { fromBase64Url } from '../../../net/bytes'
import type { Seal, Sums } from './offline-ports'

const PREFIX = 'TP1.'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const VERSION = 1
const FIELDS = 20
const SIGNED = FIELDS + 64
const ROLLING = 4
const STEP_SECONDS = 30

export interface SignedCode {
  readonly kid: number
  readonly rolls: boolean
  readonly generation: number
  readonly pickupId: string
  readonly expiresAt: number
  readonly fields: Uint8Array
  readonly signature: Uint8Array
  readonly rolling: Uint8Array
}

/** Reads a folded code; null when its bytes are none. Nothing is verified yet. */
export function readSigned(text: string): SignedCode | null {
  const data = text.startsWith(PREFIX) ? fromBase32(text.slice(PREFIX.length)) : null
  if (data === null || data.length < SIGNED) return null
  const [version, kid = 0, type = 0, generation = 0] = data
  const rolls = type === 1
  const fits = data.length === SIGNED + (rolls ? ROLLING : 0)
  if (version !== VERSION || (type !== 1 && type !== 2) || !fits) return null
  return {
    kid,
    rolls,
    generation,
    pickupId: [...data.subarray(4, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    expiresAt: new DataView(data.buffer).getUint32(12) * 1000,
    fields: data.subarray(0, FIELDS),
    signature: data.subarray(FIELDS, SIGNED),
    rolling: data.subarray(SIGNED),
  }
}

/** Whether the house signed it: the signature covers the prefix and the fields. */
export function isSigned(code: SignedCode, key: string, sums: Sums): Promise<boolean> {
  const prefix = new TextEncoder().encode(PREFIX)
  const message = new Uint8Array(prefix.length + code.fields.length)
  message.set(prefix)
  message.set(code.fields, prefix.length)
  return sums.verify(fromBase64Url(key), code.signature, message)
}

/** Whether its rolling part is of this half minute or a neighbouring one; time in milliseconds. */
export async function isFresh(
  code: SignedCode,
  secret: Seal,
  now: number,
  sums: Sums,
): Promise<boolean> {
  const step = Math.floor(now / 1000 / STEP_SECONDS)
  for (const near of [step, step - 1, step + 1]) {
    const mac = await sums.hmac(secret, bigEndian(near))
    if (code.rolling.every((byte, at) => byte === mac[at])) return true
  }
  return false
}

/** RFC 4648 §6, upper case, without padding; null for another letter or bits left over. */
function fromBase32(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let waiting = 0
  let bits = 0
  let at = 0
  for (const letter of text) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) return null
    waiting = (waiting << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = waiting >>> bits
      waiting &= (1 << bits) - 1
    }
  }
  return bits < 5 ? bytes : null
}

function bigEndian(step: number): Uint8Array {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, Math.floor(step / 2 ** 32))
  view.setUint32(4, step % 2 ** 32)
  return bytes
}
