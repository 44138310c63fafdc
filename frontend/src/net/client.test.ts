/** The signed client: proofs that verify, the nonce, one renewal, and problems as values. */
import { beforeEach, describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url, utf8 } from './bytes'
import { createClient, type Tokens } from './client'
import { deviceKey, type DeviceKey } from './device-key'
import { fakeClock, fakeServer, partOf, said, type Reply } from './fakes'
import { Problem } from './problems'
import { memoryShelf } from './shelf'

const base = 'https://tax.example/stage/api'
let key: DeviceKey

beforeEach(async () => {
  sessionStorage.clear()
  key = await deviceKey(memoryShelf())
})

function clientWith(reply: Reply, tokens: Partial<Tokens> = {}) {
  const server = fakeServer(reply)
  const full: Tokens = { current: async () => 'token-1', renew: async () => null, ...tokens }
  const clock = fakeClock()
  return {
    ...server,
    client: createClient({ key: async () => key, clock, tokens: full, base, fetch: server.fetch }),
  }
}

describe('a proof', () => {
  it('names method and address without the query, and verifies with its own key', async () => {
    const { client, heard } = clientWith(() => said(200, {}))
    await client.get('/sites?lat=37&lon=114')
    const proof = heard[0]?.headers.get('DPoP') ?? ''
    const [head = '', payload = '', signature = ''] = proof.split('.')
    expect(partOf(proof, 0)).toMatchObject({ typ: 'dpop+jwt', alg: 'ES256' })
    expect(partOf(proof, 1)).toMatchObject({ htm: 'GET', htu: `${base}/sites` })
    const jwk = partOf(proof, 0)['jwk'] as JsonWebKey
    expect(Object.keys(jwk).sort()).toEqual(['crv', 'kty', 'x', 'y'])
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const seen = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
    const hash = { name: 'ECDSA', hash: 'SHA-256' }
    expect(
      await crypto.subtle.verify(hash, seen, fromBase64Url(signature), utf8(`${head}.${payload}`)),
    ).toBe(true)
  })

  it('carries the hash of the access token, and a new jti each time', async () => {
    const { client, heard } = clientWith(() => said(200, {}))
    await client.get('/me')
    await client.get('/me')
    const [first, second] = heard.map((each) => partOf(each.headers.get('DPoP') ?? '', 1))
    const hash = toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8('token-1'))))
    expect(first?.['ath']).toBe(hash)
    expect(heard[0]?.headers.get('Authorization')).toBe('DPoP token-1')
    expect(first?.['jti']).not.toBe(second?.['jti'])
  })

  it('is made with a key that cannot be taken out of the browser', async () => {
    const shelf = memoryShelf()
    await deviceKey(shelf)
    const pair = (await shelf.get<CryptoKeyPair>('keys', 'device')) as CryptoKeyPair
    expect(pair.privateKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('jwk', pair.privateKey)).rejects.toThrow()
  })
})

describe('the nonce', () => {
  it('is sent once asked for, in one retry, with the same body', async () => {
    const { client, heard } = clientWith(({ headers }) => {
      const nonce = partOf(headers.get('DPoP') ?? '', 1)['nonce']
      return nonce === 'n-7'
        ? said(200, { fine: true })
        : said(401, { code: 'proof-nonce-needed' }, { 'DPoP-Nonce': 'n-7' })
    })
    await expect(client.put('/x', { count: 3 })).resolves.toEqual({ fine: true })
    expect(heard.map((each) => each.body)).toEqual([{ count: 3 }, { count: 3 }])
    await client.put('/x', { count: 4 })
    expect(heard).toHaveLength(3)
    const later = clientWith(() => said(200, {}))
    await later.client.get('/y')
    expect(partOf(later.heard[0]?.headers.get('DPoP') ?? '', 1)['nonce']).toBe('n-7')
  })

  it('is not chased for ever', async () => {
    const { client, heard } = clientWith(() =>
      said(401, { code: 'proof-nonce-needed' }, { 'DPoP-Nonce': 'n-8' }),
    )
    await expect(client.get('/x')).rejects.toMatchObject({ code: 'proof-nonce-needed' })
    expect(heard).toHaveLength(2)
  })
})

