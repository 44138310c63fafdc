/**
 * Places to pick up at: nearest to the phone when the person allows it, else nearest to the middle
 * of a district.
 */
import { computed, ref, shallowRef, watch } from 'vue'
import { online } from '@/kit/online'
import type { Items, Site } from '@/net/api-types'
import { net } from '@/net/here'
import { problemOf, type Problem } from '@/net/problems'
import { districts, type Point } from './districts'

const patienceMilliseconds = 8_000
const shownAtOnce = 12
const shownElsewhere = 6

export type Position = 'unasked' | 'asking' | 'known' | 'refused' | 'impossible'

/** Whether a place has a machine and enough for an order; what is not known is not held against it. */
export function canServe(site: Site, count: number): boolean {
  return site.kiosks > 0 && (site.free === null || site.free >= count)
}

/** Whether one would get it there this minute. */
export function servesNow(site: Site, count: number): boolean {
  const known = site.free !== null && site.free >= count && site.kiosks > 0
  return known && site.open_now !== false && site.kiosk_alive === true
}

/**
 * Those that serve at once first, then the open ones, then those that will serve once they open,
 * then the rest; nearest first in each.
 */
export function ranked(sites: readonly Site[], count: number): Site[] {
  const rank = (site: Site): number => {
    if (servesNow(site, count)) return 0
    if (!canServe(site, count)) return 3
    return site.open_now === false ? 2 : 1
  }
  const far = (site: Site): number => site.distance_metres ?? Number.MAX_SAFE_INTEGER
  return [...sites].sort((left, right) => rank(left) - rank(right) || far(left) - far(right))
}

/** Where the largest part of an order can be had, when no place has it all. */
export function largestPart(sites: readonly Site[]): Site | null {
  const some = sites.filter((site) => site.kiosks > 0 && (site.free ?? 0) > 0)
  return some.reduce<Site | null>(
    (best, site) => (best === null || (site.free ?? 0) > (best.free ?? 0) ? site : best),
    null,
  )
}

/** Takes what is to be picked up and the company's district to begin with. */
export function useNearby(wanted: () => { kind: string; count: number }, district: string) {
  const chosenDistrict = ref(district in districts ? district : '')
  const position = ref<Position>('geolocation' in navigator ? 'unasked' : 'impossible')
  const sites = shallowRef<readonly Site[]>([])
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(false)
  const remembered = ref(false)
  /** No place in the whole city has enough for this order; null until that was asked. */
  const nowhere = ref<boolean | null>(null)
  const here = shallowRef<Point | null>(null)
  const fromHere = computed(() => here.value !== null)
  let turn = 0

  async function load(): Promise<void> {
    const middle = here.value ?? districts[chosenDistrict.value]
    if (!middle) return
    const { kind, count } = wanted()
    const query = new URLSearchParams({
      lat: String(middle.lat),
      lon: String(middle.lon),
      kind,
      count: String(count),
      limit: String(shownAtOnce),
    })
    loading.value = true
    const mine = ++turn
    const key = `sites ${kind} ${fromHere.value ? 'here' : chosenDistrict.value}`
    try {
      const near = (await net().client.get<Items<Site>>(`/sites?${query}`)).items
      const far = near.some((each) => canServe(each, count)) ? null : await elsewhere(query)
      // Somebody has asked for another place meanwhile: this answer comes too late.
      if (mine !== turn) return
      nowhere.value = far === null ? null : !far.some((each) => canServe(each, count))
      const known = new Set(near.map((each) => each.id))
      const found = [...near, ...(far ?? []).filter((each) => !known.has(each.id))]
      sites.value = found
      problem.value = null
      remembered.value = false
      await net()
        .shelf.put('answers', key, found)
        .catch(() => undefined)
    } catch (thrown) {
      if (mine !== turn) return
      problem.value = problemOf(thrown)
      if (problem.value.unreachable) await remember(key)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  /** Farther places that have enough; where there is none, the nearest that have anything. */
  async function elsewhere(near: URLSearchParams): Promise<readonly Site[]> {
    const query = new URLSearchParams(near)
    query.set('able', 'true')
    query.set('limit', String(shownElsewhere))
    const able = (await net().client.get<Items<Site>>(`/sites?${query}`)).items
    if (able.length > 0) return able
    query.set('count', '1')
    return (await net().client.get<Items<Site>>(`/sites?${query}`)).items
  }

  // Without a network the places of the last time serve; what is free there is then not known.
  async function remember(key: string): Promise<void> {
    const kept = await net()
      .shelf.get<readonly Site[]>('answers', key)
      .catch(() => undefined)
    if (!kept) return
    sites.value = kept.map((site) => ({ ...site, free: null, open_now: null, kiosk_alive: null }))
    problem.value = null
    remembered.value = true
  }
  watch(online, (now) => {
    if (now && (remembered.value || problem.value?.unreachable)) void load()
  })

  function askPosition(): void {
    position.value = 'asking'
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        here.value = { lat: coords.latitude, lon: coords.longitude }
        position.value = 'known'
        void load()
      },
      (refused) => {
        position.value = refused.code === refused.PERMISSION_DENIED ? 'refused' : 'impossible'
      },
      { timeout: patienceMilliseconds, maximumAge: 300_000 },
    )
  }

  function chooseDistrict(code: string): void {
    chosenDistrict.value = code
    here.value = null
    if (position.value === 'known') position.value = 'unasked'
    void load()
  }

  return {
    chosenDistrict,
    position,
    sites,
    problem,
    loading,
    remembered,
    nowhere,
    fromHere,
    load,
    askPosition,
    chooseDistrict,
  }
}
