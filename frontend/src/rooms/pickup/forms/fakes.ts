/** For tests: a pickup, and a net of the taxpayer's door that remembers what it was asked. */
import { shallowRef } from 'vue'
import type { Pickup } from '@/net/api-types'
import { useNet, type Net } from '@/net/here'
import { fakeNet, type Asked } from '@/rooms/counter/fakes'
import { net } from '@/net/here'
import { memoryShelf } from '@/net/shelf'

export const pickup: Pickup = {
  id: '0a0a',
  version: 1,
  application_id: 'a',
  company_id: 'c',
  kind: 'P_ORD',
  count: 3,
  handed_count: 0,
  site_id: 's',
  site_name: '微厅（模拟）',
  state: 'issued',
  issued_at: '2026-11-23T02:00:00Z',
  expires_at: '2026-11-30T02:00:00Z',
  reminded_at: null,
  ended: null,
  locked: false,
  loan: null,
  wish: null,
  reservation: null,
  serials: [],
  last_service: null,
  report: null,
  reportable_until: null,
  reprinted: 0,
  pass: { type: 'rolling', body: 'AA', secret: 'AA', step_seconds: 30, short_code: 'ABCDEFGHIJKL' },
  server_time: '2026-11-23T08:00:00Z',
}

/** `answers` by method or "METHOD /path"; the person signed in is 李强. */
export function asks(answers: Record<string, unknown>): Asked[] {
  const asked = fakeNet(answers)
  const person = shallowRef({ id: 'p1', name: '李强', phone_masked: '', staff_roles: [] })
  useNet({ ...net(), shelf: memoryShelf(), session: { person } } as unknown as Net)
  return asked
}

export const seen = (asked: Asked): string => `${asked.method} ${asked.path}`
