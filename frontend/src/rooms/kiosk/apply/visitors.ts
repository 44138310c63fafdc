/**
 * People who sign in at this machine: what it asks in its own name, and what a person does here.
 * A visitor's token lives in this object alone and is forgotten with it.
 */
import type {
  Application,
  CollectedVisit,
  Company,
  InvoiceKind,
  Items,
  MomentCode,
  SignIn,
  Visit,
  VisitorGrant,
} from '@/net/api-types'
import { createClient, type Client } from '@/net/client'
import type { Door } from '../machine/door'
import { PATIENCE_MS } from '../machine/server'

export interface Wish {
  readonly kind: string
  readonly count: number
  readonly site_id: string
}

/** A person who is signed in here, for ten minutes at most. */
export interface Visitor {
  readonly name: string
  companies(): Promise<readonly Company[]>
  kinds(company: string): Promise<readonly InvoiceKind[]>
  /** The same id again is the same application. */
  apply(company: string, id: string, wish: Wish): Promise<Application>
  /** What a clerk has not decided yet; once more it changes nothing. */
  withdraw(company: string, id: string, reason: string): Promise<unknown>
  code(pickup: string): Promise<MomentCode>
  /** Ends the visit and forgets its token; a line that is gone ends it by time. */
  end(): void
}

/** The ways to sign in; whatever is refused is thrown as a `Problem`. */
export interface Visitors {
  askSms(id: string, phone: string): Promise<SignIn>
  openBySms(id: string, code: string): Promise<Visitor>
  ask(id: string): Promise<Visit>
  /** Null while nobody has confirmed; `gap` is how long to wait before asking again. */
  collect(id: string): Promise<{ visitor: Visitor | null; gap: number }>
  cancel(id: string): void
}

type Parts = Pick<Door, 'client' | 'clock' | 'key'>
const ask = { timeoutMilliseconds: PATIENCE_MS }

/** The kiosk's own client asks; each visitor gets one with the same key and their own token. */
export function visitorsOf({ client, clock, key }: Parts): Visitors {
  const open = (grant: VisitorGrant): Visitor => {
    let token: string | null = grant.access_token
    // Nothing renews it: when it is over, the person signs in again.
    const tokens = { current: async () => token, renew: async () => null }
    return visitorOf(createClient({ key, clock, tokens }), grant.person.name, () => (token = null))
  }
  return {
    askSms: (id, phone) => client.put<SignIn>(`/kiosk/sign-ins/${id}`, { phone }, ask),
    openBySms: async (id, code) =>
      open(await client.put<VisitorGrant>(`/kiosk/sign-ins/${id}/session`, { code }, ask)),
    ask: (id) => client.put<Visit>(`/kiosk/visits/${id}`, {}, ask),
    async collect(id) {
      const told = await client.put<CollectedVisit>(`/kiosk/visits/${id}/session`, {}, ask)
      return { visitor: told.session && open(told.session), gap: told.interval_seconds }
    },
    cancel: (id) => forget(client, `/kiosk/visits/${id}`),
  }
}

function visitorOf(client: Client, name: string, forgetToken: () => void): Visitor {
  let over = false
  return {
    name,
    async companies() {
      const found: Company[] = []
      let cursor: string | null | undefined
      do {
        const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
        const page = await client.get<Items<Company>>(`/companies?limit=100${more}`, ask)
        found.push(...page.items)
        cursor = page.next_cursor
      } while (cursor)
      return found
    },
    kinds: async (company) =>
      (await client.get<Items<InvoiceKind>>(`/companies/${company}/invoice-kinds`, ask)).items,
    apply: (company, id, wish) =>
      client.put<Application>(`/companies/${company}/applications/${id}`, wish, ask),
    withdraw: (company, id, reason) =>
      client.put(`/companies/${company}/applications/${id}/withdrawal`, { reason }, ask),
    code: (pickup) => client.get<MomentCode>(`/pickups/${pickup}/code`, ask),
    end() {
      if (over) return
      over = true
      void forget(client, '/visit', forgetToken)
    },
  }
}

async function forget(client: Client, path: string, then?: () => void): Promise<void> {
  try {
    await client.ask('DELETE', path, ask)
  } catch {
    // Nobody waits for this answer: what could not be ended now ends by time.
  } finally {
    then?.()
  }
}
