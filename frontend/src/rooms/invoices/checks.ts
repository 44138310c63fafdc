/**
 * The ten checks in words: what was looked at with its numbers, and what to do about the ones that
 * failed.
 */
import type { Check } from '@/net/api-types'
import { t, tOr, type TextParams } from '@/text'
import { date } from '@/text/format'
import { kindName } from './names'

export interface CheckWords {
  number: number
  passed: boolean
  refers: boolean
  title: string
  finding: string
  next: string
}

/**
 * Takes one check as the server made it; a check or reason we have no words for still gives a
 * sentence.
 */
export function wordsOf(check: Check): CheckWords {
  const params = paramsOf(check)
  const reason = check.reason ?? ''
  const finding = check.passed
    ? tOr(`check.${check.code}.passed`, t('check.passed'), params)
    : tOr(`reason.${reason}`, t('check.failed'), params)
  return {
    number: check.number,
    passed: check.passed,
    refers: check.on_failure === 'refer',
    title: tOr(`check.${check.code}`, check.code),
    finding: complete(finding) ? finding : t(check.passed ? 'check.passed' : 'check.failed'),
    next: check.passed ? '' : nextStep(check, reason, params),
  }
}

/** Failed checks first, each group in the order of the rules. */
export function inOrder(checks: readonly Check[]): { failed: CheckWords[]; passed: CheckWords[] } {
  const words = [...checks].sort((left, right) => left.number - right.number).map(wordsOf)
  return {
    failed: words.filter((each) => !each.passed),
    passed: words.filter((each) => each.passed),
  }
}

// "At most 0 sheets" helps nobody: where nothing is left the advice is another one.
function nextStep(check: Check, reason: string, params: TextParams): string {
  const nothing = params['left'] === 0 || params['free'] === 0
  const general = t(check.on_failure === 'refer' ? 'check.refer.next' : 'check.refuse.next')
  const usual = tOr(`reason.${reason}.next`, general, params)
  return nothing ? tOr(`reason.${reason}.next.none`, usual) : usual
}

function paramsOf(check: Check): TextParams {
  const params: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(check.inputs)) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value
  }
  const { kind, credit_grade: grade, status, overdue_return: overdue } = params
  if (typeof kind === 'string') params['kind'] = kindName(kind)
  if (typeof grade === 'string') params['credit_grade'] = tOr(`grade.${grade}`, grade)
  if (status !== undefined) params['status'] = tOr(`status.${status}`, String(status))
  if (overdue !== undefined) params['overdue_return'] = String(overdue)
  for (const name of ['effective_from', 'effective_to', 'day']) {
    const day = params[name]
    if (typeof day === 'string' && /^\d{4}-\d{2}-\d{2}/.test(day))
      params[name] = date(`${day.slice(0, 10)}T00:00:00+08:00`)
  }
  return params
}

// A sentence with a hole in it says less than a plain one.
function complete(words: string): boolean {
  return !/\{\w+\}/.test(words)
}
