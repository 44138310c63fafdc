/** From nothing to a code at the machine, with every turn it can take. */
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadText, t } from '@/text'
import { faults } from '../axe'
import { company, failedCheck, kind, problem } from './fakes'
import { Hand } from './hand'

let hand: Hand
beforeEach(async () => {
  await loadText('zh', ['kit', 'kiosk', 'serving', 'visit', 'taxpayer'])
  hand = new Hand()
})
afterEach(() => {
  vi.useRealTimers()
  hand.page.unmount()
})

it('leads from a text message to the code of the order', async () => {
  await hand.apply()
  expect(hand.codes).toEqual([['TP1.CODE']])
  expect(hand.hall.wishes.map(([, wish]) => wish)).toEqual([
    { kind: 'P_ORD', count: 3, site_id: 'Z001' },
  ])
  expect(hand.hall.log).not.toContain('end')
  hand.page.unmount()
  expect(hand.hall.log.filter((line) => line === 'end')).toHaveLength(1)
})

it('asks for no company where there is one, and steps back to the ways from there', async () => {
  hand.hall.companies[0] = [company('c1', '模拟甲')]
  await hand.signIn()
  expect(hand.heading).toBe(t('visit.kind.title'))
  await hand.press('visit.back')
  expect(hand.heading).toBe(t('visit.ways.title'))
})

it('shows four companies at a time, and none that may not be applied for can be pressed', async () => {
  const many = ['一', '二', '三', '四', '五'].map((name) => company(name, name, name !== '二'))
  hand.hall.companies[0] = many
  await hand.signIn()
  expect(hand.text).not.toContain('五')
  expect(hand.button(`二${t('visit.company.mayNot')}`)?.attributes('disabled')).toBeDefined()
  await hand.press('visit.pick.after')
  expect(hand.button('五')).toBeDefined()
  expect(hand.button(t('visit.pick.after'))?.attributes('disabled')).toBeDefined()
})

it('says so where there is no company and no kind', async () => {
  hand.hall.companies[0] = []
  await hand.signIn()
  expect(hand.heading).toBe(t('visit.company.none'))
  hand.hall.companies[0] = [company('c1', '模拟甲')]
  hand.hall.kinds[0] = []
  hand.anew()
  await hand.signIn()
  expect(hand.heading).toBe(t('visit.kind.none'))
})

it('offers no kind that is not in the machine and no more sheets than it holds', async () => {
  await hand.toCount()
  await hand.keys('21')
  expect(hand.text).toContain(t('visit.count.stock', { count: 20 }))
  await hand.press('visit.count.submit', { count: '21' })
  expect(hand.hall.wishes).toEqual([])
  hand.anew({})
  await hand.press('visit.ways.sms')
  await hand.keys('13800000001')
  await hand.press('visit.phone.submit')
  await hand.keys('123456')
  await hand.touch('模拟甲')
  expect(hand.text).toContain(t('visit.kind.notHere'))
})

it('takes the keys of a keyboard, and Enter sends a short number', async () => {
  await hand.toCount()
  for (const key of ['7', 'Enter']) {
    window.dispatchEvent(new KeyboardEvent('keydown', { key }))
    await flushPromises()
  }
  expect(hand.hall.wishes[0]?.[1].count).toBe(7)
})

describe('more than may be had at once', () => {
  it('is said before it is sent', async () => {
    hand.hall.kinds[0] = [{ ...kind, left_now: 5 }]
    await hand.toCount()
    await hand.keys('5')
    expect(hand.text).not.toContain(t('visit.count.beyond', { left: 5 }))
    hand.anew()
    await hand.toCount()
    await hand.keys('9')
    expect(hand.text).toContain(t('visit.count.beyond', { left: 5 }))
    expect(hand.button(t('visit.count.submit.clerk', { count: '9' }))).toBeDefined()
  })

  it('can be made what may be had, and is printed then', async () => {
    hand.hall.kinds[0] = [{ ...kind, left_now: 2 }]
    hand.hall.checks = [{ ...failedCheck, code: 'count-per-time' }]
    hand.hall.state.splice(0, 1, 'referred', 'approved')
    await hand.toCount()
    await hand.keys('3')
    await hand.press('visit.count.submit.clerk', { count: '3' })
    expect(hand.heading).toBe(t('visit.verdict.referred'))
    await hand.press('visit.fewer', { count: 2 })
    expect(hand.hall.log.at(-1)).toMatch(/^withdraw .* 在自助终端改为 2 份$/)
    expect(hand.hall.wishes.map(([, wish]) => wish.count)).toEqual([3, 2])
    expect(new Set(hand.hall.wishes.map(([id]) => id)).size).toBe(2)
    expect(hand.codes).toEqual([['TP1.CODE']])
  })

  it('is not offered where something else failed too', async () => {
    hand.hall.kinds[0] = [{ ...kind, left_now: 2 }]
    hand.hall.checks = [{ ...failedCheck, code: 'count-per-time' }, failedCheck]
    hand.hall.state[0] = 'referred'
    await hand.toCount()
    await hand.keys('3')
    await hand.press('visit.count.submit.clerk', { count: '3' })
    expect(hand.button(t('visit.fewer', { count: 2 }))).toBeUndefined()
  })
})

