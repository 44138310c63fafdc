/** Numbers spoken from parts: a hundred numbers out of a dozen sounds in Chinese, 28 in English. */
import type { Language } from '@/text'

export const GREATEST = 100

/** The parts of a whole number from 1 to 100, or null when it cannot be said. */
export function numberParts(value: number, language: Language): readonly string[] | null {
  if (!Number.isInteger(value) || value < 1 || value > GREATEST) return null
  return (language === 'zh' ? chinese(value) : english(value)).map((part) => `number.${part}`)
}

/** How many there are: two sheets are 两, the second sheet is 二. */
export function countParts(value: number, language: Language): readonly string[] | null {
  return language === 'zh' && value === 2 ? ['number.2.of'] : numberParts(value, language)
}

function chinese(value: number): number[] {
  if (value === GREATEST || value <= 10) return [value]
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  return [...(tens > 1 ? [tens] : []), 10, ...(ones > 0 ? [ones] : [])]
}

function english(value: number): number[] {
  if (value === GREATEST || value < 20) return [value]
  const ones = value % 10
  return ones === 0 ? [value] : [value - ones, ones]
}
