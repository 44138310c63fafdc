/** What kinds, states and uses of e-invoices are called. */
import { language, t } from '@/text'
import type { DigitalKind, Item, Standing, Use } from './types'

export function kindName(kind: DigitalKind): string {
  return t(`einvoice.kind.${kind}`)
}

/** The heading as printed on the face: it is Chinese in every language. */
export const HEADINGS: Readonly<Record<DigitalKind, string>> = {
  D_SPECIAL: '电子发票（增值税专用发票）',
  D_ORD: '电子发票（普通发票）',
}

export interface StateWords {
  readonly words: string
  readonly tone: 'good' | 'warn' | 'bad' | 'note'
}
const TONES = { issued: 'good', 'partly-reversed': 'warn', reversed: 'bad' } as const

/** Where an invoice stands; a red one is a word of its own. */
export function stateWords(state: Standing, red = false): StateWords {
  if (red) return { words: t('einvoice.red'), tone: 'note' }
  return { words: t(`einvoice.state.${state}`), tone: TONES[state] }
}

export function useName(use: Use): string {
  return t(`einvoice.use.${use}`)
}

/** An item in the language that is spoken; on the face it stands in Chinese. */
export function itemName(item: Item): string {
  return language() === 'zh' ? item.name_zh : item.name_en
}
