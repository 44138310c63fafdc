/** The tray of this machine: looked at every two seconds while nothing is being printed. */
import { shallowRef, type ShallowRef } from 'vue'
import { newId } from '@/net/ids'
import { Tray, type Retraction, type TrayState } from '../protocol/tray'
import type { Aftercare } from './aftercare'
import type { Bridge } from './printer'

export interface Corner {
  readonly tray: ShallowRef<TrayState>
  turn(busy: boolean): Promise<void>
}
export const LOOK_MS = 2_000
const KEY = 'kiosk-retraction'

/** `storage` keeps what was begun over a power cut; both its ends are repeatable. */
export function cornerOf(
  bridge: Bridge,
  after: Aftercare,
  storage: Storage = localStorage,
): Corner {
  const tray = shallowRef<TrayState>('clear')
  const core = new Tray({
    now: () => performance.now(),
    fresh: newId,
    look: () => bridge.look(),
    retract: (id) => bridge.retract(id),
    tell: (retraction, count) => after.retracted(retraction, count),
    served: after.served,
    keep: (retraction) =>
      retraction === null
        ? storage.removeItem(KEY)
        : storage.setItem(KEY, JSON.stringify(retraction)),
    kept: () => read(storage.getItem(KEY)),
  })
  let looking = false
  return {
    tray,
    async turn(busy) {
      if (looking) return
      looking = true
      try {
        tray.value = await core.turn(busy)
      } finally {
        looking = false
      }
    },
  }
}

function read(text: string | null): Retraction | null {
  return text === null ? null : (JSON.parse(text) as Retraction)
}
