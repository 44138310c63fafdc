/** Sends what is filled in, once: kept first, then sent; what is refused at once stays a draft. */
import type { Letter } from '@/net/outbox'
import { Problem, type ProblemRecord } from '@/net/problems'
import { outbox } from '@/rooms/outbox/here'

export type Sent = { kept: true } | { kept: false; problem: Problem }

/**
 * Takes the letter and a way to forget the draft once the letter is stored. A refusal is final, so
 * what was refused leaves the outbox and is the form's again; anything else goes on from there.
 */
export async function send(letter: Letter, forget: () => Promise<void>): Promise<Sent> {
  const item = await outbox().post(letter, forget)
  if (item?.state !== 'refused' || item.problem === null) return { kept: true }
  await outbox().discard(letter.id)
  return { kept: false, problem: problemFrom(item.problem) }
}

/** A refusal read from what was kept of it. */
export function problemFrom(kept: ProblemRecord): Problem {
  return new Problem(kept.status, {
    code: kept.code,
    title: kept.title,
    detail: kept.next,
    errors: kept.pointers.map((pointer) => ({ pointer })),
    params: { ...kept.params },
    retry_after_seconds: kept.retryAfterSeconds,
  })
}

/** The device has no room left to keep a letter: nothing was sent. */
export function unkeptProblem(thrown: unknown): Problem | null {
  const full = (thrown as Error).name === 'QuotaExceededError'
  return full ? new Problem(-1, { code: 'device-full' }) : null
}
