/**
 * Signing in by phone and code: two steps that survive a reload, because people leave to read the
 * message.
 */
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { newId } from '@/net/ids'
import { net } from '@/net/here'
import { Problem, problemOf } from '@/net/problems'
import { t } from '@/text'
import { deviceName } from './device-name'

interface Asked {
  id: string
  phone: string
  resendAt: number
  expiresAt: number
}
/** A request for a code that has had no answer yet: its repeat is the same request. */
type Asking = Pick<Asked, 'id' | 'phone'>
const keptUnder = 'sign-in'
const askingUnder = 'sign-in-asking'

/** Leaves only the digits of what was typed, pasted or dictated. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '')
}

/** A mainland number as the server wants it: without +86, spaces or dashes. */
export function plainPhone(text: string): string {
  const digits = digitsOf(text)
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits
}

function readKept<T>(under: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(under) ?? 'null') as T | null
  } catch {
    return null
  }
}

export function useSignIn(entered: () => void) {
  const { session, clock } = net()
  const asked = shallowRef<Asked | null>(read())
  let asking = readKept<Asking>(askingUnder)
  const phone = ref(asked.value?.phone ?? '')
  const code = ref('')
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const missing = ref<string | undefined>()
  const now = ref(clock.now())
  const ticking = setInterval(() => {
    now.value = clock.now()
  }, 500)
  onBeforeUnmount(() => clearInterval(ticking))

  const resendIn = computed(() =>
    Math.max(0, Math.ceil(((asked.value?.resendAt ?? 0) - now.value) / 1000)),
  )

  async function attempt(act: () => Promise<void>): Promise<void> {
    if (busy.value || missing.value) return
    busy.value = true
    problem.value = null
    try {
      await act()
    } catch (thrown) {
      problem.value = problemOf(thrown)
    } finally {
      busy.value = false
    }
  }

  function askCode(): Promise<void> {
    if (busy.value) return Promise.resolve()
    missing.value = plainPhone(phone.value) ? undefined : t('sign-in.phone.missing')
    return attempt(async () => {
      const number = plainPhone(phone.value)
      const id = idFor(number)
      const answer = await session.askCode(id, number)
      keep(askingUnder, null)
      code.value = ''
      now.value = clock.now()
      write({
        id,
        phone: number,
        resendAt: clock.now() + answer.resend_after_seconds * 1000,
        expiresAt: Date.parse(answer.expires_at),
      })
    })
  }

  function enter(): Promise<void> {
    if (busy.value || answered()) return Promise.resolve()
    missing.value = digitsOf(code.value).length === 6 ? undefined : t('sign-in.code.missing')
    return attempt(async () => {
      if (!asked.value) return
      try {
        await session.enter(asked.value.id, digitsOf(code.value), deviceName())
      } catch (thrown) {
        code.value = ''
        throw thrown
      }
      write(null)
      entered()
    })
  }

  // The sixth digit has already sent the code: a press just after must not put "type six digits"
  // over the answer that is still being read.
  function answered(): boolean {
    return problem.value !== null && code.value === ''
  }

  // Until the server has said yes, the same number asks under the same id: a code it has not sent
  // yet goes out then, and the repeat counts as no second request.
  function idFor(number: string): string {
    if (asking?.phone !== number) asking = { id: newId(), phone: number }
    keep(askingUnder, asking)
    return asking.id
  }

  function write(next: Asked | null): void {
    asked.value = next
    keep(keptUnder, next)
  }

  function keep(under: string, next: Asking | null): void {
    if (under === askingUnder) asking = next
    try {
      if (next) sessionStorage.setItem(under, JSON.stringify(next))
      else sessionStorage.removeItem(under)
    } catch {
      // Without storage the step is lost by a reload, nothing else.
    }
  }

  function otherNumber(): void {
    write(null)
    problem.value = null
    missing.value = undefined
    code.value = ''
  }

  function read(): Asked | null {
    const kept = readKept<Asked>(keptUnder)
    return kept && kept.expiresAt > clock.now() ? kept : null
  }

  return { asked, phone, code, busy, problem, missing, resendIn, askCode, enter, otherNumber }
}
