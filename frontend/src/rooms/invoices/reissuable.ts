/** Which expired orders are still one tap away. */
import type { ApplicationSummary } from '@/net/api-types'

/** Takes the server's time in milliseconds; a successor that failed leaves the tap open. */
export function isReissuable(
  application: ApplicationSummary,
  now: number,
  find: (id: string) => ApplicationSummary | undefined = () => undefined,
): boolean {
  const until = application.returned?.until
  if (!until || Date.parse(until) < now) return false
  if (application.reissued_as === null) return true
  const successor = find(application.reissued_as)
  return successor?.state === 'refused' || successor?.state === 'withdrawn'
}
