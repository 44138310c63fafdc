/** What an owner asks the server for about the other forms of a code. */
import type { Forms, Pickup } from '@/net/api-types'
import { net } from '@/net/here'
import { newId } from '@/net/ids'

export interface LoanWish {
  phone: string
  name: string
  until: string
}

/**
 * One wish keeps one id however often it is sent; another wish gets another. So a lost answer never
 * makes a second thing.
 */
export function wishIds(): (wish: unknown) => string {
  let last = ''
  let id = ''
  return (wish) => {
    const said = JSON.stringify(wish)
    if (said !== last || id === '') id = newId()
    last = said
    return id
  }
}

export const readForms = (pickup: string): Promise<Forms> =>
  net().client.get<Forms>(`/pickups/${pickup}/forms`)

export const makeLink = (pickup: string, id: string): Promise<Forms> =>
  net().client.put<Forms>(`/pickups/${pickup}/link/${id}`, {})

export async function revokeLink(pickup: string, id: string): Promise<void> {
  await net().client.ask('DELETE', `/pickups/${pickup}/link/${id}`)
}

export const makeNewCode = (pickup: string, id: string): Promise<Pickup> =>
  net().client.put<Pickup>(`/pickups/${pickup}/code/${id}`, {})

export const lend = (pickup: string, id: string, wish: LoanWish): Promise<Pickup> =>
  net().client.put<Pickup>(`/pickups/${pickup}/loan/${id}`, wish)

export async function takeBack(pickup: string, id: string): Promise<Pickup> {
  return (await net().client.ask<Pickup>('DELETE', `/pickups/${pickup}/loan/${id}`)).data
}
