/** The rolling code against a vector worked out by hand with another library. */
import { describe, expect, it } from 'vitest'
import { encode } from 'uqr'
import { toBase32, toBase64Url } from '@/net/bytes'
import { codeFor, grouped, spelled, stepAt } from './code'

const body = Uint8Array.from({ length: 84 }, (_, at) => at)
const secret = Uint8Array.from({ length: 32 }, (_, at) => 255 - at)
const pass = { body: toBase64Url(body), secret: toBase64Url(secret) }
// hmac.digest(secret, struct.pack(">Q", 59847240), "sha256")[:4] behind the body,
// then Python's base64.b32encode without padding.
const vector =
  'TP1.AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPSAIJCEMSCKJRHFAUSUKZM' +
  'FUXC6MBRGIZTINJWG44DSOR3HQ6T4P2AIFBEGRCFIZDUQSKKJNGE2TSPKBIVEUYDEG2ZA'

describe('base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of %o is %o (RFC 4648 §10, without padding)', (text, coded) => {
    expect(toBase32(new TextEncoder().encode(text))).toBe(coded)
  })
})

describe('the rolling code', () => {
  it('is TP1. and 141 letters: body and four bytes of the HMAC of the step', async () => {
    const step = stepAt(Date.parse('2026-11-23T07:00:12Z'), 30)
    expect(step).toBe(59_847_240)
    const text = await codeFor(pass, step)
    expect(text).toHaveLength(145)
    expect(text).toBe(vector)
  })
  it('changes every thirty seconds and not before', async () => {
    const at = Date.parse('2026-11-23T07:00:00Z')
    const [first, same, next] = await Promise.all(
      [0, 29_999, 30_000].map((later) => codeFor(pass, stepAt(at + later, 30))),
    )
    expect(first).toBe(same)
    expect(first).not.toBe(next)
  })
  it('fits a version 6 picture at level M', async () => {
    const { version } = encode(await codeFor(pass, 1), { ecc: 'M', minVersion: 6 })
    expect(version).toBe(6)
  })
})

describe('the short code', () => {
  it('is shown in groups and read letter by letter', () => {
    expect(grouped('7K2M9QXT4HJP')).toBe('7K2M 9QXT 4HJP')
    expect(spelled('7K2M-9QXT')).toBe('7 K 2 M，9 Q X T')
  })
})
