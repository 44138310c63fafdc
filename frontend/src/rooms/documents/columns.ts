/** The columns of a sheet of invoices by the titles people know; a test compares them with the house's. */
import { language, tOr } from '@/text'

/** The cells of a choice column take one of these, as the sheet has them. */
export const CHOICES: Readonly<Record<string, readonly string[]>> = {
  kind: ['普通发票', '增值税专用发票'],
  inclusive: ['是', '否'],
  treatment: ['', '免税', '不征税'],
  natural_person: ['是', '否'],
}

/** "购方名称". */
export function columnWords(name: string): string {
  return tOr(`column.${name}`, name)
}

/** A choice of the sheet with its meaning in the language now spoken. */
export function choiceWords(value: string): string {
  return language() === 'zh' || value === '' ? value : tOr(`choice.${value}`, value)
}
