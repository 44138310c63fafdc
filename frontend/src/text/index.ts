/** The words of the product: t() takes a key that exists, in a language that is loaded. */
import { shallowRef } from 'vue'
import type aftercare from './aftercare/zh.json'
import type counter from './counter/zh.json'
import type einvoices from './einvoices/zh.json'
import type identity from './identity/zh.json'
import type kiosk from './kiosk/zh.json'
import type kit from './kit/zh.json'
import type payments from './payments/zh.json'
import type mail from './mail/zh.json'
import type papers from './papers/zh.json'
import type pending from './pending/zh.json'
import type places from './places/zh.json'
import type serving from './serving/zh.json'
import type taxpayer from './taxpayer/zh.json'
import type visit from './visit/zh.json'
import type visiting from './visiting/zh.json'
import type welcome from './welcome/zh.json'

export type Language = 'zh' | 'en'
/**
 * welcome is what a taxpayer sees before signing in; places are names of districts and fields;
 * serving is what a kiosk says once it is paired, aftercare what it says of sheets that came out;
 * visit is what a kiosk says to who applies at it, visiting what their phone asks meanwhile;
 * payments is what is said of paying and refunding, and of the bank;
 * pending is what a taxpayer hears of while a machine without a line must answer; einvoices is what
 * the pages of digital invoices and of their public check say, papers those of their documents,
 * batches and red letters; mail is what is told of orders and parcels.
 */
export type TextPart =
  | 'kit'
  | 'identity'
  | 'welcome'
  | 'places'
  | 'taxpayer'
  | 'kiosk'
  | 'serving'
  | 'aftercare'
  | 'payments'
  | 'mail'
  | 'pending'
  | 'visit'
  | 'visiting'
  | 'einvoices'
  | 'papers'
  | 'counter'
export type TextKey =
  | keyof typeof kit
  | keyof typeof identity
  | keyof typeof welcome
  | keyof typeof places
  | keyof typeof taxpayer
  | keyof typeof kiosk
  | keyof typeof serving
  | keyof typeof aftercare
  | keyof typeof payments
  | keyof typeof mail
  | keyof typeof pending
  | keyof typeof visit
  | keyof typeof visiting
  | keyof typeof einvoices
  | keyof typeof papers
  | keyof typeof counter
export type TextParams = Readonly<Record<string, string | number>>
type Words = Readonly<Record<string, string>>

const files = import.meta.glob<Words>('./*/*.json', { import: 'default' })
const words = shallowRef<Words>({})
const spoken = shallowRef<Language>('zh')
let parts: readonly TextPart[] = ['kit']
let latest: Promise<void> = Promise.resolve()

/** Fetches the words of a door's parts; t() changes only when all of them are here. */
export function loadText(language: Language, wanted?: readonly TextPart[]): Promise<void> {
  return inTurn(() => fetchText(language, wanted ?? parts))
}

/** Fetches more parts in the language now spoken; parts that are here already cost nothing. */
export function addText(more: readonly TextPart[]): Promise<void> {
  return inTurn(async () => {
    if (more.every((part) => parts.includes(part))) return
    await fetchText(spoken.value, [...new Set([...parts, ...more])])
  })
}

/** Two fetches at once would each forget what the other has brought. */
function inTurn(fetching: () => Promise<void>): Promise<void> {
  const own = latest.then(fetching)
  latest = own.catch(() => undefined)
  return own
}

async function fetchText(language: Language, wanted: readonly TextPart[]): Promise<void> {
  const loaded = await Promise.all(
    wanted.map((part) => {
      const load = files[`./${part}/${language}.json`]
      if (!load) throw new Error(`no words for ${part} in ${language}`)
      return load()
    }),
  )
  parts = wanted
  words.value = Object.assign({}, ...loaded) as Words
  spoken.value = language
}

/** The language now on the screen; reactive. */
export function language(): Language {
  return spoken.value
}

/** The locale for Intl and for the Accept-Language header. */
export function locale(): 'zh-CN' | 'en-GB' {
  return spoken.value === 'zh' ? 'zh-CN' : 'en-GB'
}

/** Words for a key; {name} is filled from params, "one sheet|{count} sheets" is chosen by count. */
export function t(key: TextKey, params: TextParams = {}): string {
  return fill(words.value[key] ?? key, params)
}

/** Whether a key made at run time (a reason code, a state) has words of its own. */
export function hasText(key: string): key is TextKey {
  return key in words.value
}

/** Words for a key made at run time, or the fallback when there are none. */
export function tOr(key: string, fallback: string, params: TextParams = {}): string {
  return hasText(key) ? t(key, params) : fallback
}

function fill(text: string, params: TextParams): string {
  const count = params['count']
  const [one, other] = text.split('|', 2)
  const chosen = other === undefined || one === undefined ? text : count === 1 ? one : other
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
