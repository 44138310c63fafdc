/** Whether the kiosk speaks, and how loud: kept on this machine, and on unless somebody said no. */
import { reactive, watch } from 'vue'

export const STEPS = [1, 2, 3] as const
export type Step = (typeof STEPS)[number]
export interface Sound {
  on: boolean
  step: Step
}
const NAME = 'kiosk-sound'
/** Ears hear ratios: each step is about twice as loud as the one before. */
const GAIN: Readonly<Record<Step, number>> = { 1: 0.25, 2: 0.5, 3: 1 }

const STANDARD: Sound = { on: true, step: 3 }

export const sound: Sound = reactive(read())

/** On and loud again: whoever comes next may need the voice, and never turned it off. */
export function resetSound(): void {
  Object.assign(sound, STANDARD)
}

/** Takes what was kept, whatever its state; gives a whole answer. */
export function read(): Sound {
  try {
    const kept = (JSON.parse(localStorage.getItem(NAME) ?? '{}') ?? {}) as Partial<Sound>
    return {
      on: kept.on !== false,
      step: STEPS.find((step) => step === kept.step) ?? STANDARD.step,
    }
  } catch {
    return { ...STANDARD }
  }
}

/** The factor for the loudness chosen; 0 when the sound is off. */
export function gain({ on, step }: Sound): number {
  return on ? GAIN[step] : 0
}

/** 1, 2, 3 and again 1. */
export function nextStep(step: Step): Step {
  return STEPS[step % STEPS.length] ?? 1
}

watch(sound, (now) => {
  try {
    localStorage.setItem(NAME, JSON.stringify(now))
  } catch {
    // The choice then holds until the page is opened again.
  }
})
