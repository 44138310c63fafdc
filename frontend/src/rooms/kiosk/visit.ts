/** What one visitor asked the page for: controls in low reach, strong contrast; gone with them. */
import { reactive, watch } from 'vue'
import { chooseLanguage } from '@/look/look'
import { language } from '@/text'
import { resetSound } from './voice/sound'

export interface Visit {
  low: boolean
  contrast: boolean
}
export const visit: Visit = reactive({ low: false, contrast: false })

watch(
  visit,
  ({ low, contrast }) => {
    const { dataset } = document.documentElement
    dataset['reach'] = low ? 'low' : 'all'
    dataset['contrast'] = contrast ? 'high' : 'plain'
  },
  { flush: 'sync' },
)

/** The next person begins with the page as the city shows it, in its language, and with sound. */
export function endVisit(): void {
  visit.low = false
  visit.contrast = false
  resetSound()
  if (language() !== 'zh') void chooseLanguage('zh')
}
