/** What a clerk found in a silent machine and what became of its sheets, read afterwards. */
import type { HistoryStep, Segment } from '@/net/api-types'
import { serialsOf } from '@/rooms/pickup/handed'
import { t } from '@/text'
import { serial } from '@/text/format'
import type { CaseDetail, Finding } from '../api'
import { segmentsOf } from './settling'

export interface Fact {
  readonly name: string
  readonly value: string
}

/** What the clerk saw and was told: the decision itself. */
function seenFacts({ next_code: code, next_serial: number, taken }: Finding): readonly Fact[] {
  const seen =
    code === null || number === null ? t('settle.seen.empty') : `${code} ${serial(number)}`
  return [
    { name: t('settle.was.seen'), value: seen },
    { name: t('settle.was.taken'), value: sheetWords(taken) },
  ]
}

/** What became of every sheet that was set aside: the event that the decision led to. */
function becameFacts({ data }: HistoryStep): readonly Fact[] {
  return (['given', 'set_apart', 'released'] as const)
    .filter((name) => name in data)
    .map((name) => ({ name: t(`settle.was.${name}`), value: sheetWords(segmentsOf(data[name])) }))
}

function sheetWords(segments: readonly Segment[]): string {
  const count = segments.reduce((sum, { first, last }) => sum + last - first + 1, 0)
  return count === 0
    ? t('settle.was.sheets', { count })
    : t('settle.was.some', {
        count,
        serials: serialsOf({ serials: [...segments] }).join(t('kit.and')),
      })
}

/** The event a case's settlement led to: the first one after that which opened the case. */
function settledIn({ id, subject_id: subject, history }: CaseDetail): HistoryStep | undefined {
  const opened = Number(id.slice(id.lastIndexOf('-') + 1))
  return history.find(
    ({ kind, subject: of, number }) =>
      kind === 'pickup:pickup:settled' && of === `pickup/${subject}` && number > opened,
  )
}

/** All that is known of a closed case's finding; nothing where none was made. */
export function foundFacts(about: CaseDetail): readonly Fact[] {
  if (!about.finding) return []
  const settled = settledIn(about)
  return [...seenFacts(about.finding), ...(settled ? becameFacts(settled) : [])]
}

/** Whether the decision was made a moment ago and has not led to its event yet. */
export function isBeingRecorded(about: CaseDetail, now: number): boolean {
  const lately = now - Date.parse(about.decided_at ?? '') < RECORDING_MS
  const unsettled = Boolean(about.finding) && settledIn(about) === undefined
  const undecided = about.state === 'decided' && about.application?.state === 'referred'
  return lately && (unsettled || undecided)
}
const RECORDING_MS = 60_000

/** The same of one step of the history, in one line; empty for any other step. */
export function foundWords(step: HistoryStep): string {
  if (step.kind === 'pickup:pickup:settled') return inWords(becameFacts(step))
  const { outcome, next_code: code, next_serial: number, taken } = step.data
  if (step.kind !== 'counter:case:decided' || outcome !== 'settle') return ''
  return inWords(
    seenFacts({
      next_code: typeof code === 'string' ? code : null,
      next_serial: typeof number === 'number' ? number : null,
      taken: [...segmentsOf(taken)],
    }),
  )
}

const inWords = (facts: readonly Fact[]): string =>
  facts.map(({ name, value }) => t('settle.was.fact', { name, value })).join(' · ')
