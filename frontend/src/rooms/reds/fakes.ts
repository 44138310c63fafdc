/** For tests: a form and the invoice it is about, as the API tells them. */
import type { Blue, RedForm } from './types'

/** A form that the seller filed and the buyer has to answer. */
export function form(over: Partial<RedForm> = {}): RedForm {
  return {
    ...{ id: 'f1', invoice_id: 'i1', invoice_number: '26132070000000000001' },
    ...{ seller_id: 'S', seller_name: '模拟·卖方', buyer_id: 'B', buyer_name: '模拟·买方' },
    ...{ filed_for: 'seller', filed_at: '2026-11-23T08:00:00.000Z', reason: '02', state: '02' },
    ...{ lines: [{ line: 0, amount_fen: 10_000, tax_fen: 1_300, quantity: '1' }] },
    ...{ amount_fen: 10_000, tax_fen: 1_300, transfer_out_fen: 0 },
    ...{ answer_by: '2026-11-26T08:00:00.000Z', ended_at: null, red_id: null, red_number: null },
    version: 1,
    ...over,
  } as RedForm
}

const line = (name: string, amount_fen: number, more: object = {}) => ({
  ...{ code: '1', name, shown_name: `*修理*${name}`, rate: '0.13', shown_rate: '13%' },
  ...{ treatment: 'taxed', specification: '', unit: '套', quantity: '2', unit_price: '50.00' },
  ...{ amount_fen, tax_fen: amount_fen * 0.13, discount: false },
  ...more,
})

/** An invoice of two lines and a discount, of which a part of the first is taken back. */
export function blue(over: Partial<Blue> = {}): Blue {
  return {
    ...{ id: 'i1', company_id: 'S', number: '26132070000000000001', kind: 'D_SPECIAL' },
    ...{ state: 'issued', use: 'deduct', booked: false, red_form_id: null, red_of: null },
    lines: [
      line('刹车片', 10_000),
      line('轮胎', 20_000),
      line('轮胎', -2_000, { discount: true, quantity: null, unit_price: null }),
      line('工时', 5_000, { quantity: null, unit_price: null }),
    ],
    remaining: [
      { amount_fen: 6_000, tax_fen: 780, quantity: '1.2' },
      { amount_fen: 20_000, tax_fen: 2_600, quantity: '2' },
      { amount_fen: -2_000, tax_fen: -260, quantity: null },
      { amount_fen: 5_000, tax_fen: 650, quantity: null },
    ],
    seller: { name: '模拟·卖方' },
    buyer: { name: '模拟·买方' },
    version: 1,
    ...over,
  } as unknown as Blue
}
