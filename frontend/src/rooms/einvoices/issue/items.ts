/** The classification as it is searched: by any part of a name, or by the beginning of a code. */
import type { Item } from '../types'

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s*]/g, '')

/** Every item that fits what is typed, those whose name begins with it first. */
export function found(items: readonly Item[], words: string): readonly Item[] {
  const wanted = folded(words)
  if (wanted === '') return items
  const rank = (item: Item): number => {
    const names = [item.short_name, item.name_zh, item.name_en].map(folded)
    if (/^\d+$/.test(wanted)) return item.code.startsWith(wanted) ? 0 : 2
    if (names.some((name) => name.startsWith(wanted))) return 0
    return names.some((name) => name.includes(wanted)) ? 1 : 2
  }
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .filter((each) => each.rank < 2)
    .sort((left, right) => left.rank - right.rank)
    .map((each) => each.item)
}
