/** The rows of a job that is done, fetched once from its data file. */
import { shallowRef, watch } from 'vue'
import { Problem, problemOf } from '@/net/problems'
import { linkOf } from './fetching'
import { readRows, type SheetRow } from './rows'
import type { Job } from './types'

const DATA = 'result.jsonl'
export type Fetch = (url: string) => Promise<Response>

/** Takes the job, null while there is none; reads again for another one. */
export function useRows(job: () => Job | null, fetched: Fetch = (url) => fetch(url)) {
  const rows = shallowRef<readonly SheetRow[] | null>(null)
  const problem = shallowRef<Problem | null>(null)
  let turn = 0

  async function read(): Promise<void> {
    const of = job()
    const mine = ++turn
    rows.value = null
    problem.value = null
    if (!of?.files.some((file) => file.name === DATA)) return
    try {
      const answer = await reach(await linkOf(of, DATA))
      const found = readRows(await answer.text())
      if (mine === turn) rows.value = found
    } catch (thrown) {
      if (mine === turn) problem.value = problemOf(thrown)
    }
  }
  async function reach(url: string): Promise<Response> {
    const answer = await fetched(url).catch(() => null)
    if (!answer) throw new Problem(0, { code: 'network-unreachable' })
    if (!answer.ok) throw new Problem(answer.status, { code: 'file-unreadable' })
    return answer
  }
  watch(
    () => `${job()?.id} ${job()?.state}`,
    () => void read(),
    { immediate: true },
  )
  return { rows, problem, read }
}
