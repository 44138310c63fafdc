/** An invoice being filled in, as typed; and the same as the server is asked. */
import { newId } from '@/net/ids'
import { typedCode } from '@/rooms/companies/uscc'
import { exactOf, fenOf, yuanOf } from '../amounts'
import type { DigitalKind, DraftBody, ItemRate } from '../types'

export interface LineDraft {
  /** Names the line while others come and go. */
  key: string
  code: string
  /** What stands between the stars; the server puts its own there. */
  shortName: string
  name: string
  specification: string
  unit: string
  quantity: string
  price: string
  amount: string
  /** A rate with its treatment, see `rateKey`. */
  rate: string
  /** Typed positive; it becomes a negative line of its own. */
  discount: string
}
export interface PartyDraft {
  address: string
  phone: string
  bank: string
  account: string
}
export interface Draft {
  id: string
  step: number
  kind: DigitalKind
  prices: DraftBody['prices']
  natural: boolean
  buyer: PartyDraft & { name: string; tax_id: string }
  seller: PartyDraft
  lines: LineDraft[]
  remark: string
}
type BodyLine = DraftBody['lines'][number]

export const LAST_STEP = 2
const NOBODY: PartyDraft = { address: '', phone: '', bank: '', account: '' }

export function draftName(company: string): string {
  return `e-invoice ${company}`
}

export function newLine(): LineDraft {
  const texts = { code: '', shortName: '', name: '', specification: '', unit: '', rate: '' }
  return { ...texts, key: newId(), quantity: '', price: '', amount: '', discount: '' }
}

export function newDraft(): Draft {
  return {
    id: newId(),
    step: 0,
    kind: 'D_ORD',
    prices: 'inclusive',
    natural: false,
    buyer: { name: '', tax_id: '', ...NOBODY },
    seller: { ...NOBODY },
    lines: [newLine()],
    remark: '',
  }
}

/** A rate is a fraction and how it is taxed: 0 exempt is not 0 not taxed. */
export function rateKey({ rate, treatment }: Pick<ItemRate, 'rate' | 'treatment'>): string {
  return `${rate} ${treatment}`
}

/** For each line that the server is sent, the line it was typed in. */
export function rowsOf(
  lines: readonly LineDraft[],
): readonly { line: number; discount: boolean }[] {
  return lines.flatMap((each, line) => {
    const own = { line, discount: false }
    return each.discount.trim() === '' ? [own] : [own, { line, discount: true }]
  })
}

/** What the server is asked; `lines` may be left out while the buyer is filled in. */
export function bodyOf(draft: Draft, withLines = true): DraftBody {
  const { kind, prices, natural, buyer, seller, remark } = draft
  const lines = withLines ? draft.lines.flatMap(bodyLines) : []
  const tax_id = typedCode(buyer.tax_id)
  const party = { ...buyer, name: buyer.name.trim(), tax_id, natural_person: natural }
  return { kind, prices, buyer: party, seller: { ...seller }, lines, remark }
}

function bodyLines(line: LineDraft): BodyLine[] {
  const [rate = '', treatment = 'taxed'] = line.rate.split(' ')
  const taxed = { rate, treatment: treatment as ItemRate['treatment'] }
  const what = { code: line.code, name: line.name.trim(), ...taxed }
  const amount = fenOf(line.amount)
  const whole: BodyLine = {
    ...what,
    specification: line.specification.trim(),
    unit: line.unit.trim(),
    quantity: exact(line.quantity),
    unit_price: exact(line.price),
    amount_fen: typeof amount === 'number' ? amount : null,
    tax_fen: null,
    discount: false,
  }
  const off = fenOf(line.discount)
  if (typeof off !== 'number') return [whole]
  const none = { specification: '', unit: '', quantity: null, unit_price: null, tax_fen: null }
  const discount = { ...what, ...none, amount_fen: -off, discount: true }
  return [whole, discount]
}

function exact(text: string): string | null {
  const typed = exactOf(text)
  return typed === 'none' ? null : typed
}

/** Takes up what was sent before; under an id of its own, for the old one stays what it was. */
export function draftOf(body: DraftBody): Draft {
  const { natural_person: natural = false, ...buyer } = body.buyer
  const lines: LineDraft[] = []
  for (const row of body.lines) {
    const parent = lines[lines.length - 1]
    if (row.discount && parent) parent.discount = yuanOf(-(row.amount_fen ?? 0))
    else lines.push(lineOf(row))
  }
  const fresh = newDraft()
  return {
    ...fresh,
    kind: body.kind,
    prices: body.prices,
    natural,
    buyer: { ...fresh.buyer, ...buyer },
    seller: { ...fresh.seller, ...body.seller },
    lines: lines.length > 0 ? lines : fresh.lines,
    remark: body.remark ?? '',
    step: 1,
  }
}

function lineOf(row: BodyLine): LineDraft {
  return {
    ...newLine(),
    code: row.code,
    name: row.name,
    specification: row.specification ?? '',
    unit: row.unit ?? '',
    quantity: row.quantity ?? '',
    price: row.unit_price ?? '',
    amount: typeof row.amount_fen === 'number' ? yuanOf(row.amount_fen) : '',
    rate: rateKey({ rate: row.rate, treatment: row.treatment ?? 'taxed' }),
  }
}

/** Whether anything was filled in yet. */
export function isBegun({ buyer, lines, remark }: Draft): boolean {
  const [first] = lines
  return `${buyer.name}${buyer.tax_id}${remark}${first?.code}${first?.name}` !== ''
}
