/** What the routes of documents say, under the names the pages use. */
import type { components } from '@/net/schema'

type Schemas = components['schemas']

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
export type JobKind = 'invoice-documents' | 'batch-zip' | 'sheet-dry-run' | 'sheet-send'
export type Job = Omit<Schemas['JobView'], 'state' | 'what'> & { state: JobState; what: JobKind }
export type JobFile = Schemas['FileView']
export type Ticket = Schemas['UploadTicketView']
export type FileLink = Schemas['FileLinkView']
export interface Fix {
  row: number
  column: string
  value: string
}
export interface JobAsk {
  what: JobKind
  invoice_ids?: readonly string[]
  upload_id?: string
  fixes?: readonly Fix[]
}
