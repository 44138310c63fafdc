/** What the staff routes say and hear, and one function for each of them. */
import type { Application, HistoryStep, Items, Pickup, Segment, Site } from '@/net/api-types'
import { net } from '@/net/here'
import { Problem } from '@/net/problems'
import type { components } from '@/net/schema'

export type Inputs = Record<string, unknown>
export interface Why {
  code: string
  inputs: Inputs
}
export type CaseState = 'open' | 'decided' | 'resolved'
export interface Case {
  id: string
  kind:
    | 'application'
    | 'quota'
    | 'pickup'
    | 'shortfall'
    | 'retracted'
    | 'dispute'
    | 'journal'
    | 'difference'
  subject_id: string
  company_id: string
  company_name: string
  opened_at: string
  due_at: string
  state: CaseState
  why: Why[]
  decided_by: string | null
  decided_at?: string | null
  outcome: string | null
  reason: string | null
  version: number
}
/** Another quota of e-invoices that a company asks for. */
export type Adjustment = components['schemas']['AdjustmentView']
/** A company's quota of this month. */
export type Quota = components['schemas']['QuotaWhyView']
/** What a clerk saw at a silent machine: the first sheet still inside, null for none. */
export interface Finding {
  next_code: string | null
  next_serial: number | null
  /** The sheets that the person had. */
  taken: Segment[]
}
export interface CaseDetail extends Case {
  finding?: Finding | null
  application?: Application | null
  adjustment?: Adjustment | null
  pickup?: Omit<Pickup, 'pass'> | null
  history: HistoryStep[]
  /** Who acted, by actor: colleagues in full, taxpayers masked. */
  names?: Record<string, string>
}
export type Decision =
  | { outcome: 'approve' | 'refuse' | 'handed' | 'spoiled'; reason: string }
  | { outcome: 'found' | 'missing' | 'handed'; reason: string; missing: Segment[] }
  | {
      outcome: 'settle'
      reason: string
      /** The first sheet still in the cassette; both null when it is empty. */
      next_code: string | null
      next_serial: number | null
      /** Of the sheets that left unconfirmed, those that the person has. */
      taken: Segment[]
      /** Of each dispute that joined the case, how many of its sheets. */
      disputes: { number: number; taken: number }[]
    }
  | { outcome: 'settle'; reason: string; disputes?: { number: number; taken: number }[] }

export interface Cassette {
  kind: string
  code: string
  next: number
  left: number
}
export type Forecast = components['schemas']['ForecastView']
export interface StaffKiosk {
  id: string
  site_id: string
  site_name: string
  name: string
  state: 'in-service' | 'out-of-service'
  out_reason?: string | null
  /** Kinds to be counted before it serves again. */
  uncounted?: string[]
  why_not?: string | null
  paired: boolean
  /** `unknown`: the machine is heard, its printer is not. */
  paper?: 'ok' | 'low' | 'out' | 'unknown'
  door?: 'closed' | 'open'
  jam?: boolean
  silent?: boolean
  /** A service was left open here: its paper waits for a clerk. */
  held_up?: boolean
  last_heard_at: string | null
  clock_skew_seconds?: number | null
  cassettes: Cassette[]
  /** When each kind runs out. */
  forecasts?: Forecast[]
}

export interface CompanyLine {
  id: string
  name: string
  district_code: string
  taxpayer_type: string
  registered_at: string
  synthetic: boolean
}
export interface PersonLine {
  person_id: string
  name: string
  role: string
  real_name_verified: boolean
  invoice_agent: boolean
  valid_from: string
  valid_to: string | null
  recorded_at: string
  recorded_by: string
  version: number
}
export type SupplyMethod = 'verify-old' | 'exchange-old' | 'batch'
export interface Terms {
  max_per_sheet_fen: number
  max_per_month: number
  max_per_time: number
  max_holding: number
  supply_method: SupplyMethod
  effective_from: string
  effective_to: string | null
}
/** An approved kind with what was taken of it. */
export interface KindLine extends Terms {
  kind: string
  taken_this_month: number
  waiting: number
  holding: number
  left_now: number
  version: number
}
export interface GrantBody {
  terms: Terms | null
  reason: string
  version: number | null
}
export interface FactLine {
  id: string
  name: string
  value: string
  effective_from: string
  effective_to: string | null
  source: string
  reason?: string
  recorded_at: string
  recorded_by: string
}
export interface CompanyRecord extends CompanyLine {
  people: PersonLine[]
  /** The newest, and those in force; the older ones go on at `facts_cursor`. */
  facts: FactLine[]
  facts_cursor: string | null
  in_force: Record<string, string>
}
export type FactBody = Pick<
  FactLine,
  'name' | 'value' | 'effective_from' | 'effective_to' | 'source'
