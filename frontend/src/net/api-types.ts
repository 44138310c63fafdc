/**
 * The API's own types under the names the pages use; narrowed where the API says less than it
 * means.
 */
import type { components } from './schema'

type Schemas = components['schemas']

export interface Items<T> {
  items: T[]
  next_cursor?: string | null
}

export type SignIn = Schemas['SignInView']
export type Person = Schemas['PersonView']
export type SessionGrant = Schemas['OpenedView']
export type DeviceSession = Schemas['DeviceView']

export type Company = Schemas['StandingView'] &
  Partial<Pick<Schemas['StandingDetail'], 'status' | 'credit_grade'>>
export type Fact = Schemas['FactView']

export type Site = Schemas['SiteView']

export type InvoiceKind = Schemas['KindView']
export type Check = Schemas['CheckView']
export type ApplicationState = 'approved' | 'referred' | 'refused' | 'withdrawn'
export type Application = Omit<Schemas['ApplicationView'], 'state'> & { state: ApplicationState }
/** An application in a list. */
export type ApplicationSummary = Omit<Application, 'checks'>
export type HistoryStep = Schemas['StepView']

export type Segment = Schemas['SheetsView']
export type RollingPass = Schemas['PassView']
export type PickupReservation = Schemas['ServiceView']
export type PickupState = 'issued' | 'reserved' | 'dispensing' | 'open' | 'dispensed' | 'closed'
export type Pickup = Omit<Schemas['PickupView'], 'state'> & { state: PickupState }
export type Loan = Schemas['LoanView']
export type Lent = Omit<Schemas['LentView'], 'state'> & { state: PickupState }
export type Forms = Schemas['FormsView']
export type PickupLine = Omit<Pickup, 'pass'>

/** A wish of a kiosk that somebody sign in at it, as the kiosk shows it and as the phone is asked. */
export type Visit = Schemas['VisitView']
export type CollectedVisit = Schemas['CollectedView']
export type VisitorGrant = Schemas['VisitorView']
export type AskedVisit = Schemas['AskedView']
export type MomentCode = Schemas['CodeView']
