/// <reference lib="webworker" />
/**
 * The service worker of a door: holds its pages for days without a network and never answers for
 * the API.
 */
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope
declare const __HELD__: { url: string; revision: string | null }[]
declare const __INDEX__: string

// Other doors, and everything the server alone may answer.
const others =
  __INDEX__ === '/index.html' ? [/^\/(api|p|kiosk|counter|screens)(\/|$)/] : [/^\/(api|p)(\/|$)/]
const files = /\.[a-z0-9]+$/i

cleanupOutdatedCaches()
precacheAndRoute(__HELD__)
registerRoute(
  new NavigationRoute(createHandlerBoundToURL(__INDEX__), { denylist: [...others, files] }),
)

// A new worker waits until the person agrees: nobody loses a half-filled form to an update.
self.addEventListener('message', (event) => {
  if (event.data === 'update-now') void self.skipWaiting()
})
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})
