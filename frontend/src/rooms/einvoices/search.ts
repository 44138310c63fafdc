/** One way of searching at a time, as the address of the page and the route of the API hold it. */
import type { LocationQuery } from 'vue-router'
import type { Side } from './types'

export type By = 'all' | 'number' | 'buyer' | 'days'
export interface Search {
  by: By
  number: string
  buyer: string
  from: string
  to: string
}

/** The ways of a side: what was received has one buyer. */
export function waysOf(side: Side): readonly By[] {
  return side === 'issued' ? ['all', 'buyer', 'number', 'days'] : ['all', 'number', 'days']
}

/** Reads the search from an address; what is no way of this side is none. */
export function searchOf(query: LocationQuery, side: Side): Search {
  const read = (name: string): string => (typeof query[name] === 'string' ? query[name] : '')
  const by = waysOf(side).find((way) => way === read('by')) ?? 'all'
  return { by, number: read('number'), buyer: read('buyer'), from: read('from'), to: read('to') }
}

/** What stands in the address: only what is searched by. */
export function searchQuery(search: Search): Record<string, string> {
  const { by, number, buyer, from, to } = search
  switch (by) {
    case 'all':
      return {}
    case 'number':
      return { by, number: number.normalize('NFKC').replace(/\s/g, '') }
    case 'buyer':
      return { by, buyer: buyer.trim() }
    case 'days':
      return { by, ...(from ? { from } : {}), ...(to ? { to } : {}) }
  }
}

/** The same for the route, with its question mark; empty where there is nothing to search by. */
export function searchText(search: Search): string {
  const asked = Object.entries(searchQuery(search))
  const filled = asked.filter(([name, value]) => name !== 'by' && value !== '')
  return filled.length > 0 ? `?${new URLSearchParams(filled)}` : ''
}
