/** Stand-ins for tests: what the server would say, and a net that hears what it is asked. */
import { shallowRef } from 'vue'
import { fakeClock } from '@/net/fakes'
import { useNet, type Net } from '@/net/here'
import { Problem, type ProblemBody } from '@/net/problems'
import { memoryShelf } from '@/net/shelf'
import { loadText } from '@/text'
import type { FaceLine, Invoice, Item, LineWhy, Preview, Quota } from './types'

export const ITEM: Item = {
  code: '2020000000000000000',
  short_name: '修理修配劳务',
  name_zh: '修理修配',
  name_en: 'Repair',
  rates: [
    { rate: '0.13', treatment: 'taxed', shown: '13%' },
    { rate: '0', treatment: 'exempt', shown: '免税' },
  ],
}
export const LINE: FaceLine = {
  code: ITEM.code,
  name: '更换刹车片',
  shown_name: '*修理修配劳务*更换刹车片',
  rate: '0.13',
  shown_rate: '13%',
  treatment: 'taxed',
  specification: '',
  unit: '套',
  quantity: '2',
  unit_price: '500.00',
  amount_fen: 100_000,
  tax_fen: 13_000,
  discount: false,
}
export const WHY: LineWhy = {
  formula: 'exclusive',
  exact_tax: '130',
  product: '1000.00',
  source: '《中华人民共和国增值税法》',
  effective_from: '2026-01-01',
  effective_to: null,
}
export const QUOTA: Quota = {
  company_id: 'c',
  month: '2026-11',
  base_fen: 500_000_000,
  extra_fen: 0,
  quota_fen: 500_000_000,
  used_fen: 100_000_000,
  left_before_fen: 500_000_000,
  available_fen: 400_000_000,
  before_filing_fen: 400_000_000,
  after_filing_fen: 400_000_000,
  filed: true,
  due: '2026-10',
  why: [],
  forecast: null,
  version: 3,
}
export const PREVIEW: Preview = {
  lines: [LINE],
  why: [WHY],
  amount_fen: 100_000,
  tax_fen: 13_000,
  total_fen: 113_000,
  total_words: '壹仟壹佰叁拾圆整',
  checks: [],
  quota: QUOTA,
  extension: [],
  extra_fen: 0,
}
const PARTY = { address: '', phone: '', bank: '', account: '' }
export const INVOICE: Invoice = {
  id: 'i1',
  company_id: 'c',
  number: '26132000000012345678',
  kind: 'D_SPECIAL',
  heading: '电子发票（增值税专用发票）',
  issued_at: '2026-11-23T02:00:00.000Z',
  seller: { ...PARTY, name: '模拟·卖方', tax_id: 'c' },
  buyer: { ...PARTY, name: '模拟·买方', tax_id: 'b' },
  natural_buyer: false,
  lines: [LINE],
  why: [WHY],
  remaining: [{ amount_fen: 100_000, tax_fen: 13_000, quantity: null }],
  amount_fen: 100_000,
  tax_fen: 13_000,
  total_fen: 113_000,
  total_words: '壹仟壹佰叁拾圆整',
  issuer: '模拟开票人',
  remark: '',
  red_of: null,
  confirmation: null,
  state: 'issued',
  use: null,
  booked: false,
  red_form_id: null,
  checks: [],
  version: 1,
}

export interface Asked {
  method: string
  path: string
  body: unknown
}

/** Opens a net that answers by `reply`; a thrown Problem is a refusal. Gives what it heard. */
export async function fakeNet(
  reply: (asked: Asked) => unknown,
): Promise<{ heard: Asked[]; shelf: Net['shelf']; clock: ReturnType<typeof fakeClock> }> {
  await loadText('zh', ['kit', 'identity', 'welcome', 'places', 'taxpayer', 'einvoices'])
  const heard: Asked[] = []
  const ask = async (method: string, path: string, more: { body?: unknown } = {}) => {
    const asked = { method, path, body: more.body }
    heard.push(asked)
    return { status: 200, etag: null, data: await reply(asked) }
  }
  const client = {
    ask,
    get: async (path: string) => (await ask('GET', path)).data,
    put: async (path: string, body: unknown) => (await ask('PUT', path, { body })).data,
  }
  const shelf = memoryShelf()
  const clock = fakeClock()
  const session = { person: shallowRef({ id: 'p', name: '模拟人' }), onEnter: () => undefined }
  useNet({ client, session, clock, shelf, door: 'taxpayer' } as unknown as Net)
  return { heard, shelf, clock }
}

/** A refusal as the server words it. */
export function refusal(
  status: number,
  code: string,
  pointer = '',
  more: ProblemBody = {},
): Problem {
  const errors = pointer === '' ? [] : [{ pointer }]
  return new Problem(status, { code, title: `题 ${code}`, detail: '下一步', errors, ...more })
}
