/** An invoice in a list, as the API has it. */
import type { components } from '@/net/schema'

export type InvoiceLine = components['schemas']['EInvoiceLineView']
