/** The sums of the protocol by WebCrypto, in a page as in Node. */
import type { Sums } from './offline-ports'

type Bytes = Uint8Array<ArrayBuffer>
const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const
const ED25519 = { name: 'Ed25519' } as const

/** Takes `crypto.subtle`, wherever it comes from. */
export function sumsOf(subtle: SubtleCrypto): Sums {
  return {
    async sha256(text) {
      const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text) as Bytes)
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    },
    seal: (secret) => subtle.importKey('raw', secret as Bytes, HMAC, false, ['sign']),
    async hmac(secret, message) {
      return new Uint8Array(await subtle.sign('HMAC', secret as CryptoKey, message as Bytes))
    },
    async verify(key, signature, message) {
      const known = await subtle.importKey('raw', key as Bytes, ED25519, false, ['verify'])
      return subtle.verify(ED25519, known, signature as Bytes, message as Bytes)
    },
  }
}

/** RFC 8032, section 7.1, test 1: an empty message. */
const KNOWN_KEY = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
const KNOWN_SIGNATURE =
  'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b' +
  'd25bf5f0595bbe24655141438e7a100b'

/** Whether this machine can verify a pickup code at all; older browsers have no Ed25519. */
export async function canVerify(sums: Sums): Promise<boolean> {
  try {
    return await sums.verify(bytes(KNOWN_KEY), bytes(KNOWN_SIGNATURE), new Uint8Array())
  } catch {
    return false
  }
}

function bytes(hexadecimal: string): Uint8Array {
  return Uint8Array.from(hexadecimal.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}
