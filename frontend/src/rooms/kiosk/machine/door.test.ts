/** The door of a new machine: what it asks first, and with which proof. */
import { afterEach, expect, it, vi } from 'vitest'
import { fakeServer, partOf, said } from '@/net/fakes'
import { openDoor } from './door'

afterEach(() => vi.unstubAllGlobals())

it('greets the house before it asks anything that needs a nonce: no refusal at first', async () => {
  sessionStorage.clear()
  const pairing = {
    ...{ id: 'x', code: 'ABCD-EFGH', expires_at: '2099-01-01T00:00:00Z' },
    ...{ state: 'waiting', kiosk_id: null },
  }
  const server = fakeServer(({ url }) =>
    url.endsWith('/health')
      ? said(200, { state: 'ready' }, { 'DPoP-Nonce': 'n-1' })
      : said(200, pairing),
  )
  vi.stubGlobal('fetch', server.fetch)
  const { standing } = await openDoor()
  await vi.waitFor(() => expect(standing.value).toMatchObject({ at: 'pairing', lost: false }))
  const [hello, asked] = server.heard
  expect(hello?.url).toMatch(/\/api\/health$/)
  expect(asked?.url).toContain('/pairings/')
  expect(partOf(asked?.headers.get('DPoP') ?? '', 1)['nonce']).toBe('n-1')
})
