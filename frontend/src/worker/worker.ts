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
import { serverFirst } from './server-first'

declare const self: ServiceWorkerGlobalScope
declare const __HELD__: { url: string; revision: string | null }[]
declare const __INDEX__: string

const person = __INDEX__ === '/index.html'
// Other doors, and everything the server alone may answer.
const others = person ? [/^\/(api|p|kiosk|counter|screens)(\/|$)/] : [/^\/(api|p)(\/|$)/]
const files = /\.[a-z0-9]+$/i
const patienceMilliseconds = 4_000

cleanupOutdatedCaches()
// What this worker was registered with stands in its page too: with other words it is another page.
precacheAndRoute(
  __HELD__.map(({ url, revision }) => ({
    url,
    revision: url === __INDEX__ && revision !== null ? revision + self.location.search : revision,
  })),
)
type Handler = ReturnType<typeof createHandlerBoundToURL>
const held = createHandlerBoundToURL(__INDEX__)

const asked: Handler = async (options) =>
  await serverFirst(options.request, {
    fetch: async (request) => await fetch(request),
    held: async () => await held(options),
    patienceMilliseconds,
  })
registerRoute(new NavigationRoute(person ? held : asked, { denylist: [...others, files] }))

// A new worker waits until the person agrees: nobody loses a half-filled form to an update.
self.addEventListener('message', (event) => {
  if (event.data === 'update-now') void self.skipWaiting()
})
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})
