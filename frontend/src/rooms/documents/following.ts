/**
 * One job as it goes on: what is kept here is sent first, then it is asked after with its tag, with
 * longer pauses while nobody answers, and not at all while the page is hidden.
 */
import { shallowRef, watch } from 'vue'
import { online } from '@/kit/online'
import { whileVisible } from '@/kit/ticking'
import { net } from '@/net/here'
import { problemOf, type Problem } from '@/net/problems'
import { dropAsk, jobPath, sendKept } from './asks'
import { pauseAfter } from './pause'
import type { Job } from './types'

/** Takes the company and the job's id, null while there is none to follow. */
export function useJob(company: () => string, id: () => string | null) {
  const job = shallowRef<Job | null>(null)
  const problem = shallowRef<Problem | null>(null)
  let etag: string | null = null
  let failures = 0
  let since = Date.now()

  function hear(next: Job, tag: string | null): void {
    if (next.id !== id()) return
    if (job.value && next.version < job.value.version) return
    job.value = next
    etag = tag
  }

  async function look(): Promise<void> {
    const asked = id()
    if (asked === null) return
    try {
      const begun = await sendKept(company(), asked)
      if (begun) hear(begun, null)
      else await ask(asked)
      failures = 0
      problem.value = null
    } catch (thrown) {
      const found = problemOf(thrown)
      if (asked !== id()) return
      problem.value = found
      failures = found.passing ? failures + 1 : 0
      // A definite no to what was kept: it is not sent again by itself.
      if (!found.passing && found.status !== 401) await dropAsk(asked)
    }
  }
  async function ask(asked: string): Promise<void> {
    const path = jobPath(company(), asked)
    const answer = await net().client.ask<Job | undefined>('GET', path, { etag })
    if (answer.data) hear(answer.data, answer.etag)
  }

  const lookNow = whileVisible(look, () => {
    if (id() === null || (problem.value && !problem.value.passing)) return null
    const now = net().clock.now()
    return pauseAfter(job.value, { failures, watchedMilliseconds: Date.now() - since, now })
  })
  watch(id, () => {
    job.value = null
    problem.value = null
    etag = null
    failures = 0
    since = Date.now()
    lookNow()
  })
  watch(online, (now) => {
    if (now) lookNow()
  })
  return { job, problem, lookNow, hear: (next: Job) => hear(next, null) }
}
