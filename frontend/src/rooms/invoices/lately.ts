/** Which applications a company's page names: what is still open, then what came last. */
import type { ApplicationSummary } from '@/net/api-types'

/** Takes them newest first. What a clerk has not decided stays on top, however many came since. */
export function latelyOf(
  all: readonly ApplicationSummary[],
  least: number,
): readonly ApplicationSummary[] {
  const open = all.filter(({ state }) => state === 'referred')
  const rest = all.filter(({ state }) => state !== 'referred')
  return [...open, ...rest.slice(0, Math.max(0, least - open.length))]
}
