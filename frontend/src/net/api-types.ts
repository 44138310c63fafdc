/** What the API says and hears, as the pages use it. */

export interface Person {
  id: string
  name: string
  phone_masked: string
  staff_roles: string[]
}
export interface SignIn {
  id: string
  expires_at: string
  resend_after_seconds: number
  tries_left: number
}
export interface SessionGrant {
  session_id: string
  access_token: string
  expires_in_seconds: number
  refresh_token: string
  person: Person
}
export interface DeviceSession {
  id: string
  device_name: string
  created_at: string
  last_used_at: string
  current: boolean
}
export interface Items<T> {
  items: T[]
  next_cursor?: string | null
}

export interface Company {
  id: string
  name: string
  district_code: string
  taxpayer_type: string
  role: string
  may_apply: boolean
  synthetic: boolean
  status?: string
  credit_grade?: string
}
export interface Fact {
  id: string
  name: string
  value: string
  effective_from: string
  effective_to: string | null
  source: string
  recorded_at: string
  recorded_by: string
}

export interface Site {
  id: string
  kind: string
  name: string
  district_code: string
  district: string
  town: string
  lat: number
  lon: number
  gcj_lat: number
  gcj_lon: number
  hours: string
  open_now: boolean
  distance_metres: number | null
  kiosks: number
  free: number | null
  kiosk_alive: boolean | null
  synthetic: boolean
}

export interface InvoiceKind {
  kind: string
  name_zh: string
  name_en: string
  max_per_sheet_fen: number
  max_per_month: number
  max_per_time: number
  max_holding: number
  taken_this_month: number
  holding: number
  left_now: number
  effective_from: string
  effective_to: string | null
}
export interface Check {
  number: number
  code: string
  passed: boolean
  reason: string | null
  inputs: Record<string, string | number | boolean | null>
  rule: string
  on_failure: 'refuse' | 'refer'
}
export type ApplicationState = 'approved' | 'referred' | 'refused' | 'withdrawn'
export interface Application {
  id: string
  company_id: string
  kind: string
  count: number
  site_id: string
  state: ApplicationState
  checks: Check[]
  pickup_id: string | null
  applied_at: string
  applied_by: string
  decided_at: string | null
  decided_by: string | null
  decision_reason: string | null
  version: number
}

export interface HistoryStep {
  at: string
  kind: string
  subject: string
  number: number
  person: string | null
  machine: string | null
  data: Record<string, unknown>
}

export interface Segment {
  code: string
  first: number
  last: number
}
export interface RollingPass {
  type: 'rolling'
  body: string
  secret: string
  step_seconds: number
  short_code: string
}
export interface PickupReservation {
  id: string
  kiosk_id: string
  until: string
  confirmed: number
  count: number
}
export type PickupState = 'issued' | 'reserved' | 'dispensing' | 'open' | 'dispensed' | 'closed'
export interface Pickup {
  id: string
  application_id: string
  company_id: string
  kind: string
  count: number
  handed_count: number
  site_id: string | null
  site_name: string | null
  state: PickupState
  expires_at: string
  version: number
  reservation: PickupReservation | null
  serials: Segment[]
  pass: RollingPass | null
  server_time: string
}
export type PickupLine = Omit<Pickup, 'pass'>
