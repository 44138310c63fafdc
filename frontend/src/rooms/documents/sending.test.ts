/** What is said of a file before it is sent, and how its bytes go. */
import { afterEach, expect, it, vi } from 'vitest'
import { fakeHouse } from './fakes'
import { endingOf, sendFile, tellOf } from './sending'

class FakeRequest {
  static last: FakeRequest
  status = 200
  upload: { onprogress?: (event: { loaded: number }) => void } = {}
  onload = (): void => undefined
  onerror = (): void => undefined
  headers: Record<string, string> = {}
  opened = ''
  constructor() {
    FakeRequest.last = this
  }
  open(method: string, url: string): void {
    this.opened = `${method} ${url}`
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value
  }
  send(): void {
    this.upload.onprogress?.({ loaded: 3 })
    this.onload()
  }
}
const ticket = { url: 'https://files/x', headers: { 'Content-Type': 'text/csv' } }

afterEach(() => vi.unstubAllGlobals())

it('names format, size and hash', async () => {
  const told = await tellOf(new File(['abc'], `${'长'.repeat(300)}.XLSX`))
  expect(told).toMatchObject({
    ...{ format: 'xlsx', size_bytes: 3 },
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  })
  expect(told.name).toHaveLength(200)
  expect(['a', 'a.b.csv', 'a.'].map(endingOf)).toEqual(['', 'csv', ''])
})

it('sends the bytes with the headers of the ticket and says how many have gone', async () => {
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  const { asked } = fakeHouse({ 'PUT /up': ticket })
  const gone: number[] = []
  const told = { name: 'a.csv', format: 'csv', size_bytes: 5, sha256: '0' }
  await sendFile('/up', told, new Blob(['12345']), (bytes) => gone.push(bytes))
  expect(asked[0]?.body).toEqual(told)
  expect(FakeRequest.last.opened).toBe('PUT https://files/x')
  expect(FakeRequest.last.headers).toEqual(ticket.headers)
  expect(gone).toEqual([3, 5])
})

it('what the store refuses is a problem with words', async () => {
  class Refusing extends FakeRequest {
    override status = 403
  }
  vi.stubGlobal('XMLHttpRequest', Refusing)
  fakeHouse({ 'PUT /up': ticket })
  const told = { name: 'a.csv', format: 'csv', size_bytes: 5, sha256: '0' }
  const sent = sendFile('/up', told, new Blob(['12345']), () => undefined)
  await expect(sent).rejects.toMatchObject({ code: 'upload-refused', status: 403 })
})
