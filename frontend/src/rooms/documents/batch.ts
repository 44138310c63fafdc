/**
 * A sheet of invoices on its way: which file, which job tries it, which one sends it.
 *
 *   choose ──> sending the file ──> trying ──> found ──put right, tried again──┐
 *                                     ^          │ └──────────────────────────┘
 *                                     └──back────┘ └──send──> undo window ──> issuing ──> result
 *
 * Every id is kept on this device before anything is sent under it, so a reload, or another day,
 * goes on where it was.
 */
import { computed, onMounted, reactive, ref, shallowRef } from 'vue'
import { newId } from '@/net/ids'
import { net } from '@/net/here'
import { Problem, problemOf } from '@/net/problems'
import { keepAsk } from './asks'
import { sendFile, tellOf, type Send, type Told } from './sending'
import type { Fix } from './types'
import { withFix } from './rows'

export const MOST_FIXES = 500

export interface Batch {
  upload: string
  told: Told
  /** The store has all of it. */
  arrived: boolean
  fixes: Fix[]
  /** What was put right since it was last tried. */
  fresh: number
  trial: string | null
  order: string | null
}

/** Takes the company; `ready` turns true once an older batch, if any, has been read. */
export function useBatch(company: () => string, send?: Send) {
  const batch = shallowRef<Batch | null>(null)
  const ready = ref(false)
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const progress = reactive({ gone: 0, of: 0 })
  const key = computed(() => `batch ${net().session.person.value?.id ?? ''} ${company()}`)

  onMounted(async () => {
    batch.value =
      (await net()
        .shelf.get<Batch>('drafts', key.value)
        .catch(() => undefined)) ?? null
    ready.value = true
  })
  async function keep(next: Batch): Promise<void> {
    await net().shelf.put('drafts', key.value, JSON.parse(JSON.stringify(next)))
    batch.value = next
  }
  /** One act at a time; what it was refused is shown. */
  async function act(does: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      await does()
      return true
    } catch (thrown) {
      problem.value = problemOf(thrown)
      return false
    } finally {
      busy.value = false
    }
  }

  /** The same file chosen again, after a reload in between, goes on under its id. */
  const choose = (file: File): Promise<boolean> =>
    act(async () => {
      const told = await tellOf(file)
      if (told.size_bytes === 0) throw new Problem(400, { code: 'upload-empty-here' })
      const known = batch.value
      const same = known !== null && !known.arrived && known.told.sha256 === told.sha256
      const upload = same ? known.upload : newId()
      const begun: Batch = {
        ...{ upload, told: same ? known.told : told, arrived: false },
        ...{ fixes: [], fresh: 0, trial: null, order: null },
      }
      await keep(begun)
      Object.assign(progress, { gone: 0, of: told.size_bytes })
      const path = `/companies/${company()}/uploads/${upload}`
      await sendFile(path, begun.told, file, (bytes) => (progress.gone = bytes), send)
      await judge({ ...begun, arrived: true })
    })

  async function judge(now: Batch): Promise<void> {
    const ask = { what: 'sheet-dry-run', upload_id: now.upload, fixes: now.fixes } as const
    await keep({ ...now, fresh: 0, order: null, trial: await keepAsk(company(), ask) })
  }
  /** Tries the sheet again, with what was put right. */
  const again = (): Promise<boolean> => act(async () => judge(current()))
  /** Sends what passed; the house waits a while in which it can be taken back. */
  const order = (): Promise<boolean> =>
    act(async () => {
      const now = current()
      const ask = { what: 'sheet-send', upload_id: now.upload, fixes: now.fixes } as const
      await keep({ ...now, order: await keepAsk(company(), ask) })
    })
  /** Back from an order that was taken back to what the trial found. */
  const reopen = (): Promise<boolean> => act(() => keep({ ...current(), order: null }))
  const fix = (cell: Fix): Promise<boolean> =>
    act(async () => {
      const now = current()
      const fixes = withFix(now.fixes, cell)
      if (fixes.length > MOST_FIXES)
        throw new Problem(400, { code: 'fixes-too-many', params: { most: MOST_FIXES } })
      await keep({ ...now, fixes, fresh: now.fresh + 1 })
    })
  /** Forgets it here; what was issued stays issued, and its job stays in the list. */
  const leave = (): Promise<boolean> =>
    act(async () => {
      await net().shelf.take('drafts', key.value)
      batch.value = null
    })
  function current(): Batch {
    if (!batch.value) throw new Error('there is no batch')
    return batch.value
  }
  return { batch, ready, busy, problem, progress, choose, again, order, reopen, fix, leave }
}
