/**
 * For tests: what axe finds on the page. Colours are judged in a real browser, where there is a
 * layout.
 */
import axe from 'axe-core'

export async function faults(): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } }
  const found = await axe.run(document.body, { rules })
  return found.violations.map((each) => `${each.id}: ${each.nodes[0]?.html ?? ''}`)
}
