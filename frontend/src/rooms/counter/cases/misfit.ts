/** What a machine's journal tells beside what the books say, row by row, and where they differ. */
import { t, tOr, type TextKey } from '@/text'
import { dateTime, serial } from '@/text/format'
import type { CaseDetail, Inputs, Why } from '../api'
import { segmentsOf } from './settling'
import { sheetsIn } from './shortage'

export interface Row {
  readonly id: string
  readonly name: string
  readonly journal: string
  readonly books: string
  readonly differs: boolean
}
/** A dispute that a clerk decides: its number, its machine, and the sheets set apart for it. */
export interface Dispute {
  readonly number: number
  readonly kiosk: string
  readonly count: number
}
const GONE = ['journal-gap', 'journal-entry-differs', 'journal-unreadable']
const NONE = '—'

/** The reasons of a case that speak of a journal. */
export const misfitsOf = ({ why }: CaseDetail): readonly Why[] =>
  why.filter(({ code, inputs }) => 'told' in inputs || GONE.includes(code))

/** Whether a machine's journal is not whole, so that it must be counted. */
export const isBroken = ({ why }: CaseDetail): boolean =>
  why.some(({ code }) => GONE.includes(code))

/** The disputes that joined a case that was open already: each waits for the clerk's word. */
export function joinedTo(about: CaseDetail): readonly Dispute[] {
  const opened = Number(about.id.slice(about.id.lastIndexOf('-') + 1))
  return about.why
    .filter(({ code }) => code === 'journal-disputed')
    .map(disputeOf)
    .filter(({ number }) => number !== opened)
}

export const disputeOf = ({ inputs }: Why): Dispute => ({
  number: Number(inputs['number'] ?? 0),
  kiosk: String(inputs['kiosk_id'] ?? ''),
  count: sheetsIn(segmentsOf(inputs['apart'])),
})

/** Where they differ, in words; nothing where the reason itself says it all. */
export function causeWords({ inputs }: Why): string {
  const cause = inputs['cause']
  if (typeof cause !== 'string') return ''
  return t('misfit.cause', { cause: tOr(`misfit.cause.${cause}`, cause) })
}

export function rowsOf(why: Why): readonly Row[] {
  const { inputs } = why
  const rows = GONE.includes(why.code) ? gapRows(inputs) : serviceRows(inputs)
  const received = inputs['received_at']
  return [
    ...rows,
    row('received', 'misfit.times', timesOf(part(inputs, 'told')), receivedWords(received)),
    row('skew', 'misfit.skew', skewWords(inputs['clock_skew_seconds']), NONE),
  ]
}

function gapRows(inputs: Inputs): Row[] {
  const first = t('misfit.entries.first', { number: text(inputs['first']) })
  const expected = t('misfit.entries.expected', { number: text(inputs['expected']) })
  return [
    row('kiosk', 'misfit.machine', text(inputs['kiosk_id']), text(inputs['kiosk_id'])),
    row('entries', 'misfit.entries', first, expected, true),
  ]
}

function serviceRows(inputs: Inputs): Row[] {
  const [told, books] = [part(inputs, 'told'), part(inputs, 'books')]
  if (!('books' in inputs)) return strayRows(inputs, told)
  const ended = told['ended'] === null ? 'open-end' : text(told['ended'])
  return [
    compared('kiosk', 'misfit.machine', inputs['kiosk_id'], books['lease_kiosk_id']),
    compared('fencing', 'misfit.fencing', told['fencing'], books['fencing']),
    compared('generation', 'misfit.generation', told['generation'], books['generation']),
    compared('count', 'misfit.count', told['count'], books['remaining']),
    sheetRow('out', 'misfit.out', told['out'], books['handed']),
    ...stuckRow(told),
    row(
      'state',
      'misfit.state',
      tOr(`misfit.state.${ended}`, tOr(`stop.${ended}`, ended)),
      tOr(`pickup.${text(books['state'])}`, text(books['state'])),
    ),
    row('apart', 'misfit.apart', NONE, sheetWords(inputs['apart'])),
  ]
}

function strayRows(inputs: Inputs, told: Inputs): Row[] {
  const unknown = t('misfit.pickup.unknown')
  return [
    row('kiosk', 'misfit.machine', text(inputs['kiosk_id']), NONE),
    row('pickup', 'misfit.pickup', text(inputs['pickup_id']), unknown, true),
    row('count', 'misfit.count', text(told['count']), NONE),
    row('out', 'misfit.out', sheetWords(told['out']), NONE),
    ...stuckRow(told),
    row('apart', 'misfit.apart', NONE, sheetWords(inputs['serials'])),
  ]
}

function stuckRow(told: Inputs): Row[] {
  const stuck = sheetWords(told['stuck'])
  return stuck === NONE ? [] : [row('stuck', 'misfit.stuck', stuck, NONE)]
}

const row = (id: string, key: TextKey, journal: string, books: string, differs = false): Row => ({
  id,
  name: t(key),
  journal,
  books,
  differs,
})
/** What neither side knows does not differ. */
function compared(id: string, key: TextKey, journal: unknown, books: unknown): Row {
  const [left, right] = [text(journal), text(books)]
  return row(id, key, left, right, left !== right)
}
function sheetRow(id: string, key: TextKey, journal: unknown, books: unknown): Row {
  const [left, right] = [sheetWords(journal), sheetWords(books)]
  return row(id, key, left, right, left !== right)
}

function timesOf(told: Inputs): string {
  const [from, to] = [told['began_at'], told['ended_at']]
  if (typeof from !== 'string' || typeof to !== 'string') return NONE
  return t('misfit.times.span', { from: dateTime(from), to: dateTime(to) })
}
const receivedWords = (at: unknown): string =>
  typeof at === 'string' ? t('misfit.received', { at: dateTime(at) }) : NONE

function skewWords(seconds: unknown): string {
  if (typeof seconds !== 'number') return NONE
  if (seconds === 0) return t('misfit.skew.none')
  const key = seconds > 0 ? 'misfit.skew.seconds' : 'misfit.skew.behind'
  return t(key, { count: Math.abs(seconds) })
}

function sheetWords(value: unknown): string {
  const ranges = segmentsOf(value)
  if (ranges.length === 0) return NONE
  return ranges
    .map(({ code, first, last }) =>
      last > first ? `${code} ${serial(first)}–${serial(last)}` : `${code} ${serial(first)}`,
    )
    .join(t('kit.and'))
}

const text = (value: unknown): string =>
  value === null || value === undefined || value === '' ? NONE : String(value)
const part = (inputs: Inputs, name: string): Inputs => {
  const value = inputs[name]
  return typeof value === 'object' && value !== null ? (value as Inputs) : {}
}
