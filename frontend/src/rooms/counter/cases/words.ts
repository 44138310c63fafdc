/** A case in words: what it is about, why a person must look, and how urgent it is. */
import type { Check, HistoryStep } from '@/net/api-types'
import type { Case, Inputs, Why } from '../api'
import { t, tOr } from '@/text'
import { dateTime, money, span } from '@/text/format'

/** Names by actor, by place, by whatever the API calls something by id. */
export type Names = Readonly<Record<string, string>>

/** Numbers and texts of a reason, ready to be put into a sentence; fen as money. */
export function paramsOf(inputs: Inputs): Record<string, string | number> {
  const params: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(inputs)) {
    if (typeof value === 'number' && name.endsWith('_fen')) params[name] = money(value)
    else if (typeof value === 'string' || typeof value === 'number') params[name] = value
  }
  const { kind, credit_grade: grade, status } = params
  if (kind !== undefined) params['kind'] = tOr(`kind.${kind}`, String(kind))
  if (grade !== undefined) params['credit_grade'] = tOr(`grade.${grade}`, String(grade))
  if (typeof params['role'] === 'string')
    params['role'] = tOr(`role.${params['role']}`, params['role'])
  if (status !== undefined) params['status'] = tOr(`status.${status}`, String(status))
  return params
}

/** One reason as a sentence; a code without words is shown as it is, not hidden. */
export function whyWords(why: Why): string {
  const { code, inputs } = why
  const params = paramsOf(inputs)
  const named = [
    `case.why.${code}`,
    `staff.reason.${code}`,
    `reason.${code}`,
    `reason.${String(inputs['reason'] ?? '')}`,
  ]
  for (const key of named) {
    const words = tOr(key, '', params)
    if (words !== '' && !/\{\w+\}/.test(words)) return words
  }
  return tOr(`check.${code}`, code)
}

/** A check's finding for staff: where the applicant reads "you", staff read "the applicant". */
export function findingWords(check: Check, usual: string): string {
  const key = check.passed ? `check.${check.code}.passed` : `reason.${check.reason ?? ''}`
  return tOr(`staff.${key}`, usual)
}

/** What the inputs of a check are called, with values a person can read. */
export function inputWords(
  inputs: Inputs,
  places: Names = {},
): readonly { name: string; value: string }[] {
  const params = { ...paramsOf(inputs) }
  const place = places[String(inputs['site_id'])]
  if (place !== undefined) params['site_id'] = place
  return Object.entries(inputs).map(([name, value]) => ({
    name: tOr(`input.${name}`, name),
    value: valueWords(params[name] ?? value),
  }))
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return t(value ? 'counter.yes' : 'counter.no')
  return typeof value === 'object'
    ? JSON.stringify(value)
    : tOr(`value.${String(value)}`, String(value))
}

export interface Due {
  readonly words: string
  readonly tone: 'plain' | 'warn' | 'bad'
}

const SOON_SECONDS = 4 * 3600

/** How long there is for a case. */
export function dueWords(one: Case, now: number): Due {
  if (one.state !== 'open') return { words: dateTime(one.due_at), tone: 'plain' }
  return leftWords(one.due_at, now, SOON_SECONDS)
}

/** How long there is until an instant; past it, it says by how much. `soon` in seconds. */
export function leftWords(due: string, now: number, soon: number): Due {
  const left = (Date.parse(due) - now) / 1000
  if (left < 0) return { words: t('cases.overdue', { span: span(-left) }), tone: 'bad' }
  return { words: t('cases.left', { span: span(left) }), tone: left < soon ? 'warn' : 'plain' }
}

/** Who acted, by name; without one the end of the id: enough to tell two colleagues apart. */
export function actorWords(actor: string | null, names: Names = {}): string {
  if (actor === null || actor === '') return t('actor.system')
  const [kind = '', id = ''] = actor.split('/')
  if (kind === 'system') return t('actor.system')
  const called = names[actor] ?? (kind === 'kiosk' ? id : id.slice(-4))
  return `${tOr(`actor.${kind}`, kind)} ${called}`.trim()
}

/** Who did a step: at a kiosk the person is the collector whose code the machine read. */
export function stepPersonWords(step: HistoryStep, names: Names = {}): string {
  const collector = step.data['collector_id']
  const atKiosk = step.person.startsWith('kiosk/') && typeof collector === 'string'
  return actorWords(atKiosk ? `person/${String(collector)}` : step.person, names)
}

/**
 * Where it was done: a kiosk by its id, a person's device by the end of its session, the house
 * itself.
 */
export function machineWords(machine: string | null, actor: string | null = null): string {
  const [kind = '', id = ''] = (machine || actor || '').split('/')
  if (kind === 'kiosk') return id
  return kind === 'session' ? t('machine.device', { id: id.slice(-4) }) : t('machine.server')
}
