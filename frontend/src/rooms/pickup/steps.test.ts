/** The history: newest first, by the city's days, every known event in words. */
import { describe, expect, it } from 'vitest'
import type { HistoryStep } from '@/net/api-types'
import { overtaken } from './overtaken'
import { byDay, detailOf, happenedAt, machineOf, titleOf, whoOf } from './steps'

const step = (change: Partial<HistoryStep>): HistoryStep => ({
  at: '2026-11-23T07:00:00.000Z',
  kind: 'pickup:pickup:reserved',
  subject: 'pickup/1',
  number: 1,
  person: 'kiosk/K1',
  machine: 'kiosk/K1',
  data: {},
  ...change,
})

const STOP = { reason: 'cancelled' }

describe('the machine', () => {
  it.each([
    ['kiosk/K-7', '终端 K-7'],
    ['session/01a20949-be3a-7c30-af02-7367ae65f871', '手机或电脑（尾号 f871）'],
    ['application/01a2#1', ''],
    ['', ''],
  ])('of %o is %o', (machine, words) => {
    expect(machineOf(step({ machine }))).toBe(words)
  })
})

describe('the history', () => {
  it('parts days at midnight in Shanghai, not in London', () => {
    const days = byDay([
      step({ at: '2026-11-23T15:59:59.000Z', number: 1 }),
      step({ at: '2026-11-23T16:00:00.000Z', number: 2 }),
    ])
    expect(days.map(({ day, steps }) => [day.slice(0, 10), steps.length])).toEqual([
      ['2026-11-24', 1],
      ['2026-11-23', 1],
    ])
  })
  it('tells what a machine did without a line at the time it did it', () => {
    const told = step({
      at: '2026-11-24T02:00:00.000Z',
      number: 3,
      data: { acted_at: '2026-11-23T08:00:00.000Z' },
    })
    const between = step({ at: '2026-11-23T09:00:00.000Z', number: 2 })
    expect(happenedAt(told)).toBe('2026-11-23T08:00:00.000Z')
    const [day, ...rest] = byDay([told, between])
    expect([day?.steps.map((one) => one.number), rest]).toEqual([[2, 3], []])
  })
  it('keeps the order of the ledger inside one instant', () => {
    expect(
      byDay([step({ number: 2 }), step({ number: 3 }), step({ number: 1 })])[0]?.steps.map(
        (each) => each.number,
      ),
    ).toEqual([3, 2, 1])
  })
  it('counts the sheets and names their numbers', () => {
    const sheet = step({
      kind: 'pickup:pickup:sheet-confirmed',
      data: { k: 2, of: 5, code: '1300224130', number: 1234 },
    })
    expect([titleOf(sheet), detailOf(sheet)]).toEqual([
      '第 2 份已出票，共 5 份',
      '发票代码 1300224130，号码 00001234',
    ])
  })
  it('tells a verdict of the checks from a clerk’s, and both from what a person did', () => {
    const title = (verb: string, person: string) =>
      titleOf(step({ kind: `invoices:application:${verb}`, person }))
    expect(title('approved', 'person/p1')).toBe('提交申领，校验通过，当场批准')
    expect(title('approved', 'clerk/c1')).toBe('申领已批准')
    expect(title('withdrawn', 'person/p1')).toBe('申领已撤回')
  })
  it('calls no paper missing that a machine took back', () => {
    const back = step({ kind: 'pickup:pickup:retracted', data: { report_id: 'r1' } })
    const owed = step({ kind: 'pickup:pickup:owed-again', data: { report_id: 'r1', count: 2 } })
    expect(titleOf(owed, [back, owed])).toBe('收回的 2 份已作废，可再次领取')
    expect(titleOf(owed, [owed])).toBe('确认缺 2 份，可再次领取')
    const found = step({ kind: 'pickup:pickup:report-closed', data: { report_id: 'r1' } })
    expect(titleOf(found, [back, found])).toBe('收回的发票已当面交给领票人')
  })
  it.each([
    ['kiosk-silent', '终端失去联系'],
    ['of-tomorrow', ''],
    ['用量属实', '用量属实'],
  ])('gives the reason %o as %o, never as a code', (reason, words) => {
    expect(detailOf(step({ kind: 'pickup:pickup:opened', data: { reason } }))).toBe(words)
  })
  it('says which wish waits, which was taken back, and when the code was locked', () => {
    const wish = (verb: string, kind: string) =>
      titleOf(step({ kind: `pickup:pickup:${verb}`, data: { wish: kind, kiosk_id: 'K1' } }))
    expect(wish('wished', 'move')).toBe('换地点已受理，等终端 K1 答复后生效')
    expect(wish('wished', 'cancel')).toBe('取消已受理，等终端 K1 答复后生效')
    expect(wish('wish-dropped', 'move')).toContain('撤回了换地点')
    expect(wish('wished', 'of-tomorrow')).toBe('已受理，等终端 K1 答复后办理')
    const wrong = (tries_left: number) =>
      titleOf(step({ kind: 'pickup:pickup:collector-refused', data: { tries_left } }))
    expect([wrong(1), wrong(0)]).toEqual([
      '领取人核对未通过',
      '核对号连续五次不对，短码、图片和链接已锁住',
    ])
  })
  it.each<[string, string, [string, object][], string]>([
    ['move', 'collected', [['dispensed', { out: 2 }]], '换地点没有办'],
    ['move', 'collected in part', [['stopped', { out: 1, complete: false }]], '换地点没有办'],
    ['move', 'not collected', [['stopped', { out: 0, complete: false }]], ''],
    [
      'move',
      'done',
      [
        ['moved', { wished_at: 'x' }],
        ['dispensed', { out: 2 }],
      ],
      '',
    ],
    [
      'move',
      'taken back',
      [
        ['wish-dropped', { wish: 'move' }],
        ['dispensed', { out: 2 }],
      ],
      '',
    ],
    ['cancel', 'collected', [['dispensed', { out: 2 }]], '取消没有办'],
    ['cancel', 'collected in part', [['stopped', { out: 1, complete: false }]], ''],
    ['expire', 'found to be collected', [['settled', { out: 2, complete: true }]], '没有按过期'],
  ])('closes a wish to %s that was %s', (wish, _, then, words) => {
    const steps = [['wished', { wish }] as const, ...then].map(([verb, data], place) =>
      step({ kind: `pickup:pickup:${verb}`, number: place + 1, data: { ...data } }),
    )
    const last = steps[steps.length - 1] as HistoryStep
    const undone = overtaken([...steps].reverse())
    expect(undone.size).toBe(words === '' ? 0 : 1)
    expect(detailOf(last, undone.get(`pickup/1#${steps.length}`))).toContain(words)
  })
  it('a machine that goes on after its person left does so by itself', () => {
    const at = (number: number, verb: string, data = {}): HistoryStep =>
      step({
        kind: `pickup:pickup:${verb}`,
        number,
        person: 'kiosk/K1',
        data: { collector_id: 'p1', ...data },
      })
    const gone = [at(2, 'reserved'), at(3, 'opened'), at(4, 'resumed'), at(5, 'stopped', STOP)]
    const next = [...gone, at(6, 'reserved'), at(7, 'stopped', STOP)]
    const who = ['您本人', '您本人', '自助终端', '自助终端', '自助终端', '您本人']
    expect(next.map((one) => whoOf(one, 'p1', next))).toEqual(who)
    expect(next.slice(-3).map((one) => detailOf(one, '', next))).toEqual([
      '人已离开，剩下的没有再打印',
      '',
      '本人取消',
    ])
  })
  it('shows the name of an event it does not know', () => {
    expect(titleOf(step({ kind: 'pickup:pickup:of-tomorrow' }))).toBe('pickup:pickup:of-tomorrow')
  })
  it.each([
    ['person/p1', '您本人'],
    ['person/p2', '本企业其他人员'],
    ['clerk/x', '税务工作人员'],
    ['kiosk/K1', '自助终端'],
    ['system/ledger_react', '系统自动'],
    ['', '系统自动'],
  ])('calls %o %o', (person, words) => {
    expect(whoOf(step({ person }), 'p1')).toBe(words)
  })
  it.each([
    ['p1', '您本人'],
    ['p2', '本企业其他人员'],
  ])('names the collector %o at a kiosk', (collector, words) => {
    const read = step({ person: 'kiosk/K1', data: { collector_id: collector } })
    expect(whoOf(read, 'p1')).toBe(words)
  })
})
