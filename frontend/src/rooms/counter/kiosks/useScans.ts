/** The scans of one form: what was taken, what is wrong with the next, and the last taken back. */
import { ref, type Ref } from 'vue'
import { t } from '@/text'
import { NOTHING, scan, unscan, type Scanned } from './scanning'

export interface Scans {
  readonly scanned: Ref<Scanned>
  /** Words for what is wrong, null when it was taken. */
  take(text: string): string | null
  undo(): void
  clear(): void
}

export function useScans(): Scans {
  const scanned = ref<Scanned>(NOTHING)
  return {
    scanned,
    take(text) {
      const after = scan(scanned.value, text)
      if (typeof after === 'string') return t(`restock.fault.${after}`)
      scanned.value = after
      return null
    },
    undo() {
      scanned.value = unscan(scanned.value)
    },
    clear() {
      scanned.value = NOTHING
    },
  }
}
