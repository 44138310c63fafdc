/** What the room's checks looked at, in words with their numbers. */
import { t, tOr, type TextParams } from '@/text'
import { yuanSign } from './show'
import type { MadeCheck } from './types'

export interface CheckWords {
  readonly finding: string
  readonly next: string
}

/** Amounts as money, codes by their names. */
export function paramsOf(check: Pick<MadeCheck, 'inputs'>): TextParams {
  const params: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(check.inputs)) {
    if (typeof value === 'number' && name.endsWith('_fen')) params[name] = yuanSign(value)
    else if (typeof value === 'string' || typeof value === 'number') params[name] = value
  }
  const named: Readonly<Record<string, string>> = {
    credit_grade: 'grade',
    taxpayer: 'equota.taxpayer',
    risk: 'equota.risk',
    status: 'status',
  }
  for (const [name, under] of Object.entries(named)) {
    const code = params[name]
    if (code !== undefined) params[name] = tOr(`${under}.${code}`, String(code))
  }
  return params
}

/** A check that failed: why, and what to do. */
export function checkWords(check: MadeCheck): CheckWords {
  const reason = check.reason ?? ''
  return {
    finding: tOr(`reason.${reason}`, t('echeck.failed'), paramsOf(check)),
    next: tOr(`echeck.next.${reason}`, t('problem.other.next')),
  }
}

/** Why the quota does not grow by itself; that it is too little says the banner already. */
export function extensionWords(checks: readonly MadeCheck[]): readonly string[] {
  return checks
    .filter((check) => !check.passed)
    .map((check) => checkWords(check).finding)
    .filter((words, place, all) => all.indexOf(words) === place)
}

/** One row of why the quota is so much; one without words of its own shows its rule alone. */
export function quotaRow(check: MadeCheck): { finding: string; rule: string } {
  const filed = check.code === 'filing' ? filingKey(check) : check.code
  const words = tOr(`equota.why.${filed}`, '', paramsOf(check))
  return { finding: /\{\w+\}/.test(words) ? '' : words, rule: check.rule }
}

function filingKey({ inputs, passed }: MadeCheck): string {
  if (inputs['due'] === null) return 'filing.none'
  return passed ? 'filing.done' : 'filing.open'
}
