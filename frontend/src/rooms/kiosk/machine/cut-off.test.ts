import { describe, expect, it } from 'vitest'
import type { Stopped, View } from '../protocol/views'
import { cutOff } from './cut-off'

const serials = [{ code: '1300', number: 1 }]
const stopped: Stopped = {
  at: 'stopped',
  reason: 'refused',
  code: 'kiosk-key-unknown',
  kind: 'P_ORD',
  count: 3,
  serials,
  reported: false,
  trouble: null,
}
const printing: View = {
  at: 'printing',
  kind: 'P_ORD',
  count: 3,
  sheet: 2,
  serial: null,
  confirming: false,
  serials,
  trouble: null,
  ending: false,
}

describe('a machine that lost its key', () => {
  it.each<[string, View | null, number | null]>([
    ['printing', printing, 1],
    ['stopped by the refusal itself', stopped, 1],
    ['stopped and told', { ...stopped, reported: true }, null],
    ['idle', { at: 'idle' }, null],
    ['not opened yet', null, null],
  ])('tells whoever stands there: %s', (_, view, given) => {
    expect(cutOff(view)).toEqual(given === null ? null : { count: 3, given })
  })
})
