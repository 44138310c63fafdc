/** What a kiosk proves to itself before it opens: that it could serve without a line. */
import type { OfflineKiosk } from '../protocol/offline'
import type { Disk } from '../protocol/offline-ports'
import type { Notes } from './disk'
import type { Bridge } from './printer'

export const CHECKS = ['keys', 'leases', 'clock', 'printer', 'disk'] as const
export type Check = (typeof CHECKS)[number]

export interface Checked {
  readonly at: string
  readonly failed: readonly Check[]
  readonly orders: number
}

const ABOUT = 'self-check'
/** The city's quiet hour; machines that never close are checked then, the others as they start. */
const QUIET_HOUR = 5
/** What fails as a machine opens is often only not there yet. */
const AGAIN_MS = 10_000
const cityDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })

/** Leave to serve alone comes within seconds of a start; until then nothing is to be told. */
const FIRST_LEASES_MS = 60_000

interface Parts {
  readonly machine: Pick<OfflineKiosk, 'capable' | 'leases' | 'keeper' | 'uploader'>
  readonly disk: Pick<Disk, 'probe'> & Notes
  readonly printer: Pick<Bridge, 'look'>
  readonly now: Date
}

/** Tries everything, keeps the result on the disk where that can be written, and gives it. */
export async function selfCheck({ machine, disk, printer, now }: Parts): Promise<Checked> {
  const { keeper, leases, uploader } = machine
  const at = now.toISOString()
  const passed: Record<Check, boolean> = {
    keys: machine.capable && Object.keys(keeper.book.keys).length > 0,
    leases: uploader.conflict === null && now.getTime() < Date.parse(keeper.book.serve_until),
    clock: !leases.behind,
    printer: await holds(async () => (await printer.look()).jam === false),
    disk: await holds(async () => (await disk.probe(at)) === at),
  }
  const failed = CHECKS.filter((one) => !passed[one])
  const checked = { at, failed, orders: keeper.book.leases.length }
  if (passed.disk) await disk.note(ABOUT, JSON.stringify(checked))
  return checked
}

/** The last result on this disk, so that a restart at noon does not hide what the morning found. */
export async function lastCheck(disk: Notes): Promise<Checked | null> {
  const kept = await disk.noted(ABOUT)
  return kept === null ? null : (JSON.parse(kept) as Checked)
}

/** Whether a quiet hour has begun since the last check; one that failed is soon repeated. */
export function isDue(last: Checked | null, now: Date): boolean {
  if (last === null) return true
  if (last.failed.length > 0 && now.getTime() - Date.parse(last.at) >= AGAIN_MS) return true
  return quietDay(new Date(last.at)) < quietDay(now)
}

/** Whether a machine that opened a moment ago may not serve alone yet, though it asks for that. */
export function isEarly(
  { capable, keeper }: Pick<OfflineKiosk, 'capable' | 'keeper'>,
  opened: Date,
  now: Date,
): boolean {
  const young = now.getTime() - opened.getTime() < FIRST_LEASES_MS
  return capable && young && !(now.getTime() < Date.parse(keeper.book.serve_until))
}

/** The day that begins in the quiet hour, as text that sorts. */
function quietDay(at: Date): string {
  return cityDay.format(new Date(at.getTime() - QUIET_HOUR * 3600 * 1000))
}

async function holds(test: () => Promise<boolean>): Promise<boolean> {
  try {
    return await test()
  } catch {
    return false
  }
}
