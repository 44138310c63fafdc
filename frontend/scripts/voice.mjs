/**
 * Makes the kiosk's spoken words with espeak-ng, one small MP3 a sentence, and a manifest of what
 * each was made from. Made are only those whose words changed; `--if-possible` says in one line
 * when the engine is not here and changes nothing.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const voice = fileURLToPath(new URL('../src/rooms/kiosk/voice/', import.meta.url))
const manifestFile = `${voice}manifest.json`
const languages = ['zh', 'en']
// Silence at both ends is cut, so that a number can be put together from parts.
const cut = 'silenceremove=start_periods=1:start_threshold=-45dB'
const trimmed = `${cut},areverse,${cut},areverse`
/** How loud the words are on average, in decibels below the loudest that can be. */
const LOUDNESS = -18

const read = (path, other) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : other)
/** What a file is made from, in one short hash. */
export function mark({ voice: speaker, words_per_minute: speed }, text) {
  return createHash('sha256').update(`${speaker}\n${speed}\n${text}`).digest('hex').slice(0, 16)
}

function wanted() {
  const marks = {}
  const texts = {}
  for (const language of languages) {
    const said = read(`${voice}sentences/${language}.json`)
    for (const [key, text] of Object.entries(said.sentences)) {
      marks[`${language}/${key}`] = mark(said, text)
      texts[`${language}/${key}`] = { said, text }
    }
  }
  return { marks, texts }
}

/** Speaks one text into a file, as loud as all the others. */
function make(name, { said, text }) {
  const wave = join(tmpdir(), `tax-voice-${process.pid}.wav`)
  const speaker = ['-v', said.voice, '-s', String(said.words_per_minute)]
  seen(name, execFileSync('espeak-ng', ['-q', '-x', ...speaker, text], { encoding: 'utf8' }))
  execFileSync('espeak-ng', [...speaker, '-w', wave, text])
  const measure = ['-i', wave, '-af', `${trimmed},volumedetect`, '-f', 'null', '-']
  const told = spawnSync('ffmpeg', measure, { encoding: 'utf8' }).stderr
  const gain = LOUDNESS - Number(/mean_volume: (\S+) dB/.exec(told)?.[1] ?? LOUDNESS)
  const form = '-ac 1 -ar 16000 -c:a libmp3lame -b:a 16k -map_metadata -1 -id3v2_version 0'
  const filter = `${trimmed},volume=${gain.toFixed(1)}dB,alimiter=limit=0.9:level=false`
  const out = `${voice}audio/${name}.mp3`
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', wave, '-af', filter, ...form.split(' '), out])
  rmSync(wave)
}

/** The engine marks a word it reads in another language; such a word would be gibberish. */
function seen(name, phonemes) {
  if (/\([a-z-]+\)/.test(phonemes))
    throw new Error(`${name} is read in a foreign tongue: ${phonemes}`)
}

const { marks, texts } = wanted()
const before = read(manifestFile, {})
const isHere = (name) => existsSync(`${voice}audio/${name}.mp3`)
const changed = Object.keys(marks).filter((name) => before[name] !== marks[name] || !isHere(name))
const over = languages
  .flatMap((language) => {
    const folder = `${voice}audio/${language}`
    return existsSync(folder) ? readdirSync(folder).map((file) => `${language}/${file}`) : []
  })
  .filter((file) => !(file.replace(/\.mp3$/, '') in marks))
const engines = ['espeak-ng --version', 'ffmpeg -version'].map((line) => line.split(' '))
const lacking = engines.find(([command, flag]) => spawnSync(command, [flag]).status !== 0)

if (changed.length > 0 && lacking !== undefined) {
  console.log(`Note: no ${lacking[0]} here; kiosk sentences not spoken anew: ${changed.length}.`)
  process.exit(process.argv.includes('--if-possible') ? 0 : 1)
}
for (const language of languages) mkdirSync(`${voice}audio/${language}`, { recursive: true })
for (const name of changed) make(name, texts[name])
for (const file of over) rmSync(`${voice}audio/${file}`)
if (changed.length + over.length > 0) {
  const sorted = Object.fromEntries(Object.entries(marks).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(manifestFile, `${JSON.stringify(sorted, null, 2)}\n`)
  console.log(`Spoken words: ${changed.length} made, ${over.length} taken away`)
}
