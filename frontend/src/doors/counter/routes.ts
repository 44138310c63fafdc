/** The pages of the staff door, each fetched when it is needed. */
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { followRoutes } from '@/kit/focus'
import type { Net } from '@/net/here'
import { addText, t } from '@/text'
import SignInPage from './pages/SignInPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** May be seen without a session. */
    open?: boolean
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/cases' },
  { path: '/sign-in', component: SignInPage, meta: { open: true } },
  { path: '/cases', component: () => import('./pages/CasesPage.vue') },
  { path: '/cases/:id', component: () => import('./pages/CasePage.vue'), props: true },
  { path: '/kiosks', component: () => import('./pages/KiosksPage.vue') },
  { path: '/alerts', component: () => import('./pages/AlertsPage.vue') },
  { path: '/paper', component: () => import('./pages/PaperPage.vue') },
  { path: '/companies', component: () => import('./pages/CompaniesPage.vue') },
  { path: '/companies/new', component: () => import('./pages/RegisterPage.vue') },
  { path: '/companies/:id', component: () => import('./pages/CompanyPage.vue'), props: true },
  {
    path: '/red-forms',
    component: () => import('./pages/RedFormPage.vue'),
    beforeEnter: () => addText(['papers']),
  },
  { path: '/settings', component: () => import('./pages/SettingsPage.vue'), meta: { open: true } },
  { path: '/:rest(.*)*', component: () => import('./pages/UnknownPage.vue'), meta: { open: true } },
]

/** Leads to sign-in and back to where one wanted to go. */
export function createDoorRouter(net: Net): Router {
  const router = createRouter({
    history: createWebHistory('/counter/'),
    routes,
    scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
  })
  router.beforeEach((to) => {
    if (to.meta.open || net.session.person.value) return true
    return { path: '/sign-in', query: to.path === '/cases' ? {} : { to: to.fullPath } }
  })
  followRoutes(router, () => t('counter.name'))
  return router
}
