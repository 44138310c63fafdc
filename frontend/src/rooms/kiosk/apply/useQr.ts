/** The picture a phone reads to sign its owner in here (RFC 8628): shown, asked about, renewed. */
import { onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import type { Visit } from '@/net/api-types'
import { newId } from '@/net/ids'
import { Problem, problemOf } from '@/net/problems'
import type { Visitor, Visitors } from './visitors'

const LONGEST_GAP_SECONDS = 30

/** Calls `entered` once somebody has confirmed, `failed` for what asking again cannot mend. */
export function useQr(parts: {
  visitors: Visitors
  entered: (visitor: Visitor) => void
  failed: (problem: Problem) => void
}) {
  const { visitors, entered, failed } = parts
  const visit = shallowRef<Visit | null>(null)
  const lost = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false
  let open = ''
  let gap = 0

  async function begin(): Promise<void> {
    const id = newId()
    await attempt(async () => {
      const asked = await visitors.ask(id)
      if (gone) return visitors.cancel(id)
      open = id
      visit.value = asked
      gap = asked.interval_seconds
      later(look)
    }, begin)
  }

  async function look(): Promise<void> {
    await attempt(async () => {
      const told = await visitors.collect(open)
      if (told.visitor !== null) open = ''
      if (told.visitor !== null) return gone ? told.visitor.end() : entered(told.visitor)
      gap = told.gap
      later(look)
    }, look)
  }

  async function attempt(act: () => Promise<void>, again: () => Promise<void>): Promise<void> {
    if (gone) return
    try {
      await act()
      lost.value = false
    } catch (thrown) {
      const problem = problemOf(thrown)
      if (gone) return
      if (problem.code === 'visit-expired') return begin()
      if (!problem.passing || problem.code === 'tries-too-many') return failed(problem)
      // Told to slow down, or not heard at all: the gaps grow either way.
      const wider = Number(problem.params['interval_seconds'] ?? Math.max(3, gap * 2))
      gap = Math.min(wider, LONGEST_GAP_SECONDS)
      lost.value = problem.code !== 'visit-asked-too-soon'
      later(again, problem.retryAfterSeconds ?? gap)
    }
  }

  function later(act: () => Promise<void>, seconds = gap): void {
    if (!gone) timer = setTimeout(() => void act(), seconds * 1000)
  }

  onMounted(() => void begin())
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
    if (open !== '') visitors.cancel(open)
  })
  return { visit, lost }
}
