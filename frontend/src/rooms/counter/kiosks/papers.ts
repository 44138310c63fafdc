/** What the routes of numbered paper say and hear, and one function for each of them. */
import type { Items } from '@/net/api-types'
import { net } from '@/net/here'
import type { components } from '@/net/schema'

type Schemas = components['schemas']
export type Restock = Schemas['RestockView']
export type Packet = Schemas['PacketView']
export type Counted = Schemas['CountView']
export type Way = Restock['way']
export interface Sheet {
  code: string
  number: number
}
export interface RestockWish {
  way: Way
  kind: string
  packets: Packet[]
  /** The sheet seen first in the cassette, null when it was empty. */
  seen: Sheet | null
}

const part = encodeURIComponent
const restocks = (kiosk: string): string => `/counter/kiosks/${part(kiosk)}/restocks`

export const listRestocks = (kiosk: string): Promise<Items<Restock>> =>
  net().client.get(`${restocks(kiosk)}?limit=5`)
export const beginRestock = (kiosk: string, id: string, wish: RestockWish): Promise<Restock> =>
  net().client.put(`${restocks(kiosk)}/${id}`, wish)
export const confirmRestock = (kiosk: string, id: string, packets: Packet[]): Promise<Restock> =>
  net().client.put(`${restocks(kiosk)}/${id}/confirmation`, { packets })
export const cancelRestock = (kiosk: string, id: string): Promise<Restock> =>
  net().client.put(`${restocks(kiosk)}/${id}/cancellation`, {})
export const countCassette = (
  kiosk: string,
  id: string,
  body: { kind: string; found: Sheet | null; reason: string },
): Promise<Counted> => net().client.put(`/counter/kiosks/${part(kiosk)}/counts/${id}`, body)
