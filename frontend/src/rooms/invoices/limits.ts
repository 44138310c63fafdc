/** What the form itself refuses, before the server is asked. */

/** The most one application can ask for. */
export const largestCount = 9_999

/** The most to be named where a quantity is no quantity: what may be taken at once, if anything. */
export function mostToName(leftNow: number): number {
  return leftNow >= 1 ? Math.min(leftNow, largestCount) : largestCount
}

/** Whether a typed quantity can be sent at all; whether it may be taken is the server's to say. */
export function countIsPossible(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= largestCount
}