describe('an expired session', () => {
  it('is renewed once and the request repeated with the newer token', async () => {
    const asked: (string | null)[] = []
    const { client, heard } = clientWith(
      ({ headers }) =>
        headers.get('Authorization') === 'DPoP token-2'
          ? said(200, { fine: true })
          : said(401, { code: 'session-expired' }),
      { renew: async (refused) => (asked.push(refused), 'token-2') },
    )
    await expect(client.get('/me')).resolves.toEqual({ fine: true })
    expect(asked).toEqual(['token-1'])
    expect(heard).toHaveLength(2)
  })

  it('that cannot be renewed is the problem it is', async () => {
    const { client } = clientWith(() => said(401, { code: 'session-expired' }))
    await expect(client.get('/me')).rejects.toMatchObject({ code: 'session-expired', status: 401 })
  })
})

describe('answers', () => {
  it('become problems with code, field and pause', async () => {
    const { client } = clientWith(() =>
      said(429, {
        code: 'sign-in-too-many',
        title: 'T',
        detail: 'D',
        errors: [{ pointer: '/phone' }],
        retry_after_seconds: 30,
      }),
    )
    const problem = await client.get('/x').catch((thrown: unknown) => thrown)
    expect(problem).toBeInstanceOf(Problem)
    expect(problem).toMatchObject({
      code: 'sign-in-too-many',
      next: 'D',
      pointers: ['/phone'],
      retryAfterSeconds: 30,
      passing: true,
    })
  })

  it('that never come are a problem of the network', async () => {
    const { client } = clientWith(() => Promise.reject(new TypeError('no route')))
    await expect(client.get('/x')).rejects.toMatchObject({
      code: 'network-unreachable',
      unreachable: true,
    })
  })

  it('that come too late are told apart', async () => {
    const server = fakeServer(() => new Promise(() => undefined))
    const hanging = ((url: string, init: RequestInit) =>
      new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('late', 'AbortError')))
        void server.fetch(url, init)
      })) as unknown as typeof fetch
    const tokens = { current: async () => null, renew: async () => null }
    const client = createClient({
      key: async () => key,
      clock: fakeClock(),
      tokens,
      base,
      fetch: hanging,
    })
    await expect(client.get('/x', { timeoutMilliseconds: 10 })).rejects.toMatchObject({
      code: 'network-slow',
    })
  })

  /** The headers come at once; the body as `fill` says, and never again after the line was cut. */
  function trickling(fill: (body: ReadableStreamDefaultController<Uint8Array>) => void) {
    const send = async (_: unknown, init: RequestInit): Promise<Response> =>
      new Response(
        new ReadableStream<Uint8Array>({
          start(body) {
            init.signal?.addEventListener('abort', () => body.error(new Error('cut')))
            fill(body)
          },
        }),
      )
    const tokens = { current: async () => null, renew: async () => null }
    const parts = { key: async () => key, clock: fakeClock(), tokens, base }
    return createClient({ ...parts, fetch: send as unknown as typeof fetch })
  }

  it('whose body does not end are not waited for either', async () => {
    const client = trickling((body) => body.enqueue(utf8('{"half": ')))
    await expect(client.get('/x', { timeoutMilliseconds: 10 })).rejects.toMatchObject({
      code: 'network-slow',
    })
  })

  it('that end in the middle are no answers', async () => {
    const client = trickling((body) => {
      body.enqueue(utf8('{"half": '))
      body.error(new TypeError('the line is gone'))
    })
    await expect(client.get('/x')).rejects.toMatchObject({ code: 'network-unreachable' })
  })

  it('in pieces are one answer, a letter parted between two of them too', async () => {
    const bytes = utf8('{"name": "税"}')
    const client = trickling((body) => {
      for (const byte of bytes) body.enqueue(Uint8Array.of(byte))
      body.close()
    })
    await expect(client.get('/x')).resolves.toEqual({ name: '税' })
  })

  it('larger than any the house gives are not read to their end', async () => {
    let given = 0
    const client = trickling((body) => {
      for (; given < 12; given += 1) body.enqueue(new Uint8Array(2 ** 20).fill(32))
    })
    await expect(client.get('/x', { timeoutMilliseconds: 5000 })).rejects.toMatchObject({
      code: 'network-unreachable',
    })
  })

  it('pass the ETag both ways and take 304 as nothing new', async () => {
    const { client, heard } = clientWith(({ headers }) =>
      headers.get('If-None-Match') === '"4"'
        ? said(304, null, { ETag: '"4"' })
        : said(200, { version: 4 }, { ETag: '"4"' }),
    )
    const first = await client.ask('GET', '/pickups/1')
    const second = await client.ask('GET', '/pickups/1', { etag: first.etag })
    expect([first.etag, second.status, second.data]).toEqual(['"4"', 304, undefined])
    expect(heard[0]?.headers.has('If-None-Match')).toBe(false)
  })
})
