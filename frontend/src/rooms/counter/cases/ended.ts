/** How a case came to its end: who decided it, or what ended it by itself. */
import { t, tOr } from '@/text'
import { dateTime } from '@/text/format'
import type { CaseDetail } from '../api'
import { actorWords } from './words'

/** One sentence for a case that is over; what the applicant or a machine did is named as such. */
export function endedWords(about: CaseDetail): string {
  const at = dateTime(about.decided_at ?? about.opened_at)
  if (about.state !== 'resolved')
    return t('case.was', { who: actorWords(about.decided_by, about.names), at })
  const cause = causeOf(about)
  const what = cause === null ? '' : tOr(`event.${cause.kind}`, '')
  const verb = cause?.kind.slice(cause.kind.lastIndexOf(':') + 1) ?? ''
  const said = what === '' ? t('case.ended', { at }) : t('case.ended.by', { what, at })
  return tOr(`case.ended.${verb}`, said, { at, who: actorWords(cause?.person ?? '', about.names) })
}

/** The event that ended it: the house notes its kind, or only its last word. */
function causeOf({ history }: CaseDetail): { kind: string; person: string } | null {
  const newest = [...history].reverse()
  const end = newest.find(({ kind }) => kind === 'counter:case:resolved')
  const cause = end?.data['cause']
  if (typeof cause !== 'string') return null
  const step = newest.find(({ kind }) => kind === cause || kind.endsWith(`:${cause}`))
  return { kind: step?.kind ?? cause, person: step?.person ?? '' }
}
