/** Finding a company in one's own list, forgiving about width, case and spaces. */
import type { Company } from '@/net/api-types'

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/** Companies whose name or code holds what was typed; all of them when nothing was. */
export function matching(companies: readonly Company[], typed: string): readonly Company[] {
  const wanted = plain(typed)
  if (!wanted) return companies
  return companies.filter(
    (company) => plain(company.name).includes(wanted) || plain(company.id).includes(wanted),
  )
}
