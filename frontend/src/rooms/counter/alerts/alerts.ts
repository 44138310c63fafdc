/** What needs a person at a machine: what the routes say, and the words for it. */
import type { Items } from '@/net/api-types'
import { net } from '@/net/here'
import type { components } from '@/net/schema'
import { t, tOr } from '@/text'
import { leftWords, type Due } from '../cases/words'

export type Alert = components['schemas']['AlertView']

const SOON_SECONDS = 10 * 60
export const TONE = { high: 'bad', middle: 'warn', slight: 'note' } as const

export const listAlerts = (cursor: string | null): Promise<Items<Alert>> =>
  net().client.get(
    cursor === null ? '/counter/alerts' : `/counter/alerts?cursor=${encodeURIComponent(cursor)}`,
  )
/** `over` takes it though it is a colleague's. */
export const takeAlert = (id: string, over: boolean): Promise<Alert> =>
  net().client.put(`/counter/alerts/${encodeURIComponent(id)}/owner`, { over })

/** A kind of alert, or of one that is worse than its name: paper that ran low and is gone. */
function named({ kind, left }: Alert, part: 'kind' | 'next'): string {
  const usual = tOr(`alert.${part}.${kind}`, part === 'kind' ? kind : '')
  return left === 0 ? tOr(`alert.${part}.${kind}.none`, usual) : usual
}

/** What is wrong, and with which paper where it is about one. */
export function alertWords(alert: Alert): string {
  const { about } = alert
  const words = named(alert, 'kind')
  return about === '' ? words : `${words} · ${tOr(`kind.${about}`, about)}`
}

/** What is to be done about it. */
export const alertNext = (alert: Alert): string => named(alert, 'next')

/** How long there is; null when nothing is promised. */
export function alertDue({ due_at }: Alert, now: number): Due | null {
  return due_at === null ? null : leftWords(due_at, now, SOON_SECONDS)
}

/** What a clerk may do about whose it is. */
export function takingOf({ owner }: Alert, me: string): 'take' | 'over' | null {
  if (owner === null) return 'take'
  return owner === me ? null : 'over'
}

export function ownerWords({ owner, owner_name }: Alert, me: string): string {
  if (owner === null) return t('alerts.owner.none')
  return owner === me ? t('alerts.owner.me') : owner_name || t('actor.clerk')
}
