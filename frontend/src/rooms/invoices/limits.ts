/** What the form itself refuses, before the server is asked. */

/** The most one application can ask for. */
export const largestCount = 9_999

/** Whether a typed quantity can be sent at all; whether it may be taken is the server's to say. */
export function countIsPossible(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= largestCount
}
