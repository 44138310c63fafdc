/** What a clerk asks about confirmation forms of red invoices. */
import { net } from '@/net/here'
import type { RedForm, RedState } from '@/rooms/reds/types'

/** Why the tax office voids a form: the state it is put into. */
export const WHY = ['10', '11', '13'] as const
export type Why = (typeof WHY)[number]
/** From which states each of them can be reached. */
const FROM: Readonly<Record<Why, readonly RedState[]>> = {
  ...{ '10': ['01', '04'], '11': ['01', '02', '03', '04'], '13': ['01', '04'] },
}

const path = (form: string): string => `/counter/red-forms/${encodeURIComponent(form)}`

/** The page of a form. */
export function officePath(form: string) {
  return { path: '/red-forms', query: form === '' ? {} : { form } }
}

/** The reasons for which a form can be voided as it stands; none once its red invoice is issued. */
export function whyOf(form: Pick<RedForm, 'state' | 'red_id'>): readonly Why[] {
  if (form.red_id !== null) return []
  return WHY.filter((why) => FROM[why].includes(form.state))
}

export const seeForm = (form: string): Promise<RedForm> => net().client.get(path(form))
export const voidForm = (form: string, why: Why, reason: string): Promise<RedForm> =>
  net().client.put(`${path(form)}/voiding`, { state: why, reason })
