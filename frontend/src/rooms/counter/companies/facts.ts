/** The facts a company is judged by: which values each may take, and how they read. */
import { t, tOr } from '@/text'
import type { FactLine } from '../api'

export const FACT_NAMES = [
  'status',
  'credit_grade',
  'verified_use',
  'overdue_return',
  'risk_block',
  'vat_filed',
] as const
export type FactName = (typeof FACT_NAMES)[number]

const STATUSES = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
  '12',
  '13',
  '99',
]
const CHOICES: Readonly<Partial<Record<FactName, readonly string[]>>> = {
  status: STATUSES,
  credit_grade: ['A', 'B', 'M', 'C', 'D', 'unrated'],
  verified_use: ['yes', 'no'],
}

/** The values to choose from; null when the value is free text. */
export function choicesFor(name: string): readonly { value: string; words: string }[] | null {
  const values = CHOICES[name as FactName]
  return values === undefined
    ? null
    : values.map((value) => ({ value, words: valueWords(name, value) }))
}

export function valueWords(name: string, value: string): string {
  if (name === 'status') return `${value} ${tOr(`status.${value}`, '')}`.trim()
  if (name === 'credit_grade') return tOr(`grade.${value}`, value)
  return value === 'none' || value === 'yes' || value === 'no' ? t(`fact.${value}`) : value
}

export function factWords(name: string): string {
  return tOr(`fact.name.${name}`, name)
}

/** Today's facts on top in the order of the checks, then what they replaced, newest first. */
export function inOrder(
  facts: readonly FactLine[],
  inForce: Readonly<Record<string, string>>,
): readonly (FactLine & { now: boolean })[] {
  const marked = facts.map((fact) => ({ ...fact, now: inForce[fact.name] === fact.id }))
  const rank = (name: string): number => FACT_NAMES.indexOf(name as FactName)
  const current = marked
    .filter((fact) => fact.now)
    .sort((left, right) => rank(left.name) - rank(right.name))
  const past = marked
    .filter((fact) => !fact.now)
    .sort((left, right) => right.recorded_at.localeCompare(left.recorded_at))
  return [...current, ...past]
}
