/**
 * Weighs what each door's first page fetches, gzipped, and fails when a door is over its budget.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
// `words` are the parts a door loads before it is drawn; one language at a time.
const doors = [
  { name: 'taxpayer', page: 'index.html', budget: 60, words: ['kit', 'identity', 'welcome'] },
  { name: 'kiosk', page: 'kiosk/index.html', budget: 45, words: ['kit', 'kiosk'] },
  {
    name: 'counter',
    page: 'counter/index.html',
    budget: 230,
    words: ['kit', 'identity', 'places', 'counter'],
  },
]
const languages = ['zh', 'en']

if (!existsSync(`${dist}.vite/manifest.json`)) {
  console.error('nothing to weigh: run `npm run build` first')
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
const weigh = (file) => gzipSync(readFileSync(dist + file), { level: 9 }).length

/** A chunk, what it imports before it can run, and their styles. */
function needed(key, found = new Set()) {
  const chunk = manifest[key]
  if (!chunk || found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const style of chunk.css ?? []) found.add(style)
  for (const next of chunk.imports ?? []) needed(next, found)
  return found
}

/** The scripts and styles that a page itself asks for before it can be drawn. */
function named(page) {
  const tags = readFileSync(dist + page, 'utf8').matchAll(
    /<script[^>]* src="\/([^"]+)"|<link[^>]* rel="stylesheet"[^>]* href="\/([^"]+)"/g,
  )
  return [...tags].map(([, script, style]) => script ?? style)
}

let over = false
for (const door of doors) {
  if (!manifest[door.page]) {
    console.error(`${door.name}: ${door.page} was not built`)
    over = true
    continue
  }
  const own = needed(door.page)
  const words = languages.map((language) =>
    door.words.reduce(
      (sum, part) => sum + weigh(manifest[`src/text/${part}/${language}.json`].file),
      0,
    ),
  )
  for (const file of named(door.page)) own.add(file)
  const total =
    [...own].reduce((sum, file) => sum + weigh(file), weigh(door.page)) + Math.max(...words)
  const kilobytes = total / 1024
  const fits = kilobytes <= door.budget
  over ||= !fits
  const mark = fits ? 'fits' : 'OVER'
  const weight = kilobytes.toFixed(1).padStart(6)
  console.log(`${mark}  ${door.name.padEnd(9)} ${weight} KB of ${door.budget} KB gzip`)
  if (process.argv.includes('-v'))
    for (const file of own)
      console.log(`        ${(weigh(file) / 1024).toFixed(1).padStart(6)}  ${file}`)
}
process.exit(over ? 1 : 0)
