/** For tests: a hall of people, a server that says what it is told to, and nothing else. */
import type { Application, Check, Company, InvoiceKind, MomentCode } from '@/net/api-types'
import { Problem } from '@/net/problems'
import type { Visitor, Visitors, Wish } from './visitors'

export const company = (id: string, name: string, may = true): Company => ({
  id,
  name,
  may_apply: may,
  role: 'legal-representative',
  taxpayer_type: '1',
  district_code: '130502',
  synthetic: true,
})
export const kind: InvoiceKind = {
  kind: 'P_ORD',
  name_zh: '增值税普通发票（纸质）',
  name_en: 'Ordinary VAT invoice (paper)',
  left_now: 25,
  max_per_time: 25,
  max_per_month: 50,
  max_holding: 50,
  max_per_sheet_fen: 1_000_000,
  holding: 0,
  taken_this_month: 0,
  waiting: 0,
  effective_from: '2026-01-01',
  effective_to: null,
  version: 1,
} as unknown as InvoiceKind
export const failedCheck = {
  number: 4,
  code: 'month-limit',
  passed: false,
  reason: 'of-tomorrow',
  on_failure: 'refer',
  inputs: {},
} as unknown as Check

export const problem = (code: string, status = 409, more: object = {}): Problem =>
  new Problem(status, { code, title: `title ${code}`, detail: `next ${code}`, ...more })

/** Answers in order; the last one is given again and again. An error is thrown. */
export type Answers<T> = (T | Error)[]

function next<T>(answers: Answers<T>): Promise<T> {
  const answer = answers.length > 1 ? answers.shift() : answers[0]
  if (answer === undefined) throw new Error('nothing to answer')
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
}

export class Hall {
  readonly log: string[] = []
  readonly wishes: [id: string, wish: Wish][] = []
  readonly sms: Answers<null> = [null]
  readonly opening: Answers<null> = [null]
  readonly collecting: Answers<'yes' | 'no'> = ['yes']
  readonly asking: Answers<null> = [null]
  readonly companies: Answers<readonly Company[]> = [
    [company('c1', '模拟甲'), company('c2', '模拟乙')],
  ]
  readonly kinds: Answers<readonly InvoiceKind[]> = [[kind]]
  readonly state: Answers<Application['state']> = ['approved']
  readonly codes: Answers<MomentCode> = [{ state: 'issued', site_id: 'Z001', code: 'TP1.CODE' }]
  checks: readonly Check[] = []

  readonly visitors: Visitors = {
    askSms: async (id, phone) => {
      this.log.push(`sms ${id} ${phone}`)
      await next(this.sms)
      return { id, expires_at: '2026-11-27T00:00:00Z', resend_after_seconds: 60, tries_left: 5 }
    },
    openBySms: async (_, code) => {
      this.log.push(`open ${code}`)
      await next(this.opening)
      return this.visitor
    },
    ask: async (id) => {
      this.log.push(`ask ${id}`)
      await next(this.asking)
      return { id, code: 'BCDFGHJK', state: 'asked', expires_in_seconds: 180, interval_seconds: 3 }
    },
    collect: async () => {
      this.log.push('collect')
      const told = await next(this.collecting)
      return { visitor: told === 'yes' ? this.visitor : null, gap: 3 }
    },
    cancel: () => void this.log.push('cancel'),
  }
  private readonly visitor: Visitor = {
    name: '王秀英（模拟）',
    companies: () => next(this.companies),
    kinds: () => next(this.kinds),
    apply: async (company_id, id, wish) => {
      this.wishes.push([id, wish])
      const state = await next(this.state)
      return this.application({ id, company_id, state, ...wish })
    },
    withdraw: async (_, id, reason) => void this.log.push(`withdraw ${id} ${reason}`),
    code: () => next(this.codes),
    end: () => void this.log.push('end'),
  }

  private application(told: object): Application {
    const pickup_id = 'state' in told && told.state === 'approved' ? 'p1' : null
    return { ...told, pickup_id, checks: [...this.checks] } as unknown as Application
  }
}
