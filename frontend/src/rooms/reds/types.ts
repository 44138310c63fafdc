/** What the routes of the red letter say, under the names the pages use. */
import type { components } from '@/net/schema'

type Schemas = components['schemas']

export type RedForm = Schemas['RedFormView']
export type RedState = RedForm['state']
export type Reason = RedForm['reason']
export type Party = RedForm['filed_for']
export type Blue = Schemas['EInvoiceView']
export type Filing = Schemas['FilingBody']

/** The list of forms, and one of them. */
export function formsPath(company: string, form?: string): string {
  return `/companies/${company}/red-forms${form === undefined ? '' : `/${form}`}`
}

/** The page of a form; the list without one. */
export function pageOf(company: string, form?: string): string {
  return `/companies/${company}/reds${form === undefined ? '' : `/${form}`}`
}

/** The route of an invoice, as a party sees it. */
export function bluePath(company: string, party: Party, invoice: string): string {
  const list = party === 'seller' ? 'e-invoices' : 'received-e-invoices'
  return `/companies/${company}/${list}/${invoice}`
}
