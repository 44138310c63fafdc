/** What lists and the result page say of the paper: handed over is never "ready to collect". */
import { beforeAll, expect, it } from 'vitest'
import type { PickupLine, PickupState } from '@/net/api-types'
import { loadText } from '@/text'
import { momentOf, standingOf, standings } from './handed'

const line = (state: PickupState, handed: number): PickupLine =>
  ({
    id: 'p1',
    state,
    count: 5,
    handed_count: handed,
    serials: handed > 0 ? [{ code: '1300', first: 7, last: 6 + handed }] : [],
  }) as unknown as PickupLine

beforeAll(() => loadText('zh', ['kit', 'taxpayer']))

it.each<[PickupState, number, string]>([
  ['issued', 0, '待领取'],
  ['issued', 2, '部分交付'],
  ['dispensed', 5, '已交付'],
  ['closed', 2, '部分交付'],
  ['closed', 0, '已失效'],
  ['open', 1, '核查中'],
])('%s with %i in hand is %s', (state, handed, words) => {
  expect(standingOf(line(state, handed)).words).toBe(words)
})

it('says cancelled of what its owner gave up', () => {
  const given = { ...line('closed', 0), ended: 'cancelled' as const }
  expect(standingOf(given).words).toBe('已取消')
  expect(momentOf(given)?.next).toContain('重新申领')
})

it('says nothing of a pickup it does not know', () => {
  const of = standings([line('dispensed', 5)])
  expect([of('p1')?.words, of('p2'), of(null)]).toEqual(['已交付', null, null])
})

it.each<[PickupState, number]>([
  ['dispensed', 5],
  ['closed', 2],
  ['closed', 0],
  ['open', 1],
  ['reserved', 0],
  ['dispensing', 1],
  ['issued', 3],
])('the result page has a whole sentence for %s with %i', (state, handed) => {
  const moment = momentOf(line(state, handed))
  expect(moment?.next).toMatch(/^[^{}]*[\u4e00-\u9fff][^{}]*$/)
  expect(moment?.serials.length).toBe(handed > 0 ? 1 : 0)
})

it('counts what the interrupted service has confirmed already', () => {
  const cut = { ...line('open', 1), reservation: { confirmed: 2 } } as unknown as PickupLine
  expect(momentOf(cut)?.next).toContain('已交付 3 份，共 5 份')
})

it('calls nobody to a remainder that is given up', () => {
  const given = { ...line('issued', 2), wish: { kind: 'cancel' } } as unknown as PickupLine
  expect(momentOf(given)?.next).toBe('已交付 2 份')
  const moving = { ...given, wish: { kind: 'move' } } as unknown as PickupLine
  expect(momentOf(moving)?.next).toContain('还有 3 份可领')
})

it('leaves the approval as it is while the code waits', () => {
  expect(momentOf(line('issued', 0))).toBeNull()
})

it('says how much was handed over of what was given up, and of what ran out', () => {
  const given = { ...line('closed', 2), ended: 'cancelled' as const }
  expect(momentOf(given)?.next).toMatch(/^已交付 2 份.*取消的 3 份/)
  expect(momentOf(line('closed', 2))?.next).toMatch(/^已交付 2 份.*没有领取的 3 份/)
})

it('hands nobody what the machine took back from the tray', () => {
  const report = { outcome: null, taken_back: 2 } as unknown as PickupLine['report']
  const kept = { ...line('dispensed', 5), report }
  expect(standingOf(kept).words).toBe('没取走，已收回')
  expect(momentOf(kept)?.next).toContain('2 份没有从出票口取走')
  const given = { ...kept, report: { ...report, outcome: 'found' } } as unknown as PickupLine
  expect(standingOf(given).words).toBe('已交付')
})
