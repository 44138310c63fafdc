/**
 * One pickup as it happens: from this device at once, from the server every second and a half while
 * it is looked at.
 */
import { computed, onMounted, ref, shallowRef, watch } from 'vue'
import type { Pickup } from '@/net/api-types'
import { net } from '@/net/here'
import { problemOf, type Problem } from '@/net/problems'
import { whileVisible } from '@/kit/ticking'
import { dropPasses, keepPass, keptPasses, readPasses } from './passes'

const liveMilliseconds = 1_500
const calmMilliseconds = 5_000
const calmAfterMilliseconds = 180_000
const issuingMilliseconds = 1_000

/** Takes the pickup's id; gives what is known of it and what is in the way of knowing more. */
export function useLivePickup(id: string) {
  const pickup = shallowRef<Pickup | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const issuing = ref(false)
  const since = Date.now()
  let etag: string | null = null
  /** The server has said that this is not, or no more, for who is signed in here. */
  let denied = false

  const offline = computed(() => problem.value?.unreachable ?? false)
  // The server is there no more, or not there for us just now: what stands here may be old.
  const cut = computed(() => (problem.value?.passing || refusedInSession()) ?? false)
  const ended = computed(
    () => pickup.value?.state === 'dispensed' || pickup.value?.state === 'closed',
  )

  // A report that a clerk looks at may open it again.
  const checked = computed(() => pickup.value?.report?.outcome === null)
  /** Missing sheets are reported at the machine too: while that may be, the end is not the end. */
  function reportable(): boolean {
    const until = pickup.value?.reportable_until
    return until ? Date.parse(until) > net().clock.now() : false
  }

  function refusedInSession(): boolean {
    return problem.value?.status === 401 && net().session.person.value !== null
  }

  /** What was asked before the last change may be answered after it: it is no news. */
  async function hear(next: Pickup, nextEtag: string | null): Promise<void> {
    if (pickup.value && next.version < pickup.value.version) return
    denied = false
    pickup.value = next
    etag = nextEtag
    await keepPass({
      pickup: next,
      etag: nextEtag,
      person_id: net().session.person.value?.id ?? '',
    })
  }

  async function look(): Promise<void> {
    try {
      const answer = await net().client.ask<Pickup | undefined>('GET', `/pickups/${id}`, { etag })
      problem.value = null
      issuing.value = false
      if (answer.data) await hear(answer.data, answer.etag)
    } catch (thrown) {
      const found = problemOf(thrown)
      // The pickup follows its approval by a moment: until then it is unknown, not wrong.
      issuing.value = found.code === 'pickup-unknown' && pickup.value === null && !denied
      problem.value = issuing.value ? null : found
      if (found.denied && !issuing.value) await deny()
    }
  }

  /** Whatever is kept here, the server's word counts; another person's pass stays theirs. */
  async function deny(): Promise<void> {
    denied = true
    pickup.value = null
    etag = null
    const kept = keptPasses.value.find((each) => each.pickup.id === id)
    if (kept?.person_id === net().session.person.value?.id) await dropPasses(id)
  }

  onMounted(async () => {
    const kept = (await readPasses()).find((each) => each.pickup.id === id)
    if (kept && !pickup.value && !denied) pickup.value = kept.pickup
  })
  const lookNow = whileVisible(look, () => {
    if (issuing.value) return issuingMilliseconds
    if (denied) return calmMilliseconds
    if (ended.value && (checked.value || reportable())) return calmMilliseconds
    if (ended.value && !problem.value) return null // nothing more happens to it
    // Nobody is signed in: asking changes nothing. One 401 while the session stands says less.
    if (problem.value?.status === 401 && !refusedInSession()) return null
    return Date.now() - since < calmAfterMilliseconds ? liveMilliseconds : calmMilliseconds
  })
  // Looking stopped with the end of the service; what is reported after it is followed again.
  watch(checked, (now) => {
    if (now) void lookNow()
  })
  return { pickup, problem, issuing, offline, cut, ended, lookNow, hear }
}