> & { reason: string }
/** `version` is the one that was seen, null for somebody new. */
export type PersonBody = Pick<
  PersonLine,
  'role' | 'name' | 'real_name_verified' | 'invoice_agent' | 'valid_to'
> & { version: number | null }
export type CompanyBody = Pick<CompanyLine, 'name' | 'district_code' | 'taxpayer_type'>

const part = encodeURIComponent
const page = (path: string, cursor: string | null, more = ''): string => {
  const query = [more, cursor === null ? '' : `cursor=${part(cursor)}`].filter(Boolean).join('&')
  return query === '' ? path : `${path}?${query}`
}

export const listCases = (state: CaseState, cursor: string | null): Promise<Items<Case>> =>
  net().client.get(page('/counter/cases', cursor, `state=${state}`))
export const getCase = (id: string): Promise<CaseDetail> =>
  net().client.get(`/counter/cases/${part(id)}`)
export const decideCase = (id: string, decision: Decision): Promise<Case> =>
  net().client.put(`/counter/cases/${part(id)}/decision`, decision)

export const listKiosks = (cursor: string | null): Promise<Items<StaffKiosk>> =>
  net().client.get(page('/counter/kiosks', cursor))
/** A place is shown by its name; without an answer its id has to do. */
export const siteName = async (id: string): Promise<string> => {
  try {
    return (await net().client.get<Site>(`/sites/${part(id)}`)).name
  } catch (thrown) {
    if (thrown instanceof Problem) return id
    throw thrown
  }
}
const kiosk = (id: string): string => `/counter/kiosks/${part(id)}`
export const placeKiosk = (id: string, body: components['schemas']['Place']): Promise<StaffKiosk> =>
  net().client.put(kiosk(id), body)
export const pairKiosk = (id: string, code: string): Promise<StaffKiosk> =>
  net().client.put(`${kiosk(id)}/pairing`, { code })
export const unpairKiosk = async (id: string): Promise<void> =>
  void (await net().client.ask('DELETE', `${kiosk(id)}/pairing`))
export const setKioskState = (id: string, enabled: boolean, reason: string): Promise<StaffKiosk> =>
  net().client.put(`${kiosk(id)}/state`, { enabled, reason })

const company = (id: string): string => `/counter/companies/${part(id)}`
export const listCompanies = (cursor: string | null): Promise<Items<CompanyLine>> =>
  net().client.get(page('/counter/companies', cursor, 'limit=100'))
export const getCompany = (id: string): Promise<CompanyRecord> => net().client.get(company(id))
export const registerCompany = (id: string, body: CompanyBody): Promise<CompanyLine> =>
  net().client.put(company(id), body)
export const authorisePerson = (
  id: string,
  person: string,
  body: PersonBody,
): Promise<PersonLine> => net().client.put(`${company(id)}/people/${part(person)}`, body)
export const listFacts = (id: string, cursor: string | null): Promise<Items<FactLine>> =>
  net().client.get(page(`${company(id)}/facts`, cursor, 'limit=50'))
export const recordFact = (id: string, fact: string, body: FactBody): Promise<FactLine> =>
  net().client.put(`${company(id)}/facts/${fact}`, body)
export const getQuota = (id: string): Promise<Quota> =>
  net().client.get(`${company(id)}/e-invoice-quota`)

const kinds = (id: string): string => `${company(id)}/invoice-kinds`
export const listKinds = (id: string): Promise<{ items: KindLine[] }> => net().client.get(kinds(id))
export const grantKind = (id: string, kind: string, body: GrantBody): Promise<unknown> =>
  net().client.put(`${kinds(id)}/${part(kind)}`, body)
export const verifyUse = (
  id: string,
  verification: string,
  body: { kind: string; count: number },
): Promise<unknown> => net().client.put(`${company(id)}/verifications/${verification}`, body)
