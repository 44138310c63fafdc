/** What the kinds of paper are called. */
import type { InvoiceKind } from '@/net/api-types'
import { language, tOr } from '@/text'

/** The name of a kind by its code. */
export function kindName(kind: string): string {
  return tOr(`kind.${kind}`, kind)
}

/** The name the server gives, which may be newer than our words. */
export function nameOf(kind: InvoiceKind): string {
  return language() === 'zh' ? kind.name_zh : kind.name_en
}
