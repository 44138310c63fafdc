/**
 * The pages of the taxpayer door; all but the first are fetched when they are needed, and most of
 * their addresses with them.
 */
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { followRoutes } from '@/kit/focus'
import type { Net } from '@/net/here'
import { outboxOpening } from '@/rooms/outbox/here'
import { addText, t } from '@/text'
import SignInPage from './pages/SignInPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** May be seen without a session. */
    open?: boolean
    /** Takes the whole screen: no bar on top. */
    whole?: boolean
  }
}

const company = '/companies/:company'
export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: SignInPage, meta: { open: true } },
  { path: '/', component: () => import('./pages/CompaniesPage.vue') },
  { path: company, component: () => import('./pages/HomePage.vue'), props: true },
  { path: `${company}/apply`, component: () => import('./pages/ApplyPage.vue'), props: true },
  {
    path: `${company}/pickups/:pickup`,
    component: () => import('./pages/PassPage.vue'),
    props: true,
    meta: { open: true, whole: true },
  },
  { path: '/:rest(.*)*', component: () => import('./pages/UnknownPage.vue'), meta: { open: true } },
]

/** Leads to sign-in and back to where one wanted to go. */
export function createDoorRouter(net: Net): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    if (to.path === '/sign-in') return true
    // The sign-in page comes with few words; all other pages want the rest, and may want it
    // offline.
    const [more] = await Promise.all([
      import('./more'),
      addText(['places', 'taxpayer']),
      outboxOpening(),
    ])
    if (more.join(router)) return to.fullPath
    if (to.meta.open || net.session.person.value) return true
    return { path: '/sign-in', query: to.path === '/' ? {} : { to: to.fullPath } }
  })
  followRoutes(router, () => t('door.name'))
  return router
}
