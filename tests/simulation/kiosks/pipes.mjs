/** Lines in and out of this process, read and written at once: no stream stands between. */
import { readSync, writeSync } from 'node:fs'

const CHUNK = Buffer.alloc(1 << 16)
let rest = Buffer.alloc(0)

/** Waits for the next line; null once there will be no more. */
export function nextLine() {
  for (;;) {
    const end = rest.indexOf(10)
    if (end >= 0) {
      const line = rest.toString('utf8', 0, end)
      rest = rest.subarray(end + 1)
      return line
    }
    const read = readSync(0, CHUNK)
    if (read === 0) return null
    rest = Buffer.concat([rest, CHUNK.subarray(0, read)])
  }
}

export function writeLine(text) {
  const bytes = Buffer.from(`${text}\n`)
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
}
