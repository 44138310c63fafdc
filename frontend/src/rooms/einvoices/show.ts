/** Figures of a face as they are printed: grouped, two decimals, without passing through a float. */
import { yuanOf } from './amounts'

/** Takes fen; gives 1,234.50. */
export function plainMoney(fen: number): string {
  return yuanOf(fen).replace(/\B(?=(\d{3})+\.)/g, ',')
}

/** Takes fen; gives ¥1,234.50. */
export function yuanSign(fen: number): string {
  return plainMoney(fen).replace(/^-?/, (sign) => `${sign}¥`)
}

/** A number of twenty digits in groups that an eye can hold; copied, it has no gaps. */
export function grouped(number: string): readonly string[] {
  return number.match(/.{1,4}/g) ?? []
}
