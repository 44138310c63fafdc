/**
 * The sums of the protocol, done at once: WebCrypto answers from another thread and at its own time,
 * and then nobody could say when the core waits for the world.
 */
import { createHash, createHmac, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'

/** An Ed25519 public key as DER: this head, then its 32 bytes (RFC 8410). */
const ED25519_HEAD = Buffer.from('302a300506032b6570032100', 'hex')
const keys = new Map()

export const sums = {
  sha256: async (text) => createHash('sha256').update(text).digest('hex'),
  // A seal that a simulated disk can keep as text.
  seal: async (secret) => Buffer.from(secret).toString('base64'),
  hmac: async (seal, message) =>
    new Uint8Array(createHmac('sha256', Buffer.from(seal, 'base64')).update(message).digest()),
  verify: async (key, signature, message) => {
    const spki = Buffer.concat([ED25519_HEAD, key])
    const known = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    return verify(null, message, known, signature)
  },
}

/** The key of a kiosk, P-256 as a JWK with its secret part. */
export function signerOf(jwk) {
  if (!keys.has(jwk.d)) keys.set(jwk.d, createPrivateKey({ key: jwk, format: 'jwk' }))
  const key = keys.get(jwk.d)
  const { kty, crv, x, y } = jwk
  return {
    jwk: { kty, crv, x, y },
    sign: async (text) =>
      sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  }
}
