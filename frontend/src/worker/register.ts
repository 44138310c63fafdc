/**
 * Registers a door's service worker and offers a waiting new version; the page decides when to take
 * it.
 */
import { shallowRef } from 'vue'

const waiting = shallowRef<ServiceWorker | null>(null)
let asked = false

/** The new version that waits, or null; reactive. */
export const update = waiting

/** Takes the worker's address and scope. Without service workers the page works as it is. */
export async function registerWorker(url: string, scope: string): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload()
  })
  try {
    const registration = await navigator.serviceWorker.register(url, { scope })
    if (registration.waiting && navigator.serviceWorker.controller)
      waiting.value = registration.waiting
    registration.addEventListener('updatefound', () => watchNew(registration.installing))
  } catch {
    // Some web views name the feature and refuse it; the page still works with a network.
  }
}

/** Lets the waiting version in and reloads once it is in charge. */
export function takeUpdate(): void {
  asked = true
  waiting.value?.postMessage('update-now')
}

function watchNew(worker: ServiceWorker | null): void {
  worker?.addEventListener('statechange', () => {
    if (worker.state === 'installed' && navigator.serviceWorker.controller) waiting.value = worker
  })
}