describe('what is not printed now', () => {
  it.each(['referred', 'refused', 'withdrawn'] as const)(
    '%s is told with its reasons',
    async (state) => {
      hand.hall.state[0] = state
      hand.hall.checks = [failedCheck]
      await hand.apply()
      expect(hand.heading).toBe(t(`visit.verdict.${state}`))
      expect(hand.text).toContain(t(`visit.verdict.${state}.next`))
      expect(hand.text).toContain(t('check.refer.next'))
      expect(hand.codes).toEqual([])
      await hand.press('visit.end')
      expect(hand.left).toBe(1)
    },
  )
  it('is paper that was promised to somebody else meanwhile', async () => {
    hand.hall.codes[0] = { state: 'issued', site_id: null, code: null }
    await hand.apply()
    expect(hand.heading).toBe(t('visit.verdict.moved'))
  })
  it('is an order that does not come; while it is waited for nobody is asked anything', async () => {
    vi.useFakeTimers()
    hand.anew()
    hand.hall.codes[0] = problem('pickup-unknown', 404)
    await hand.apply()
    expect(hand.heading).toBe(t('visit.busy.preparing'))
    await vi.advanceTimersByTimeAsync(39_000)
    expect(hand.asked).toBe(false)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(hand.heading).toBe(t('visit.verdict.later'))
  })
})

it('waits for an order that is still being made', async () => {
  vi.useFakeTimers()
  hand.anew()
  const made = { state: 'issued', site_id: 'Z001', code: 'TP1.LATE' }
  hand.hall.codes.splice(0, 1, problem('pickup-unknown', 404), problem('x', 503), made)
  await hand.apply()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(hand.codes).toEqual([['TP1.LATE']])
})

it('keeps the person at the field after a wrong code, with what was typed gone', async () => {
  hand.hall.opening.unshift(problem('sign-in-code-wrong', 403, { params: { tries_left: 4 } }))
  await hand.signIn()
  expect(hand.heading).toBe(t('visit.sms.title'))
  expect(hand.page.find('[role=alert]').text()).toContain('next sign-in-code-wrong')
  await hand.keys('123456')
  expect(hand.heading).toBe(t('visit.company.title'))
})

it('sends the very same application once more after a lost answer', async () => {
  hand.hall.state.unshift(problem('network-slow', 0))
  await hand.apply()
  expect(hand.button(t('visit.mend.again'))).toBeDefined()
  await hand.press('visit.mend.again')
  const [first, second] = hand.hall.wishes
  expect(second).toEqual(first)
  expect(hand.codes).toHaveLength(1)
})

it.each([
  ['session-ended', 401, 'enter'],
  ['session-expired', 401, 'enter'],
  ['company-unknown', 404, 'back'],
  ['count-malformed', 400, 'back'],
  ['visit-elsewhere', 403, 'back'],
  ['kiosk-out-of-service', 409, 'leave'],
  ['caller-not-allowed', 403, 'leave'],
  ['written-meanwhile', 503, 'again'],
  ['of-tomorrow', 500, 'again'],
] as const)('tells %s in words with one button', async (code, status, mend) => {
  hand.hall.state[0] = problem(code, status)
  await hand.apply()
  expect(hand.heading).not.toBe('')
  expect(hand.page.find('.lead').text()).not.toBe('')
  expect(hand.text).toContain(code)
  expect(hand.page.findAll('button.first')).toHaveLength(1)
  expect(await faults()).toEqual([])
  await hand.press(`visit.mend.${mend}`)
  if (mend === 'back') expect(hand.heading).toBe(t('visit.count.title'))
  if (mend === 'enter') expect(hand.heading).toBe(t('visit.ways.title'))
  if (mend === 'enter') expect(hand.hall.log).toContain('end')
  if (mend === 'leave') expect(hand.left).toBe(1)
})

it.each([
  ['phone-malformed', 400, 'back'],
  ['sign-in-too-many', 429, 'leave'],
  ['sign-in-sms-unavailable', 503, 'again'],
] as const)('tells %s where a code is asked for', async (code, status, mend) => {
  hand.hall.sms[0] = problem(code, status)
  await hand.signIn()
  expect(hand.button(t(`visit.mend.${mend}`))).toBeDefined()
})

it.each(['zh', 'en'] as const)('has no fault on any screen in %s', async (language) => {
  await loadText(language, ['kit', 'kiosk', 'serving', 'visit', 'taxpayer'])
  const found: string[] = []
  const look = async (): Promise<void> => {
    found.push(...(await faults()))
    expect(hand.text).not.toMatch(/visit\.|\{\w+\}/)
  }
  await look()
  await hand.press('visit.ways.sms')
  await look()
  await hand.keys('13800000001')
  await hand.press('visit.phone.submit')
  await look()
  await hand.keys('123456')
  await look()
  await hand.touch('模拟甲')
  await look()
  await hand.touch(language === 'zh' ? kind.name_zh : kind.name_en)
  await look()
  hand.hall.state[0] = 'referred'
  hand.hall.checks = [failedCheck]
  await hand.keys('3')
  await hand.press('visit.count.submit', { count: '3' })
  await look()
  expect(found).toEqual([])
})
