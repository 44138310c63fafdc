import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import PaperPage from '@/doors/counter/pages/PaperPage.vue'
import { Problem } from '@/net/problems'
import { faults } from '@/rooms/kiosk/axe'
import { loadText, t } from '@/text'
import { fakeNet } from '../fakes'
import {
  detailWords,
  listApart,
  personWords,
  scannedApart,
  typedSheet,
  within,
  type Lot,
  type Serial,
  type Trace,
} from './paper'

const CODE = '013002600104'
const affected = { pickup_id: 'p1', collector: '模*', company: '模拟甲公司', waits: false }
const lot: Lot = {
  id: 'B001.P_ORD.7',
  kiosk_id: 'B001-K1',
  site_id: 'B001',
  site_name: '甲厅',
  kind: 'P_ORD',
  nature: 'spoiled',
  why: 'jam',
  since: '2026-11-23T07:25:00Z',
  packets: [{ code: CODE, first: 602, last: 602 }],
  free: [{ code: CODE, first: 602, last: 602 }],
  may: ['voided', 'lost'],
  needs_second: ['lost'],
  is_open: true,
  affected,
  decisions: [],
  reprints: [
    {
      gone_code: CODE,
      gone_number: 602,
      printed_code: CODE,
      printed_number: 603,
      at: '2026-11-23T07:30:00Z',
    },
  ],
  version: 2,
}
const counted: Lot = {
  ...lot,
  id: 'B001.P_ORD.9',
  nature: 'in-doubt',
  why: 'count',
  packets: [{ code: CODE, first: 610, last: 614 }],
  free: [{ code: CODE, first: 611, last: 614 }],
  may: ['voided', 'given-back', 'lost'],
  needs_second: ['given-back', 'lost'],
  affected: null,
  reprints: [],
  decisions: [
    {
      id: 'd1',
      outcome: 'lost',
      packets: [{ code: CODE, first: 610, last: 610 }],
      reason: '找遍了',
      stand: 'proposed',
      by: 'clerk/other',
      by_name: '乙某',
      at: '2026-11-23T07:40:00Z',
      second: null,
      second_name: null,
      second_at: null,
    },
  ],
}
const trace: Trace = {
  id: 'shelf/B001/P_ORD#7',
  at: '2026-11-23T07:25:00Z',
  kind: 'custody:sheets:settled',
  place: 'apart',
  person: 'kiosk/B001-K1',
  person_name: '',
  machine: 'kiosk/B001-K1',
  kiosk_id: 'B001-K1',
  affected,
  reason: null,
  why: 'jam',
  outcome: null,
  replaced: null,
  replaces: null,
}
const serial: Serial = {
  code: CODE,
  number: 602,
  place: 'apart',
  items: [trace],
  next_cursor: null,
}

let page: VueWrapper | null = null
beforeEach(() => loadText('zh', ['kit', 'identity', 'places', 'taxpayer', 'counter']))
afterEach(() => page?.unmount())
async function opened(query = ''): Promise<VueWrapper> {
  const history = createMemoryHistory()
  const routes = [{ path: '/paper', component: PaperPage }]
  const router = createRouter({ history, routes })
  await router.push(`/paper${query}`)
  page = mount(PaperPage, { attachTo: document.body, global: { plugins: [router] } })
  await flushPromises()
  return page
}
const press = async (words: string): Promise<void> => {
  const found = page?.findAll('button').filter((one) => one.text().startsWith(words)) ?? []
  await found.at(-1)?.trigger('click')
  await flushPromises()
}
const ROUTE = `/counter/apart/B001-K1/${lot.id}/decisions/`
const GET = 'GET /counter/apart'

describe('words and numbers', () => {
  it('tell code and number apart', () => {
    expect(scannedApart(`${CODE} 00000602`)).toEqual({ code: CODE, number: '00000602' })
    expect(scannedApart(CODE)).toBeNull()
    expect(typedSheet('０13002600104', ' 602 ')).toEqual({ code: CODE, number: 602 })
    for (const [code, number] of [
      ['123', '1'] as const,
      [CODE, '0'] as const,
      [CODE, 'x'] as const,
    ])
      expect(typedSheet(code, number)).toBeNull()
  })
  it('take a stretch only within one packet', () => {
    expect(within(counted.free, '611', '612')).toEqual({ code: CODE, first: 611, last: 612 })
    for (const [first, last] of [
      ['610', '611'] as const,
      ['612', '611'] as const,
      ['', ''] as const,
    ])
      expect(within(counted.free, first, last)).toBeNull()
  })
  it('name the collector at a machine and the clerk elsewhere', () => {
    expect(personWords(trace)).toBe('模拟甲公司 · 模*')
    const clerk = { ...trace, person: 'clerk/c1', person_name: '甲某' }
    expect(personWords(clerk)).toBe('甲某')
    const replaced = { code: CODE, first: 603, last: 603 }
    expect(detailWords({ ...trace, replaced })).toBe(`出票时卡纸 · 由 ${CODE} 00000603 补印`)
  })
  it('ask for a place and the next page', async () => {
    const asked = fakeNet({ GET: { items: [], next_cursor: null } })
    await listApart({ site: 'B001', kiosk: 'B001-K1' }, 'c')
    await listApart(null, null)
    expect(asked.map((one) => one.path)).toEqual([
      '/counter/apart?site_id=B001&kiosk_id=B001-K1&cursor=c',
      '/counter/apart',
    ])
  })
})

