/** What a sheet's job said of each row: read from its data file, counted, and shown in pages. */
import { language } from '@/text'
import type { Fix } from './types'

/** Code, what fills it, and the words of each language: [title, next step]. */
export type Trouble = readonly [
  column: string,
  code: string,
  params: Readonly<Record<string, unknown>>,
  words?: Readonly<Partial<Record<'zh' | 'en', readonly [string, string]>>>,
]
export interface SheetRow {
  id: string
  row: number
  serial: string
  /** The number of the invoice, where it was issued. */
  number: string
  troubles: readonly Trouble[]
  /** Right itself, but another row of its invoice is not. */
  held_up: boolean
  cells?: Readonly<Record<string, string>>
}
export type Shown = 'refused' | 'all'
export const PAGE_ROWS = 50

/** Takes a data file, a JSON value a line; what is no row of it is left out. */
export function readRows(text: string): SheetRow[] {
  const rows: SheetRow[] = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const row = JSON.parse(line) as Omit<SheetRow, 'id'>
    rows.push({ ...row, id: String(row.row) })
  }
  return rows
}

/** Whether something keeps a row from being issued. */
export function isRefused(row: SheetRow): boolean {
  return row.troubles.length > 0 || row.held_up
}

export interface Counts {
  rows: number
  refused: number
  /** Invoices that are issued, or could be. */
  right: number
  /** Invoices that were not, or could not be. */
  wrong: number
}

/** Counts rows, and invoices by their serial: the lines of one invoice stand together. */
export function countRows(rows: readonly SheetRow[]): Counts {
  const found: Counts = { rows: rows.length, refused: 0, right: 0, wrong: 0 }
  let last: SheetRow | null = null
  for (const row of rows) {
    const refused = isRefused(row)
    if (refused) found.refused += 1
    if (last === null || row.serial === '' || row.serial !== last.serial) {
      if (refused) found.wrong += 1
      else found.right += 1
    }
    last = row
  }
  return found
}

/** The rows of a page, from 0, and how many pages there are. */
export function pageOf(
  rows: readonly SheetRow[],
  shown: Shown,
  page: number,
): { rows: readonly SheetRow[]; pages: number } {
  const all = shown === 'all' ? rows : rows.filter(isRefused)
  const pages = Math.max(1, Math.ceil(all.length / PAGE_ROWS))
  const at = Math.min(page, pages - 1)
  return { rows: all.slice(at * PAGE_ROWS, (at + 1) * PAGE_ROWS), pages }
}

/** What is wrong with a cell and what to do, in the language now spoken. */
export function troubleWords([, code, , words]: Trouble): { title: string; next: string } {
  const [title, next] = words?.[language()] ?? words?.zh ?? [code, '']
  return { title, next }
}

/** Whether another value in its cell could help; who may issue, and how much, is no cell's matter. */
export function isMendable([, code]: Trouble): boolean {
  return !/^(quota|seller|issuer|row|company)-/.test(code)
}

/** A cell put right takes the place of what was put right in it before. */
export function withFix(fixes: readonly Fix[], fix: Fix): Fix[] {
  const others = fixes.filter((one) => one.row !== fix.row || one.column !== fix.column)
  return [...others, fix]
}

/** What stands in a cell now: as it was put right here, else as it was read. */
export function cellOf(row: SheetRow, column: string, fixes: readonly Fix[]): string {
  const fix = fixes.find((one) => one.row === row.row && one.column === column)
  return fix?.value ?? row.cells?.[column] ?? ''
}
