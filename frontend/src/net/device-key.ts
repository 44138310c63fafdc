/**
 * The key that makes a stolen token useless: P-256, made on this device, never readable, not even
 * by us.
 */
import { toBase64Url, utf8 } from './bytes'
import type { Shelf } from './shelf'

export interface DeviceKey {
  /** The public half, as it stands in each proof. */
  readonly jwk: JsonWebKey
  /** False when the key lives in memory only: the session ends with the page. */
  readonly lasting: boolean
  sign(text: string): Promise<string>
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const

/** Gives this device's key, making it the first time. `name` parts several keys on one shelf. */
export async function deviceKey(shelf: Shelf, name = 'device'): Promise<DeviceKey> {
  const kept = await shelf.get<CryptoKeyPair>('keys', name)
  if (kept) return wrap(kept, shelf.lasting)
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  try {
    await shelf.put('keys', name, pair)
  } catch {
    // Some browsers keep text but no keys; the session then lives in memory.
    return wrap(pair, false)
  }
  return wrap(pair, shelf.lasting)
}

async function wrap(pair: CryptoKeyPair, lasting: boolean): Promise<DeviceKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  return {
    jwk: { kty, crv, x, y } as JsonWebKey,
    lasting,
    sign: async (text) =>
      toBase64Url(new Uint8Array(await crypto.subtle.sign(signing, pair.privateKey, utf8(text)))),
  }
}
