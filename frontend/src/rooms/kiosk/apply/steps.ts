/** Where a person stands on the way from nothing to paper, and what helps when it goes wrong. */
import type { Application, Company, InvoiceKind } from '@/net/api-types'
import type { Problem } from '@/net/problems'

/** What the machine is doing while nothing is to be pressed. */
export type Busy = 'sending' | 'entering' | 'loading' | 'deciding' | 'preparing'
/**
 * How it was decided; `moved` means that the paper here was promised to somebody else meanwhile,
 * `later` that the code did not come in time.
 */
export type Outcome = 'referred' | 'refused' | 'withdrawn' | 'moved' | 'later'
export interface Fewer {
  readonly company: Company
  readonly kind: InvoiceKind
  readonly count: number
}
/** The checks that ask how many: fewer would pass them. */
const OF_COUNT: readonly string[] = ['count-per-time', 'count-per-month', 'holding-limit']

/** What could be had at once of what was referred for its count alone, and lies in this machine. */
export function fewerOf(
  { state, checks, count }: Application,
  { company, kind, stock }: { company: Company; kind: InvoiceKind; stock: number },
): Fewer | null {
  const failed = checks.filter((check) => !check.passed)
  const most = Math.min(kind.left_now, stock)
  const alone = failed.length > 0 && failed.every((check) => OF_COUNT.includes(check.code))
  return state === 'referred' && alone && most >= 1 && most < count
    ? { company, kind, count: most }
    : null
}

/** The one button of a problem: once more, one step back, sign in anew, or leave. */
export type Mend = 'again' | 'back' | 'enter' | 'leave'

export type Step =
  | { readonly at: 'ways' }
  | { readonly at: 'phone' }
  | {
      readonly at: 'sms'
      readonly id: string
      readonly phone: string
      readonly resendAt: number
      readonly wrong: Problem | null
    }
  | { readonly at: 'qr' }
  | { readonly at: 'companies'; readonly items: readonly Company[] }
  | { readonly at: 'kinds'; readonly company: Company; readonly items: readonly InvoiceKind[] }
  | { readonly at: 'count'; readonly company: Company; readonly kind: InvoiceKind }
  | { readonly at: 'busy'; readonly doing: Busy }
  | {
      readonly at: 'verdict'
      readonly application: Application
      readonly outcome: Outcome
      /** What could be had at once instead; null where fewer would change nothing. */
      readonly fewer: Fewer | null
    }
  | { readonly at: 'problem'; readonly problem: Problem; readonly mend: Mend }

/** Signing in anew helps where a sign-in or a visit is used up. */
const ENTER =
  /^(session-.*|visit-(unknown|expired|over|exists-differently)|sign-in-(unknown|used|expired|locked|exists-differently))$/
/** Nothing on this screen helps: the person goes on elsewhere, or later. */
const LEAVE = /^(kiosk-out-of-service|tries-too-many|sign-in-too-many|caller-not-allowed)$/

export function mendOf(problem: Problem): Mend {
  if (ENTER.test(problem.code)) return 'enter'
  if (LEAVE.test(problem.code)) return 'leave'
  if (problem.passing || problem.status < 0) return 'again'
  return 'back'
}
