/**
 * What went wrong, as a value: a stable code for the machine, words with a next step for the
 * person.
 */
import { hasText, t, tOr } from '@/text'

export interface ProblemBody {
  code?: string
  title?: string
  detail?: string
  errors?: { pointer: string; code?: string }[]
  params?: Record<string, string | number>
  retry_after_seconds?: number | null
}

export class Problem extends Error {
  declare readonly code: string
  declare readonly status: number
  declare readonly title: string
  declare readonly next: string
  declare readonly pointers: readonly string[]
  declare readonly params: Readonly<Record<string, string | number>>
  declare readonly retryAfterSeconds: number | null

  constructor(status: number, body: ProblemBody = {}) {
    super(body.code ?? `status-${status}`)
    this.name = 'Problem'
    this.code = body.code ?? `status-${status}`
    this.status = status
    this.title = body.title ?? ''
    this.next = body.detail ?? ''
    this.pointers = (body.errors ?? []).map((each) => each.pointer)
    this.params = body.params ?? {}
    this.retryAfterSeconds = body.retry_after_seconds ?? null
  }

  /**
   * The API's own words for "not yours, or not there". A bare 403 or 404 is somebody else's on the
   * way, a gateway or a hotel's sign-in page: it says nothing of what is kept here.
   */
  get denied(): boolean {
    return /^((company|application|pickup|loan)-unknown|caller-not-allowed)$/.test(this.code)
  }

  /** Nobody answered: offline, or the line is too slow. */
  get unreachable(): boolean {
    return this.status === 0
  }

  /**
   * The same request may well succeed later without being changed. `written-meanwhile` says that
   * others were writing the same thing, whatever its status: never a definite no.
   */
  get passing(): boolean {
    return (
      this.code === 'written-meanwhile' ||
      this.status === 0 ||
      this.status === 408 ||
      this.status === 425 ||
      this.status === 429 ||
      this.status >= 500
    )
  }
}

/** What can be stored and shown again later. */
export type ProblemRecord = Pick<
  Problem,
  'code' | 'status' | 'title' | 'next' | 'pointers' | 'params' | 'retryAfterSeconds'
>

/** Takes a problem; gives a plain copy that IndexedDB can hold. */
export function recordOf(problem: Problem): ProblemRecord {
  const { code, status, title, next, pointers, params, retryAfterSeconds } = problem
  return {
    code,
    status,
    title,
    next,
    pointers: [...pointers],
    params: { ...params },
    retryAfterSeconds,
  }
}

/** Takes what an attempt threw; gives a Problem, also for a plain mistake of ours. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  console.error(thrown)
  return new Problem(-1, { code: 'page-failed' })
}

/**
 * Words for a problem: our own for its code where we have them, else what the server said in the
 * language we asked
 * for, else words for its kind of status. There is always a next step.
 */
export function wordsFor(problem: ProblemRecord): { title: string; next: string; field: string } {
  const { code, params } = problem
  const status = problem.status >= 500 ? 'server' : String(problem.status)
  const general = hasText(`problem.${status}`) ? `problem.${status}` : 'problem.other'
  const ours = hasText(`problem.${code}`)
  const seconds = problem.retryAfterSeconds ?? 0
  const title = ours ? tOr(`problem.${code}`, '', params) : problem.title || tOr(general, code)
  const next = ours
    ? tOr(`problem.${code}.next`, problem.next, { ...params, seconds })
    : problem.next || tOr(`${general}.next`, t('problem.other.next'))
  return {
    title,
    next:
      seconds > 0 && !next.includes(String(seconds))
        ? `${next} ${t('problem.wait', { count: seconds })}`
        : next,
    field: fieldWords(problem),
  }
}

// Two forms may call different things by one name: the problem's own word for its entry goes first.
function fieldWords({ code, pointers }: ProblemRecord): string {
  const names = pointers
    .map((pointer) =>
      tOr(
        `problem.${code}.field`,
        tOr(`field.${pointer.split('/').filter(Boolean).pop() ?? ''}`, ''),
      ),
    )
    .filter(Boolean)
  return names.length > 0 ? t('problem.field', { names: names.join(t('kit.and')) }) : ''
}

/** Whether a problem is about the entry of this name, so that it can stand beside it. */
export function isAbout(problem: ProblemRecord | null, name: string): boolean {
  return problem?.pointers.some((pointer) => pointer.split('/').pop() === name) ?? false
}
