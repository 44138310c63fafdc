/** What the e-invoice routes say, under the names the pages use. */
import type { components } from '@/net/schema'

type Schemas = components['schemas']

export type Invoice = Schemas['EInvoiceView']
export type InvoiceRow = Schemas['EInvoiceLineView']
export type FaceLine = Schemas['FaceLineView']
export type LineWhy = Schemas['LineWhyView']
export type Party = Schemas['PartyView']
export type Preview = Schemas['PreviewView']
export type MadeCheck = Schemas['MadeCheckView']
export type Item = Schemas['ItemView']
export type ItemRate = Schemas['RateView']
export type Quota = Schemas['QuotaWhyView']
export type Adjustment = Schemas['AdjustmentView']
export type Verdict = Schemas['VerdictView']['verdict']
export type DraftBody = Schemas['DraftBody']
export type AdjustmentBody = Schemas['AdjustmentBody']
export type DigitalKind = Invoice['kind']
export type Standing = Invoice['state']
export type Use = NonNullable<Invoice['use']>

/** On which side of an invoice a company stands. */
export type Side = 'issued' | 'received'

/** The routes of a side: its list, and one invoice of it. */
export function listPath(company: string, side: Side): string {
  return `/companies/${company}/${side === 'issued' ? 'e-invoices' : 'received-e-invoices'}`
}

/** What a face shows, of an invoice or before there is one. */
export interface Face {
  kind: DigitalKind
  heading: string
  number: string | null
  issued_at: string | null
  seller: Pick<Party, 'name' | 'tax_id'> & Partial<Party>
  buyer: Pick<Party, 'name' | 'tax_id'> & Partial<Party>
  lines: readonly FaceLine[]
  amount_fen: number
  tax_fen: number
  total_fen: number
  total_words: string
  remark: string
  issuer: string
}
