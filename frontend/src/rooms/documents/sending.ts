/** Sending a file past the API: its hash first, then its bytes by a link that takes nothing else. */
import { Problem } from '@/net/problems'
import { net } from '@/net/here'
import type { Ticket } from './types'

/** What is said of a file before it is sent. */
export interface Told {
  name: string
  format: string
  size_bytes: number
  sha256: string
}

const longestName = 200

/** Reads a file once and says what it is; the ending is its format. */
export async function tellOf(file: File): Promise<Told> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return {
    name: file.name.slice(-longestName),
    format: endingOf(file.name),
    size_bytes: file.size,
    sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  }
}

/** The ending of a name, in small letters; "xlsx". */
export function endingOf(name: string): string {
  const at = name.lastIndexOf('.')
  return at < 0
    ? ''
    : name
        .slice(at + 1)
        .toLowerCase()
        .slice(0, 10)
}

/** Sends the bytes and says how many have gone; a refusal of the store is a Problem. */
export type Send = (ticket: Ticket, file: Blob, gone: (bytes: number) => void) => Promise<void>

/** By XMLHttpRequest, because fetch does not say how far an upload is. */
export const sendBytes: Send = (ticket, file, gone) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', ticket.url)
    for (const [name, value] of Object.entries(ticket.headers))
      request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => gone(loaded)
    request.onload = () =>
      request.status < 300
        ? resolve()
        : reject(new Problem(request.status, { code: 'upload-refused' }))
    request.onerror = () => reject(new Problem(0, { code: 'network-unreachable' }))
    request.onabort = request.onerror
    request.send(file)
  })

/** Gets leave for a file and sends it; the same id and file again get a fresh link. */
export async function sendFile(
  path: string,
  told: Told,
  file: Blob,
  gone: (bytes: number) => void,
  send: Send = sendBytes,
): Promise<void> {
  const ticket = await net().client.put<Ticket>(path, told)
  await send(ticket, file, gone)
  gone(told.size_bytes)
}
