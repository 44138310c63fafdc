/** What service without a line needs from the world: disk, key, sums, house and cassettes. */
import type { Mark, Request, Segment } from './ports'

export interface PublicKey {
  readonly kty: string
  readonly crv: string
  readonly x: string
  readonly y: string
}

/** One line of the journal as it is signed; `key` names kiosk and key: each pair has a chain. */
export interface Line {
  readonly n: number
  readonly key: string
  readonly text: string
  readonly signature: string
}

/** A secret as this machine keeps it: it makes codes here, and nobody can read it. */
export type Seal = object

/** On what terms a pickup may be served, or was. */
export interface Terms {
  readonly pickup_id: string
  readonly kind: string
  readonly count: number
  readonly generation: number
  readonly expires_at: string
  readonly fencing: number
}

/** One pickup that this kiosk may serve without asking. */
export interface Lease extends Terms {
  /** The rolling secret of this generation, by `kid`. */
  readonly secrets: Readonly<Record<string, Seal>>
}

/** A lease as the house says it, its secrets in base64url. */
export interface Lent extends Terms {
  readonly kid: number
  readonly secret?: string
  readonly secrets?: Readonly<Record<string, string>>
}

/** The house's answer about leases. */
export interface Leases {
  readonly server_time: string
  readonly until: string
  readonly serve_until: string
  /** Ed25519 public keys by `kid`, base64url. */
  readonly keys: Readonly<Record<string, string>>
  readonly leases: readonly Lent[]
  readonly recalls: readonly string[]
}

/** A service that began here: its lease must never be used a second time. */
export interface Spent {
  readonly pickup_id: string
  readonly reservation: string
  readonly fencing: number
  readonly at: string
  /** All sheets were handed over. */
  readonly done: boolean
  readonly lease: Terms | null
}

/** All that this kiosk knows of its leases, as it stands on its disk. */
export interface Book {
  readonly kiosk: string
  readonly heard_at: string
  readonly until: string
  readonly serve_until: string
  readonly keys: Readonly<Record<string, string>>
  readonly leases: readonly Lease[]
  readonly spent: readonly Spent[]
  /** Dropped here for good, and not yet heard by the house. */
  readonly returned: readonly string[]
}

/** Every write is through to the disk once it resolves. */
export interface Disk {
  lines(): Promise<readonly Line[]>
  add(line: Line): Promise<void>
  /** Forgets the lines of a key up to and with a number. */
  drop(key: string, through: number): Promise<void>
  book(): Promise<Book | null>
  keepBook(book: Book): Promise<void>
  keep(request: Request): Promise<void>
  kept(): Promise<Request | null>
  forget(): Promise<void>
  /** Writes a text through and reads it back. */
  probe(text: string): Promise<string>
}

export interface Signer {
  readonly jwk: PublicKey
  /** ES256: r and s, base64url. */
  sign(text: string): Promise<string>
}

export interface Sums {
  /** Hexadecimal. */
  sha256(text: string): Promise<string>
  seal(secret: Uint8Array): Promise<Seal>
  hmac(secret: Seal, message: Uint8Array): Promise<Uint8Array>
  /** Ed25519; rejects where this machine cannot do it at all. */
  verify(key: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean>
}

/** The server's side of leases and journal; silence is `Unreachable`, a definite no `Refused`. */
export interface House {
  /** `journal` says how far this kiosk's own journal has come: the house notices a lost disk. */
  exchange(returned: readonly string[], journal: Mark): Promise<Leases>
  journal(
    first: number,
    jwk: PublicKey,
    entries: readonly { readonly text: string; readonly signature: string }[],
  ): Promise<{ readonly next: number }>
}

export interface Cassettes {
  /** The paper left of a kind in the order in which it leaves; the first is the physical head. */
  segments(kind: string): Promise<readonly Segment[]>
}
