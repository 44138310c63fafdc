/** The house's leases with their secrets sealed: the disk keeps keys that nobody can read. */
import { fromBase64Url } from '../../../net/bytes'
import type { Answer } from './book'
import type { Lease, Leases, Lent, Sums } from './offline-ports'

export async function sealed(answer: Leases, sums: Sums): Promise<Answer> {
  const leases = await Promise.all(answer.leases.map((one) => leaseOf(one, sums)))
  return { ...answer, leases }
}

async function leaseOf({ kid, secret, secrets, ...terms }: Lent, sums: Sums): Promise<Lease> {
  const { pickup_id, kind, count, generation, expires_at, fencing } = terms
  const told = Object.entries(secrets ?? (secret === undefined ? {} : { [kid]: secret }))
  const keys = told.map(async ([one, text]) => [one, await sums.seal(fromBase64Url(text))] as const)
  const known = Object.fromEntries(await Promise.all(keys))
  return { pickup_id, kind, count, generation, expires_at, fencing, secrets: known }
}
