/**
 * After a change of page the focus and the title follow, so that a screen reader says where one is.
 */
import { nextTick } from 'vue'
import type { Router } from 'vue-router'

/** Moves the focus to the new page's h1 once it is drawn; `name` closes the window title. */
export function followRoutes(router: Router, name: () => string): void {
  router.afterEach(async (to, from, failure) => {
    if (failure || (to.path === from.path && from.matched.length > 0)) return
    await nextTick()
    const heading = await headingDrawn()
    document.title = heading?.textContent ? `${heading.textContent.trim()} · ${name()}` : name()
    if (from.matched.length > 0) heading?.focus({ preventScroll: true })
  })
}

/** Waits a moment for a page that is still being fetched. */
async function headingDrawn(): Promise<HTMLElement | null> {
  for (let tries = 0; tries < 20; tries += 1) {
    const heading = document.querySelector<HTMLElement>('h1')
    if (heading) return heading
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return null
}
