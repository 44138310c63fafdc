/** Screens that a first picture can do without: fetched with their words when they are needed. */
import { defineAsyncComponent } from 'vue'
import { addText } from '@/text'

/** "Fewer than that?" after a service. */
export const Short = defineAsyncComponent(async () => {
  await addText(['aftercare'])
  return import('./screens/Short.vue')
})

/** Applying at the machine; why a check failed is said in the words of the phone. */
export const Apply = defineAsyncComponent(async () => {
  await addText(['visit', 'taxpayer'])
  return import('./apply/Apply.vue')
})
