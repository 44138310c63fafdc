/** The text of the QR picture as time goes on, on the server's clock, with or without a network. */
import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue'
import type { RollingPass } from '@/net/api-types'
import { net } from '@/net/here'
import { codeFor, stepAt } from './code'

/**
 * Takes the pass (null while there is none); gives the code, the seconds to the next one, and the
 * server's time.
 */
export function useRollingCode(pass: Ref<RollingPass | null>) {
  const text = ref('')
  const secondsLeft = ref(0)
  const now = ref(net().clock.now())
  const drawn = shallowRef<{ pass: RollingPass; step: number } | null>(null)
  let timer: ReturnType<typeof setInterval> | undefined

  async function tick(): Promise<void> {
    now.value = net().clock.now()
    const current = pass.value
    if (!current) return
    const step = stepAt(now.value, current.step_seconds)
    secondsLeft.value = Math.ceil(((step + 1) * current.step_seconds * 1000 - now.value) / 1000)
    if (drawn.value?.step === step && drawn.value.pass === current) return
    drawn.value = { pass: current, step }
    text.value = await codeFor(current, step)
  }

  watch(pass, () => void tick())
  onMounted(() => {
    void tick()
    timer = setInterval(() => void tick(), 500)
  })
  onBeforeUnmount(() => clearInterval(timer))
  return { text, secondsLeft, now }
}
