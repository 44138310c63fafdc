/** The ledger's events as a person reads them. */
import type { HistoryStep } from '@/net/api-types'
import { t, tOr } from '@/text'

const isCode = /^[a-z]+(-[a-z]+)*$/
const refused = 'pickup:pickup:collector-refused'
const isOfService = /^pickup:pickup:(reserved|opened)$/
const retracted = 'pickup:pickup:retracted'
const VERDICTS = ['pickup:pickup:report-closed', 'pickup:pickup:owed-again']
const cityDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })

/** When it happened: what a machine did without a line is only put on record later. */
export function happenedAt({ at, data }: HistoryStep): string {
  const acted = data['acted_at']
  return typeof acted === 'string' ? acted : at
}

/** Newest first by the time that is shown; numbers keep the order inside one instant. */
export function newestFirst(steps: readonly HistoryStep[]): HistoryStep[] {
  return [...steps].sort(
    (left, right) =>
      happenedAt(right).localeCompare(happenedAt(left)) || right.number - left.number,
  )
}

/** Newest first, parted by the city's calendar days. */
export function byDay(steps: readonly HistoryStep[]): { day: string; steps: HistoryStep[] }[] {
  const days: { day: string; steps: HistoryStep[] }[] = []
  for (const step of newestFirst(steps)) {
    const day = `${cityDay.format(new Date(happenedAt(step)))}T00:00:00+08:00`
    const last = days[days.length - 1]
    if (last?.day === day) last.steps.push(step)
    else days.push({ day, steps: [step] })
  }
  return days
}

/**
 * "Sheet 2 of 5 came out"; an event without words of its own shows its name rather than nothing.
 * `among` are the steps beside it: a verdict on paper that a machine took back is none on a report.
 */
export function titleOf(step: HistoryStep, among: readonly HistoryStep[] = []): string {
  const given = params(step)
  if (step.kind === refused && given['tries_left'] === 0) return t('history.locked')
  if (isOfPaperBack(step, among)) return tOr(`back.${step.kind}`, step.kind, given)
  const plain = tOr(`event.${step.kind}`, step.kind, given)
  // What a person's step led to at once was the checks' verdict, not that person's.
  const general = step.person.startsWith('person/') ? tOr(`asked.${step.kind}`, plain) : plain
  // What was asked for counts: a change of place must not read like a cancellation.
  const verb = step.kind.slice(step.kind.lastIndexOf(':') + 1)
  return given['wish'] === undefined ? general : tOr(`${verb}.${given['wish']}`, general, given)
}

/** Whether a clerk's word is about paper that nobody took from the tray. */
function isOfPaperBack({ kind, data }: HistoryStep, among: readonly HistoryStep[]): boolean {
  if (!VERDICTS.includes(kind)) return false
  const about = data['report_id']
  return among.some((one) => one.kind === retracted && one.data['report_id'] === about)
}

/** Whether the machine went on by itself: its order was opened since somebody showed a code. */
function isAlone(step: HistoryStep, among: readonly HistoryStep[]): boolean {
  const begun = among
    .filter((one) => one.subject === step.subject && one.number < step.number)
    .filter((one) => isOfService.test(one.kind))
    .sort((left, right) => right.number - left.number)[0]
  return step.person.startsWith('kiosk/') && begun?.kind === 'pickup:pickup:opened'
}

/** Reason, place or serial, where the event carries one, and which wish it left undone. */
export function detailOf(
  step: HistoryStep,
  undone = '',
  among: readonly HistoryStep[] = [],
): string {
  const { reason, site_name: site, code, number } = params(step)
  const serial =
    code !== undefined && number !== undefined
      ? t('history.serial', { code, number: String(number).padStart(8, '0') })
      : ''
  // A reason is a code of ours or a clerk's own words: a code without words says nothing to anybody.
  const own = isCode.test(String(reason ?? '')) ? '' : String(reason ?? '')
  const alone = reason === 'cancelled' && isAlone(step, among)
  const why = alone ? t('stop.alone') : tOr(`stop.${reason}`, own)
  const left = undone === '' ? '' : tOr(`overtaken.${undone}`, '')
  return [serial, site ?? '', why, left].filter(Boolean).join(' · ')
}

/** "You", a named role, or the system itself. */
export function whoOf(
  step: HistoryStep,
  me: string | null,
  among: readonly HistoryStep[] = [],
): string {
  const [kind = '', id = ''] = step.person.split('/')
  if (id !== '' && id === me) return t('history.you')
  if (kind === 'system' || kind === '') return t('history.system')
  if (kind === 'kiosk') return isAlone(step, among) ? t('history.kiosk') : collectorOf(step, me)
  return kind === 'clerk' || kind === 'staff'
    ? t('history.clerk')
    : id === ''
      ? kind
      : t('history.colleague')
}

/** At a kiosk the person is the collector: whose code the machine read. */
function collectorOf(step: HistoryStep, me: string | null): string {
  const collector = step.data['collector_id']
  if (typeof collector !== 'string') return t('history.kiosk')
  if (collector === me) return t('history.you')
  return step.data['loan_id'] === undefined ? t('history.colleague') : t('history.borrower')
}

/** The machine in words: a kiosk by its name, a person's own device by the end of its session. */
export function machineOf(step: HistoryStep): string {
  const [kind = '', id = ''] = step.machine.split('/')
  if (kind === 'kiosk') return t('history.machine', { machine: id })
  return kind === 'session' ? t('history.device', { tail: id.slice(-4) }) : ''
}

function params(step: HistoryStep): Record<string, string | number> {
  const kept: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(step.data)) {
    if (typeof value === 'string' || typeof value === 'number') kept[name] = value
  }
  return kept
}
