/** Which page a machine opens with: its server's while that comes whole, else the one it holds. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { serverFirst } from './server-first'
import boot from '../../public/boot.js?raw'

const HELD = 'held here'
const opened = async (fetch: () => Promise<Response>, query = ''): Promise<string> => {
  const request = new Request(`https://city.test/kiosk/${query}`)
  const held = async (): Promise<Response> => new Response(HELD)
  const answer = serverFirst(request, { fetch, held, patienceMilliseconds: 4_000 })
  await vi.advanceTimersByTimeAsync(4_000)
  return await (await answer).text()
}
const never = <T>(): Promise<T> => new Promise<T>(() => {})

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

it.each<[string, () => Promise<Response>]>([
  ['there is no line', async () => await Promise.reject(new TypeError('no line'))],
  ['its server has a fault', async () => new Response('down', { status: 502 })],
  ['its server is silent', never],
  [
    'the page stops half-way',
    async () => Object.assign(new Response('half'), { blob: () => never<Blob>() }),
  ],
])('the one it holds when %s', async (_, fetch) => {
  expect(await opened(fetch)).toBe(HELD)
})

it("its server's, unless that one's scripts did not come", async () => {
  const fetch = async (): Promise<Response> => new Response('the new one')
  expect(await opened(fetch)).toBe('the new one')
  expect(await opened(fetch, '?held')).toBe(HELD)
})

it.each([
  ['', '', '/kiosk/?held'],
  ['', '?held', '/kiosk/'],
  ['<main></main>', '?held', null],
])('with %j on the screen after half a minute at %j it goes to %s', async (app, search, to) => {
  const replace = vi.fn<(to: string) => void>()
  const replaceState = vi.fn<History['replaceState']>()
  document.body.innerHTML = `<div id="app">${app}</div>`
  const place = { pathname: '/kiosk/', search, replace }
  new Function('location', 'history', boot)(place, { state: null, replaceState })
  await vi.advanceTimersByTimeAsync(29_000)
  expect(replace).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(replace.mock.calls.flat()).toEqual(to === null ? [] : [to])
  // The next start asks the server again.
  expect(replaceState.mock.calls).toEqual(to === null ? [[null, '', '/kiosk/']] : [])
})
