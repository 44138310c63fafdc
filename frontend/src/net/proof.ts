/**
 * DPoP proofs (RFC 9449): each request shows that this device holds the key its token is bound to.
 */
import { toBase64Url, utf8 } from './bytes'
import type { DeviceKey } from './device-key'

export interface ProofInput {
  key: DeviceKey
  method: string
  /** Absolute; query and fragment are left out of the proof. */
  url: string
  nonce: string | null
  token: string | null
  atSeconds: number
}

/** Gives the compact JWS for the DPoP header. */
export async function proofFor({
  key,
  method,
  url,
  nonce,
  token,
  atSeconds,
}: ProofInput): Promise<string> {
  const { origin, pathname } = new URL(url)
  const payload: Record<string, string | number> = {
    jti: toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
    htm: method,
    htu: origin + pathname,
    iat: atSeconds,
  }
  if (nonce) payload['nonce'] = nonce
  if (token)
    payload['ath'] = toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(token))))
  const signed = `${part({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk })}.${part(payload)}`
  return `${signed}.${await key.sign(signed)}`
}

function part(value: object): string {
  return toBase64Url(utf8(JSON.stringify(value)))
}
