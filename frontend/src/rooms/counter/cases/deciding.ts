/** A decision on its way to the server: sent after one look back, its refusal kept to be shown. */
import { ref } from 'vue'
import { isAbout } from '@/net/problems'
import { t } from '@/text'
import { useAct } from '../asking'
import { decideCase, type CaseDetail, type Decision } from '../api'

export interface Outcome {
  decided(): void
  /** A colleague was faster, or the matter ended by itself. */
  over(): void
}

/** `entries` name what the person must mend in the form itself when the server refuses it. */
export function useDecision(
  about: () => CaseDetail,
  decision: () => Decision | null,
  { decided, over }: Outcome,
  entries: readonly string[] = [],
) {
  const reason = ref('')
  const confirming = ref(false)
  const { busy, problem, run } = useAct(async () => {
    const words = decision()
    if (words !== null) await decideCase(about().id, words)
  })
  async function confirm(): Promise<void> {
    if (await run()) return decided()
    const gone = problem.value?.code === 'case-over'
    if (gone || entries.some((name) => isAbout(problem.value, name))) confirming.value = false
    if (gone) over()
  }
  return { reason, confirming, busy, problem, confirm, clear: () => (problem.value = null) }
}

/** The words around any decision; a form says its own title, and what else it calls differently. */
export function rulingWords(own: {
  title: string
  confirm: string
  hint?: string
  ask?: string
  look?: string
}) {
  return {
    reason: t('case.reason'),
    hint: t('case.reason.hint'),
    needed: t('case.reason.needed'),
    ask: t('case.decide.ask'),
    look: t('case.confirm.title'),
    ...own,
  }
}
