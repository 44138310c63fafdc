/** The reason of a line's cells in words, with the values that the server gives. */
import { t } from '@/text'
import { date } from '@/text/format'
import { plainMoney } from './show'
import type { FaceLine, LineWhy } from './types'

export interface WhyWords {
  /** How amount and tax come about. */
  readonly sentences: readonly string[]
  /** Which rule allows the rate, since when and until when. */
  readonly rules: readonly string[]
}

const dayWords = (day: string): string => date(`${day}T00:00:00+08:00`)

/** A red line's tax that no formula gives is a share of the blue line's. */
export function whyWords(line: FaceLine, why: LineWhy, red = false): WhyWords {
  const values = {
    amount: plainMoney(line.amount_fen),
    tax: plainMoney(line.tax_fen),
    whole: plainMoney(line.amount_fen + line.tax_fen),
    rate: line.shown_rate,
    exact: why.exact_tax,
    quantity: line.quantity ?? '',
    price: line.unit_price ?? '',
    product: why.product ?? '',
  }
  const amount = why.product === null ? 'einvoice.why.amount' : 'einvoice.why.product'
  const formula = red && why.formula === 'stated' ? 'share' : why.formula
  return {
    sentences: [t(amount, values), t(`einvoice.why.${formula}`, values)],
    rules: ruleWords(why),
  }
}

function ruleWords(why: LineWhy): string[] {
  if (why.source === null) return [t('einvoice.why.no-rule')]
  const from = why.effective_from === null ? '' : dayWords(why.effective_from)
  const valid =
    why.effective_to === null
      ? t('einvoice.why.since', { from })
      : t('einvoice.why.between', { from, to: dayWords(why.effective_to) })
  return [t('einvoice.why.rule', { source: why.source }), valid]
}
