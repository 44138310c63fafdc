/** Sheets set apart and histories of serials: what the routes say, and it in words. */
import type { Items } from '@/net/api-types'
import { net } from '@/net/here'
import type { components } from '@/net/schema'
import { t, tOr } from '@/text'
import { serial } from '@/text/format'
import type { Packet, Sheet } from '../kiosks/papers'
import { actorWords } from '../cases/words'

type Schemas = components['schemas']
export type Lot = Schemas['LotView']
export type Outcome = Lot['may'][number]
export type Ruling = Schemas['RulingView']
export type Trace = Schemas['TraceView']
export type Serial = Schemas['SerialView']
export interface Place {
  site: string
  kiosk: string
}
export interface RulingWish {
  outcome: Outcome
  packets: Packet[]
  reason: string
  version: number
}

const part = encodeURIComponent
const LONGEST = 8
const lot = ({ kiosk_id, id }: Pick<Lot, 'kiosk_id' | 'id'>): string =>
  `/counter/apart/${part(kiosk_id)}/${part(id)}`

export function listApart(place: Place | null, cursor: string | null): Promise<Items<Lot>> {
  const query = new URLSearchParams()
  if (place !== null) query.set('site_id', place.site)
  if (place !== null && place.kiosk !== '') query.set('kiosk_id', place.kiosk)
  if (cursor !== null) query.set('cursor', cursor)
  const text = query.toString()
  return net().client.get(text === '' ? '/counter/apart' : `/counter/apart?${text}`)
}
export const decide = (of: Lot, id: string, wish: RulingWish): Promise<Lot> =>
  net().client.put(`${lot(of)}/decisions/${part(id)}`, wish)
export const answer = (of: Lot, id: string, agrees: boolean): Promise<Lot> =>
  net().client.put(`${lot(of)}/decisions/${part(id)}/answer`, { agrees })
export const traceOf = ({ code, number }: Sheet, cursor: string | null): Promise<Serial> =>
  net().client.get(
    `/counter/serials/${part(code)}/${number}${cursor === null ? '' : `?cursor=${part(cursor)}`}`,
  )

/** Code and number as typed into two fields, null while they are none. */
export function typedSheet(code: string, number: string): Sheet | null {
  const plain = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '')
  const [given, digits] = [plain(code), plain(number)]
  if (!/^(\d{10}|\d{12})$/.test(given) || !/^\d{1,8}$/.test(digits)) return null
  return Number(digits) > 0 ? { code: given, number: Number(digits) } : null
}

/** What one scan of a bar code holds, told apart; null for anything shorter. */
export function scannedApart(text: string): { code: string; number: string } | null {
  const plain = text.normalize('NFKC').replace(/[\s-]/g, '')
  if (!/^(\d{18}|\d{20})$/.test(plain)) return null
  return { code: plain.slice(0, -LONGEST), number: plain.slice(-LONGEST) }
}

/** A stretch of numbers, as long as it lies within one packet. */
export function within(packets: readonly Packet[], first: string, last: string): Packet | null {
  const [from, to] = [first, last].map((text) => Number(text.normalize('NFKC').trim()))
  if (from === undefined || to === undefined || !(from > 0) || !(to >= from)) return null
  const holder = packets.find((one) => one.first <= from && to <= one.last)
  return holder === undefined ? null : { code: holder.code, first: from, last: to }
}

export const packetWords = ({ code, first, last }: Packet): string =>
  first === last ? `${code} ${serial(first)}` : `${code} ${serial(first)}–${serial(last)}`
export const sheetWords = (code: string, number: number): string => `${code} ${serial(number)}`
export const whyWords = ({ why }: Pick<Lot, 'why'>): string => tOr(`paper.why.${why}`, why)
export const outcomeWords = (outcome: string): string => tOr(`paper.outcome.${outcome}`, outcome)
export const placeWords = (place: string): string => tOr(`trail.place.${place}`, place)
export const eventWords = ({ kind }: Trace): string => tOr(`trail.${kind}`, kind)
export const proposals = ({ decisions }: Lot): Ruling[] =>
  decisions.filter((one) => one.stand === 'proposed')
export const byWords = ({ by, by_name }: Ruling): string => by_name || actorWords(by)

/** Who acted; a machine did what the collector's code asked of it. */
export function personWords({ person, person_name, affected }: Trace): string {
  if (person.startsWith('kiosk/') && affected !== null) return whoseWords(affected)
  return person_name || actorWords(person)
}

/** Whom it concerns, as far as staff may know. */
export function whoseWords(affected: Lot['affected']): string {
  if (affected === null) return t('paper.whose.none')
  return [affected.company, affected.collector].filter(Boolean).join(' · ')
}

/** Why, with which outcome, and what was printed in whose place. */
export function detailWords(trace: Trace): string {
  const { outcome, reason, why, replaced, replaces } = trace
  return [
    outcome === null ? '' : outcomeWords(outcome),
    reason ?? '',
    why === null || why === '' || trace.place !== 'apart' ? '' : whyWords({ why }),
    replaced === null ? '' : t('trail.replaced', { serial: packetWords(replaced) }),
    replaces === null ? '' : t('trail.replaces', { serial: packetWords(replaces) }),
  ]
    .filter(Boolean)
    .join(' · ')
}
