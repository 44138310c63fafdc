/** What moved a quota, with its amounts: a step's own words are general, its numbers are not. */
import type { HistoryStep } from '@/net/api-types'
import { tOr } from '@/text'
import { yuanSign } from '../show'

/** The step with what it moved where a history shows a reason; as it is where it moved nothing. */
export function withAmounts(step: HistoryStep): HistoryStep {
  const params: Record<string, string> = {}
  for (const [name, value] of Object.entries(step.data)) {
    if (typeof value === 'number' && name.endsWith('_fen')) params[name] = yuanSign(value)
    else if (typeof value === 'string') params[name] = value
  }
  const verb = step.kind.slice(step.kind.lastIndexOf(':') + 1)
  const words = tOr(`equota.move.${verb}`, '', params)
  if (words === '' || /\{\w+\}/.test(words)) return step
  return { ...step, data: { ...step.data, reason: words } }
}
