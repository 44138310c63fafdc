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

export type Position = 'unasked' | 'asking' | 'known' | 'refused' | 'impossible'

/** Takes what is to be picked up and the company's district to begin with. */
export function useNearby(wanted: () => { kind: string; count: number }, district: string) {
  const chosenDistrict = ref(district in districts ? district : '')
  const position = ref<Position>('geolocation' in navigator ? 'unasked' : 'impossible')
  const sites = shallowRef<readonly Site[]>([])
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(false)
  const remembered = ref(false)
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
      const found = (await net().client.get<Items<Site>>(`/sites?${query}`)).items
      // Somebody has asked for another place meanwhile: this answer comes too late.
      if (mine !== turn) return
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
    fromHere,
    load,
    askPosition,
    chooseDistrict,
  }
}