describe('the page', () => {
  it('says when nothing is set apart, and when it cannot be had', async () => {
    fakeNet({ GET: { items: [], next_cursor: null } })
    expect((await opened()).text()).toContain(t('paper.none'))
    page?.unmount()
    fakeNet({ GET: new Problem(0, { code: 'network-unreachable' }) })
    expect((await opened()).text()).toContain(t('kit.again'))
  })
  it('shows what is set apart without a fault of accessibility', async () => {
    fakeNet({ [GET]: { items: [lot, counted], next_cursor: null } })
    const shown = (await opened()).text()
    for (const words of [
      '00000602',
      '出票时卡纸',
      '模拟甲公司 · 模*',
      '00000603 补印',
      '乙某 提出',
    ])
      expect(shown).toContain(words)
    expect(await faults()).toEqual([])
  })
  it('asks once more before it voids, and repeats with the same id', async () => {
    const asked = fakeNet({
      [GET]: { items: [lot], next_cursor: null },
      PUT: new Problem(0, { code: 'network-unreachable' }),
    })
    await opened()
    await press(t('paper.decide'))
    await page?.find('input[type=radio][value=voided]').setValue()
    await page?.find('textarea').setValue('票面撕破')
    await page?.find('dialog form').trigger('submit')
    expect(asked.filter((one) => one.method === 'PUT')).toEqual([])
    expect(page?.find('dialog').text()).toContain(t('paper.sure.final'))
    expect(await faults()).toEqual([])
    for (const _ of [1, 2]) {
      await page?.find('dialog form').trigger('submit')
      await flushPromises()
    }
    const put = asked.filter((one) => one.method === 'PUT')
    expect(new Set(put.map((one) => one.path)).size).toBe(1)
    expect(put[0]?.path.startsWith(ROUTE)).toBe(true)
    expect(put[1]?.body).toEqual({
      outcome: 'voided',
      packets: lot.free,
      reason: '票面撕破',
      version: 2,
    })
  })
  it('lets part of the sheets be decided, by two people where it takes two', async () => {
    const asked = fakeNet({ [GET]: { items: [counted], next_cursor: null }, PUT: counted })
    await opened()
    await press(t('paper.decide'))
    await page?.find('input[value="given-back"]').setValue()
    await page?.find('input[value=some]').setValue()
    await page?.find('input[name=first]').setValue('610')
    expect(page?.text()).toContain(t('paper.which.fault'))
    await page?.find('input[name=first]').setValue('612')
    await page?.find('textarea').setValue('完好')
    await page?.find('dialog form').trigger('submit')
    expect(page?.find('dialog').text()).toContain(t('paper.sure.second'))
    await page?.find('dialog form').trigger('submit')
    await flushPromises()
    const body = asked.find((one) => one.method === 'PUT')?.body
    expect(body).toMatchObject({ packets: [{ code: CODE, first: 612, last: 612 }] })
  })
  it('lets a colleague agree, and its maker only take it back', async () => {
    const asked = fakeNet({ [GET]: { items: [counted], next_cursor: null }, PUT: counted })
    await opened()
    await press(t('paper.agree'))
    expect(asked.find((one) => one.method === 'PUT')).toMatchObject({
      path: '/counter/apart/B001-K1/B001.P_ORD.9/decisions/d1/answer',
      body: { agrees: true },
    })
    page?.unmount()
    const mine = counted.decisions.map((one) => ({ ...one, by: 'clerk/me' }))
    fakeNet({ [GET]: { items: [{ ...counted, decisions: mine }], next_cursor: null } })
    const shown = (await opened()).text()
    expect(shown).toContain(t('paper.second.other'))
    const buttons = page?.findAll('button').map((one) => one.text()) ?? []
    expect(buttons).toContain(t('paper.withdraw'))
    expect(buttons).not.toContain(t('paper.agree'))
  })
  it('looks a serial up by a scan, and says when there is none', async () => {
    const asked = fakeNet({
      [GET]: { items: [], next_cursor: null },
      [`GET /counter/serials/${CODE}/602`]: serial,
    })
    await opened()
    await page?.find('input[name=code]').setValue(`${CODE}00000602`)
    await page?.find('form[role=search]').trigger('submit')
    await flushPromises()
    expect(asked.at(-1)?.path).toBe(`/counter/serials/${CODE}/602`)
    expect(page?.text()).toContain(`${CODE} 00000602 现在：隔离中`)
    expect(await faults()).toEqual([])
    await page?.find('input[name=number]').setValue('x')
    await page?.find('form[role=search]').trigger('submit')
    await flushPromises()
    expect(page?.text()).toContain(t('paper.search.fault'))
  })
  it('begins at the machine an alert names, with the serial asked for', async () => {
    const asked = fakeNet({
      'GET /counter/apart?site_id=B001&kiosk_id=B001-K1': { items: [lot], next_cursor: null },
      [`GET /counter/serials/${CODE}/602`]: serial,
    })
    await opened(`?site=B001&kiosk=B001-K1&code=${CODE}&number=602`)
    expect(page?.text()).toContain('只看 B001-K1')
    expect(page?.text()).toContain('现在：隔离中')
    await press(t('paper.everywhere'))
    expect(asked.at(-1)?.path).toBe('/counter/apart')
  })
})
