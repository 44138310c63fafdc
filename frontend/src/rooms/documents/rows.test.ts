/** The rows of a result: read, counted by invoice, shown in pages, put right cell by cell. */
import { expect, it } from 'vitest'
import { loadText } from '@/text'
import {
  cellOf,
  countRows,
  isMendable,
  isRefused,
  PAGE_ROWS,
  pageOf,
  readRows,
  troubleWords,
  withFix,
  type SheetRow,
  type Trouble,
} from './rows'

const words = { zh: ['不是数字', '请填写数字'], en: ['Not a number', 'Enter one'] } as const
const trouble: Trouble = ['amount', 'cell-not-a-number', {}, words]
const row = (number: number, serial: string, more: Partial<SheetRow> = {}): SheetRow => ({
  ...{ id: String(number), row: number, serial, number: '', troubles: [], held_up: false },
  ...more,
})
const wrong = row(3, '2', { troubles: [trouble], cells: { amount: 'abc' } })
const rows = [row(2, '1'), wrong, row(4, '2', { held_up: true }), row(5, '3'), row(6, '3')]

it('reads a line a row and skips what is empty', () => {
  const text = rows.map(({ id, ...rest }) => JSON.stringify({ ...rest, kept: id })).join('\n\n')
  expect(readRows(`${text}\n`).map((one) => [one.id, one.row])).toEqual(
    rows.map((one) => [one.id, one.row]),
  )
  expect(readRows('')).toEqual([])
})

it('counts rows, and invoices by their serial', () => {
  expect(countRows(rows)).toEqual({ rows: 5, refused: 2, right: 2, wrong: 1 })
  // A row without a serial stands alone.
  expect(countRows([row(2, ''), row(3, '')])).toMatchObject({ right: 2, wrong: 0 })
})

it('shows the refused or all, a page at a time', () => {
  expect(pageOf(rows, 'refused', 0).rows.map((one) => one.row)).toEqual([3, 4])
  expect(rows.filter(isRefused)).toHaveLength(2)
  const many = Array.from({ length: PAGE_ROWS + 1 }, (_, at) => row(at + 2, String(at)))
  expect(pageOf(many, 'all', 1)).toMatchObject({ pages: 2, rows: [{ row: PAGE_ROWS + 2 }] })
  // A page that is there no more is the last one.
  expect(pageOf(many, 'all', 9).rows).toHaveLength(1)
  expect(pageOf([], 'all', 0)).toEqual({ rows: [], pages: 1 })
})

it('says what is wrong in the language that is spoken, or the code where there are no words', async () => {
  expect(troubleWords(trouble)).toEqual({ title: '不是数字', next: '请填写数字' })
  await loadText('en', ['kit'])
  expect(troubleWords(trouble).title).toBe('Not a number')
  expect(troubleWords(['amount', 'of-tomorrow', {}])).toEqual({ title: 'of-tomorrow', next: '' })
})

it('a cell put right again takes the place of the first', () => {
  const fix = { row: 3, column: 'amount', value: '1' }
  const fixes = withFix(withFix([], fix), { ...fix, value: '2' })
  expect(fixes).toEqual([{ ...fix, value: '2' }])
  expect(cellOf(wrong, 'amount', fixes)).toBe('2')
  expect(cellOf(wrong, 'amount', [])).toBe('abc')
  expect(cellOf(row(9, '9'), 'amount', fixes)).toBe('')
})

it('offers no cell to correct where no cell is the matter', () => {
  const codes = ['cell-missing', 'line-rate-not-allowed', 'quota-short', 'seller-risk-blocked']
  expect(codes.map((code) => isMendable(['serial', code, {}]))).toEqual([true, true, false, false])
})
