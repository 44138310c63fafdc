/** The settle form's entries: what the clerk saw, checked as it is typed. */
import { computed, reactive, ref } from 'vue'
import { isAbout, wordsFor, type Problem } from '@/net/problems'
import { t } from '@/text'
import type { CaseDetail, Decision } from '../api'
import { joinedTo } from './misfit'
import {
  codeOf,
  likelyCode,
  meaning,
  serialOf,
  setAside,
  settlingOf,
  sheetsOut,
  type Head,
} from './settling'
import { sheetsIn } from './shortage'
import { between, takenOf } from './taken'

/** Takes the case and the last refusal; gives the entries, their faults and what they mean. */
export function useFinding(about: () => CaseDetail, problem: () => Problem | null) {
  const settling = computed(() => settlingOf(about()))
  const seen = ref<'sheet' | 'empty'>('sheet')
  const code = ref(likelyCode(settling.value))
  const number = ref('')
  const taken = ref('')
  const asked = ref(false)
  // A case that another dispute joins meanwhile has one entry more.
  const joined = computed(() => joinedTo(about()))
  const has = reactive<Record<number, number>>({})
  const disputes = computed(() =>
    joined.value.map(({ number }) => ({ number, taken: has[number] ?? 0 })),
  )
  const also = computed(() => disputes.value.reduce((sum, one) => sum + one.taken, 0))
  const alsoFits = computed(() =>
    joined.value.every(({ number, count }) => {
      const taken = has[number] ?? 0
      return Number.isInteger(taken) && taken >= 0 && taken <= count
    }),
  )

  const head = computed<Head | null>(() => {
    if (seen.value === 'empty') return 'empty'
    const read = { code: codeOf(code.value), number: serialOf(number.value) }
    return read.code === null || read.number === null
      ? null
      : { code: read.code, number: read.number }
  })
  const out = computed(() => (head.value === null ? null : sheetsOut(settling.value, head.value)))
  const fewer = computed(() => out.value !== null && out.value < settling.value.confirmed)
  const unconfirmed = computed(() => Math.max(0, (out.value ?? 0) - settling.value.confirmed))
  const beyond = computed(
    () =>
      settling.value.silent &&
      head.value !== null &&
      head.value !== 'empty' &&
      !setAside(settling.value, head.value),
  )
  const named = computed(() => {
    const { silent, segments, confirmed } = settling.value
    if (unconfirmed.value === 0) return []
    const among = silent ? between(segments, confirmed, out.value ?? confirmed) : null
    return takenOf(taken.value, { among, code: codeOf(code.value) ?? likelyCode(settling.value) })
  })
  const own = computed(() => sheetsIn(named.value ?? []))
  const means = computed(() =>
    out.value === null || fewer.value || takenError.value
      ? null
      : meaning(settling.value, out.value, own.value, also.value),
  )
  const said = (name: string): string | undefined => {
    const refused = problem()
    return refused && isAbout(refused, name) ? wordsFor(refused).title : undefined
  }
  const codeError = computed(() =>
    asked.value && codeOf(code.value) === null ? t('settle.code.needed') : undefined,
  )
  const numberError = computed(() => {
    if (fewer.value) return t('settle.fewer', { count: settling.value.confirmed })
    return asked.value && serialOf(number.value) === null ? t('settle.needed') : said('next_serial')
  })
  const takenError = computed(() => {
    if (named.value === null) return t('settle.taken.wrong')
    return own.value <= unconfirmed.value
      ? said('taken')
      : t('settle.taken.range', { count: unconfirmed.value })
  })
  /** True when all is entered; otherwise the faults are shown from now on. */
  function ready(): boolean {
    asked.value = true
    const fits = named.value !== null && own.value <= unconfirmed.value
    return head.value !== null && !fewer.value && fits && alsoFits.value
  }
  function decision(reason: string): Decision {
    const next = head.value === 'empty' ? null : head.value
    return {
      outcome: 'settle',
      reason,
      next_code: next?.code ?? null,
      next_serial: next?.number ?? null,
      taken: named.value ?? [],
      disputes: disputes.value,
    }
  }
  const entries = { seen, code, number, taken, joined, has }
  const faults = { codeError, numberError, takenError }
  return { settling, ...entries, ...faults, head, unconfirmed, beyond, means, ready, decision }
}
