/** What became of an approved application's paper, for lists and the result page. */
import type { PickupLine, PickupState } from '@/net/api-types'
import { t } from '@/text'
import { serial } from '@/text/format'
import { closedAs, inHand, isLeaving, isTakenBack, toneOf } from './states'

export interface Standing {
  readonly words: string
  readonly tone: 'good' | 'note' | 'warn' | 'plain'
}
type Counts = Pick<PickupLine, 'handed_count' | 'count'>
type Known = Pick<PickupLine, 'handed_count' | 'ended'> &
  Partial<Pick<PickupLine, 'report'>> & { state: PickupState }

/** One word for it: part of the paper in hand is said as such, whatever the code does. */
export function standingOf(pickup: Known): Standing {
  const { state, handed_count: handed } = pickup
  if (isTakenBack(pickup)) return { words: t('handed.back'), tone: 'warn' }
  const part = handed > 0 && (state === 'issued' || state === 'closed')
  if (part) return { words: t('handed.part'), tone: state === 'issued' ? 'warn' : 'plain' }
  if (state === 'issued') return { words: t('handed.waiting'), tone: 'good' }
  if (state === 'dispensed') return { words: t('handed.all'), tone: 'good' }
  if (state === 'closed') return { words: t(`pickup.${closedAs(pickup)}`), tone: 'plain' }
  return { words: t(`pickup.${state}`), tone: toneOf(state) }
}

/** Each application's standing by its pickup's id; what is not known is not said. */
export function standings(pickups: readonly PickupLine[]): (id: string | null) => Standing | null {
  const known = new Map(pickups.map((pickup) => [pickup.id, standingOf(pickup)]))
  return (id) => (id === null ? null : (known.get(id) ?? null))
}

/** The numbers handed over, neighbours drawn together. */
export function serialsOf(pickup: Pick<PickupLine, 'serials'>): string[] {
  return pickup.serials.map(({ code, first, last }) =>
    first === last ? `${code} ${serial(first)}` : `${code} ${serial(first)}–${serial(last)}`,
  )
}

/** What is in hand and what may still be fetched. */
export function restWords({ handed_count: handed, count }: Counts): string {
  return t('moment.remainder', { handed, count: count - handed })
}

/** The end of a code: what was handed over before is said with what is given up. */
export function endWords(pickup: Pick<PickupLine, 'handed_count' | 'count' | 'ended'>): string {
  const { handed_count: handed, count } = pickup
  return handed > 0
    ? t(`moment.${closedAs(pickup)}.part`, { handed, left: count - handed })
    : t(`moment.${closedAs(pickup)}.next`)
}

/** Verdict, next step and numbers once something happened to the paper; null while it waits. */
export function momentOf(
  pickup: PickupLine,
): { verdict: string; next: string; serials: string[] } | null {
  const { state, handed_count: handed, count } = pickup
  if (state === 'issued' && handed === 0) return null
  return { verdict: standingOf(pickup).words, next: nextOf(), serials: serialsOf(pickup) }

  function nextOf(): string {
    if (isTakenBack(pickup)) return t('moment.back.next', { count: pickup.report?.taken_back ?? 0 })
    switch (state) {
      case 'dispensed':
        return t('moment.dispensed', { count: handed })
      case 'issued':
        return isLeaving(pickup) ? t('moment.dispensed', { count: handed }) : restWords(pickup)
      case 'dispensing':
        return t('moment.dispensing.next')
      case 'closed':
        return endWords(pickup)
      default:
        return t(`moment.${state}.next`, { handed: inHand(pickup), count })
    }
  }
}
