/** Serials as people check them on paper: runs of numbers instead of long lists. */
import type { Segment, Serial } from './protocol/ports'

/** Neighbouring numbers of one code joined, in the order they left the machine. */
export function ranges(serials: readonly Serial[]): readonly Segment[] {
  const runs: Segment[] = []
  for (const { code, number } of serials) {
    const last = runs[runs.length - 1]
    if (last !== undefined && last.code === code && last.last + 1 === number) {
      runs[runs.length - 1] = { ...last, last: number }
    } else {
      runs.push({ code, first: number, last: number })
    }
  }
  return runs
}
