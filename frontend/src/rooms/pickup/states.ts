/** How the states of a pickup look and which of them still have a code to show. */
import type { PickupLine, PickupState } from '@/net/api-types'

/** The colour that helps the words. */
export function toneOf(state: PickupState): 'good' | 'note' | 'warn' | 'plain' {
  switch (state) {
    case 'issued':
      return 'good'
    case 'reserved':
    case 'dispensing':
      return 'note'
    case 'open':
      return 'warn'
    case 'dispensed':
    case 'closed':
      return 'plain'
  }
}

/** The words of an end: given up or sent by its owner, or past its time. */
export function closedAs(pickup: Pick<PickupLine, 'ended'>): 'cancelled' | 'mailed' | 'closed' {
  const { ended } = pickup
  return ended === 'cancelled' || ended === 'mailed' ? ended : 'closed'
}

/** Sheets in the person's hands: those of services past, and those this one has confirmed. */
export function inHand(pickup: Pick<PickupLine, 'handed_count' | 'reservation'>): number {
  return pickup.handed_count + (pickup.reservation?.confirmed ?? 0)
}

/** Given up or past its time, though a machine must answer first: nobody should go for it. */
export function isLeaving({ wish }: Pick<PickupLine, 'wish'>): boolean {
  return wish !== null && wish !== undefined && wish.kind !== 'move'
}

/** Whether it still waits for its owner. */
export function isCurrent(state: PickupState): boolean {
  return state !== 'dispensed' && state !== 'closed'
}

/** Nobody took it from the tray: it is in nobody's hands before a clerk has looked. */
export function isTakenBack({ report }: Partial<Pick<PickupLine, 'report'>>): boolean {
  return report?.outcome === null && report.taken_back > 0
}
