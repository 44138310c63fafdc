/** What is said of an application for another quota. */
import { t } from '@/text'
import type { Adjustment } from '../types'

export const STATE_TONES = {
  applied: 'warn',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'plain',
} as const

export function lastingWords({ lasting, month }: Pick<Adjustment, 'lasting' | 'month'>): string {
  return t(`equota.lasting.${lasting}.of`, { month })
}
