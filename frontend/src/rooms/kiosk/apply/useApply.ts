/**
 * From nothing to a code: who it is, which company, what and how much, and what was decided. The
 * rules are the server's; all that is known of the person stays in this closure and dies with it.
 */
import { onBeforeUnmount, onMounted, shallowRef } from 'vue'
import type { Application, Company, InvoiceKind } from '@/net/api-types'
import { newId } from '@/net/ids'
import { problemOf, type Problem } from '@/net/problems'
import { t } from '@/text'
import { fewerOf, mendOf, type Busy, type Fewer, type Step } from './steps'
import type { Visitor, Visitors } from './visitors'

/** The order is made from the decision within moments; a slow stream may take a while longer. */
const CODE_TRIES = 40
const CODE_GAP_MS = 1000

export interface Applying {
  readonly visitors: Visitors
  readonly site: () => string
  /** Sheets of a kind in this machine. */
  readonly stock: (kind: string) => number
  /** Gets the code of the order, for the core to serve as if it had been scanned. */
  readonly print: (code: string) => void
}

export function useApply({ visitors, site, stock, print }: Applying) {
  const step = shallowRef<Step>({ at: 'ways' })
  let visitor: Visitor | null = null
  let companies: readonly Company[] = []
  let asking = { id: '', phone: '' }
  let again = (): void => undefined
  let before: Step = { at: 'ways' }
  let turns = 0
  let gone = false

  /** Runs one step; its answer counts only while nobody has gone elsewhere. */
  async function attempt(doing: Busy, act: () => Promise<Step>): Promise<void> {
    const mine = ++turns
    if (step.value.at !== 'busy' && step.value.at !== 'problem') before = step.value
    step.value = { at: 'busy', doing }
    again = () => void attempt(doing, act)
    try {
      const next = await act()
      if (mine === turns && !gone) step.value = next
    } catch (thrown) {
      if (mine === turns && !gone) failed(problemOf(thrown))
    }
  }

  function failed(problem: Problem): void {
    if (problem.code === 'sign-in-code-wrong' && before.at === 'sms') {
      step.value = { ...before, wrong: problem }
      return
    }
    step.value = { at: 'problem', problem, mend: mendOf(problem) }
  }

  function askCode(phone: string): Promise<void> {
    // Until there was an answer, the same number asks under the same id.
    if (asking.phone !== phone) asking = { id: newId(), phone }
    const { id } = asking
    return attempt('sending', async () => {
      const answer = await visitors.askSms(id, phone)
      const resendAt = Date.now() + answer.resend_after_seconds * 1000
      return { at: 'sms', id, phone, resendAt, wrong: null }
    })
  }

  function enter(code: string): Promise<void> {
    const { id } = asking
    return attempt('entering', async () => entering(await visitors.openBySms(id, code)))
  }

  function entered(found: Visitor): Promise<void> {
    return attempt('loading', () => entering(found))
  }

  async function entering(found: Visitor): Promise<Step> {
    asking = { id: '', phone: '' }
    visitor = found
    if (gone) wipe()
    else companies = await found.companies()
    const only = companies[0]
    if (companies.length === 1 && only !== undefined) return kindsOf(only)
    return { at: 'companies', items: companies }
  }

  function choose(company: Company): Promise<void> {
    return attempt('loading', () => kindsOf(company))
  }

  async function kindsOf(company: Company): Promise<Step> {
    return { at: 'kinds', company, items: (await visitor?.kinds(company.id)) ?? [] }
  }

  function chooseKind(kind: InvoiceKind): void {
    if (step.value.at === 'kinds') {
      step.value = { at: 'count', company: step.value.company, kind }
    }
  }

  function apply(count: number): Promise<void> {
    if (step.value.at !== 'count') return Promise.resolve()
    const { company, kind } = step.value
    const decide = deciding({ company, kind, count })
    return attempt('deciding', decide)
  }

  /** Takes back what a clerk would have to decide, and asks for what can be had at once. */
  function reduce(): Promise<void> {
    if (step.value.at !== 'verdict' || step.value.fewer === null) return Promise.resolve()
    const { application, fewer } = step.value
    const reason = t('visit.fewer.reason', { count: fewer.count })
    const decide = deciding(fewer)
    return attempt('deciding', async () => {
      await visitor?.withdraw(fewer.company.id, application.id, reason)
      return decide()
    })
  }

  function deciding({ company, kind, count }: Fewer): () => Promise<Step> {
    // Kept over every "once more": an answer that was lost is no second application.
    const id = newId()
    const wish = { kind: kind.kind, count, site_id: site() }
    return async () => {
      const application = await visitor?.apply(company.id, id, wish)
      if (application === undefined) return { at: 'ways' }
      if (application.state !== 'approved' || application.pickup_id === null) {
        const fewer = fewerOf(application, { company, kind, stock: stock(kind.kind) })
        return { at: 'verdict', application, outcome: outcomeOf(application), fewer }
      }
      return prepared(application, application.pickup_id)
    }
  }

  async function prepared(application: Application, pickup: string): Promise<Step> {
    step.value = { at: 'busy', doing: 'preparing' }
    for (let tries = 0; tries < CODE_TRIES && !gone; tries += 1) {
      const told = await codeOf(pickup)
      if (told?.code) {
        print(told.code)
        return { at: 'busy', doing: 'preparing' }
      }
      if (told !== null && told?.site_id === null)
        return { at: 'verdict', application, outcome: 'moved', fewer: null }
      await new Promise((resolve) => setTimeout(resolve, CODE_GAP_MS))
    }
    return { at: 'verdict', application, outcome: 'later', fewer: null }
  }

  /** Null while the order is not made yet, or nobody answers: both pass. */
  async function codeOf(pickup: string) {
    try {
      return await visitor?.code(pickup)
    } catch (thrown) {
      const problem = problemOf(thrown)
      if (problem.code === 'pickup-unknown' || problem.passing) return null
      throw thrown
    }
  }

  function back(): void {
    turns += 1
    const at = step.value.at
    if (at === 'problem') step.value = before
    else if (at === 'sms') step.value = { at: 'phone' }
    else if (at === 'count') void choose((step.value as { company: Company }).company)
    else if (at === 'kinds' && companies.length > 1)
      step.value = { at: 'companies', items: companies }
    else step.value = { at: 'ways' }
  }

  /** Another way in, or the same once more; whoever was signed in is signed out first. */
  function restart(): void {
    turns += 1
    forget()
    step.value = { at: 'ways' }
  }

  function forget(): void {
    visitor?.end()
    visitor = null
    companies = []
    asking = { id: '', phone: '' }
    before = { at: 'ways' }
    again = () => undefined
  }

  /** Ends the visit and forgets the person; what was applied for is on their phone. */
  function wipe(): void {
    gone = true
    forget()
    step.value = { at: 'ways' }
  }

  onMounted(() => window.addEventListener('pagehide', wipe))
  onBeforeUnmount(() => {
    window.removeEventListener('pagehide', wipe)
    wipe()
  })
  return {
    step,
    go: (to: 'phone' | 'qr') => (step.value = { at: to }),
    askCode,
    enter,
    entered,
    failed,
    choose,
    chooseKind,
    apply,
    reduce,
    back,
    restart,
    again: () => again(),
  }
}

function outcomeOf({ state }: Application): 'referred' | 'refused' | 'withdrawn' | 'later' {
  return state === 'approved' ? 'later' : state
}
