/** How a machine stands, as one look tells it: what matters most comes first. */
import { t, tOr } from '@/text'
import { dateTime } from '@/text/format'
import type { StaffKiosk } from '../api'

export interface Standing {
  readonly words: string
  readonly tone: 'good' | 'warn' | 'bad' | 'plain'
}

const SILENT_SECONDS = 60

/** `now` is server time in milliseconds, `pairedAt` when it was paired on this page. */
export function standingOf(kiosk: StaffKiosk, now: number, pairedAt = 0): Standing {
  if (kiosk.state === 'out-of-service') return { words: t('kiosks.out'), tone: 'warn' }
  if (!kiosk.paired) return { words: t('kiosks.unpaired'), tone: 'plain' }
  if (kiosk.jam) return { words: t('kiosks.jam'), tone: 'bad' }
  if (kiosk.door === 'open') return { words: t('kiosks.door'), tone: 'warn' }
  if (isAwaited(kiosk, now, pairedAt)) return { words: t('kiosks.awaited'), tone: 'plain' }
  if (isSilent(kiosk, now)) return { words: t('kiosks.silent'), tone: 'bad' }
  if (kiosk.paper === 'unknown') return { words: t('kiosks.printer'), tone: 'bad' }
  if (kiosk.held_up) return { words: t('kiosks.heldUp'), tone: 'warn' }
  if (kiosk.paper === 'out' || stockOf(kiosk).every((one) => one.left === 0))
    return { words: t('kiosks.empty'), tone: 'bad' }
  if (stockOf(kiosk).some((one) => one.left === 0))
    return { words: t('kiosks.kindEmpty'), tone: 'warn' }
  if (kiosk.paper === 'low') return { words: t('kiosks.low'), tone: 'warn' }
  return { words: t('kiosks.fine'), tone: 'good' }
}

/** Just paired and not heard since: not lost, only not here yet. */
function isAwaited(kiosk: StaffKiosk, now: number, pairedAt: number): boolean {
  if (kiosk.silent) return false
  if (kiosk.last_heard_at === null) return true
  return Date.parse(kiosk.last_heard_at) < pairedAt && now - pairedAt < SILENT_SECONDS * 1000
}

/** Whether nothing was heard for as long as the server counts a kiosk as silent. */
export function isSilent(kiosk: StaffKiosk, now: number): boolean {
  if (kiosk.silent || kiosk.last_heard_at === null) return true
  return (now - Date.parse(kiosk.last_heard_at)) / 1000 > SILENT_SECONDS
}

/** Sheets left of each kind, all cassettes of a kind together. */
export function stockOf(
  kiosk: StaffKiosk,
): readonly { kind: string; name: string; left: number; next: number; code: string }[] {
  const kinds = new Map<
    string,
    { kind: string; name: string; left: number; next: number; code: string }
  >()
  for (const { kind, code, next, left } of kiosk.cassettes) {
    const before = kinds.get(kind)
    if (before === undefined)
      kinds.set(kind, { kind, name: tOr(`kind.${kind}`, kind), left, next, code })
    else
      kinds.set(
        kind,
        before.left === 0
          ? { ...before, left, next, code }
          : { ...before, left: before.left + left },
      )
  }
  return [...kinds.values()]
}

export interface Outlook {
  readonly words: string
  readonly refill: boolean
}

/** How long a kind lasts, as far as that can be told; an empty cassette says enough by itself. */
export function outlookOf(kiosk: StaffKiosk, kind: string): Outlook | null {
  const one = kiosk.forecasts?.find((each) => each.kind === kind)
  if (one === undefined || one.left === 0 || one.basis === 'too-few-days') return null
  const { need, refill, runs_out_at } = one
  if (runs_out_at === null) return { words: t('kiosks.outlook.long'), refill }
  const time = dateTime(runs_out_at)
  const words = refill
    ? t('kiosks.outlook.refill', { time, count: need ?? 0 })
    : t('kiosks.outlook.ends', { time })
  return { words, refill }
}

/** Says once for a machine in use that it is too early to tell for some of its kinds. */
export function tooEarlyOf({ paired, forecasts = [] }: StaffKiosk): string | null {
  const few = forecasts.filter((one) => one.basis === 'too-few-days' && one.left > 0)
  if (!paired || few.length === 0) return null
  const days = Math.min(...few.map((one) => one.days))
  return t(days === 0 ? 'kiosks.outlook.none' : 'kiosks.outlook.few', { days })
}
