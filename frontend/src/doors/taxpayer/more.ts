/**
 * The pages of the taxpayer door that its first page does without: they join the router when the
 * first of all pages is on its way. Each room's pages bring the words they need.
 */
import type { Router, RouteRecordRaw } from 'vue-router'
import { toast } from '@/kit/toast'
import { addText, t, type TextPart } from '@/text'
import { papers } from './papers'

const company = '/companies/:company'
const FIRST = 'devices'

const einvoices: RouteRecordRaw[] = [
  {
    path: '/check',
    component: () => import('./pages/einvoices/CheckPage.vue'),
    meta: { open: true },
  },
  {
    path: `${company}/e-invoices`,
    component: () => import('./pages/einvoices/OverviewPage.vue'),
    props: true,
  },
  {
    path: `${company}/:side(issued|received)-e-invoices`,
    component: () => import('./pages/einvoices/ListPage.vue'),
    props: true,
  },
  {
    path: `${company}/e-invoices/new`,
    component: () => import('./pages/einvoices/IssuePage.vue'),
    props: true,
  },
  {
    path: `${company}/e-invoices/:invoice`,
    component: () => import('./pages/einvoices/InvoicePage.vue'),
    props: (to) => ({ ...to.params, side: 'issued' }),
  },
  {
    path: `${company}/received-e-invoices/:invoice`,
    component: () => import('./pages/einvoices/InvoicePage.vue'),
    props: (to) => ({ ...to.params, side: 'received' }),
  },
  {
    path: `${company}/e-invoice-quota`,
    component: () => import('./pages/einvoices/QuotaPage.vue'),
    props: true,
  },
  {
    path: `${company}/quota-adjustments/new`,
    component: () => import('./pages/einvoices/AdjustPage.vue'),
    props: true,
  },
  {
    path: `${company}/quota-adjustments/:adjustment`,
    component: () => import('./pages/einvoices/AdjustmentPage.vue'),
    props: true,
  },
]

const others: RouteRecordRaw[] = [
  {
    path: `${company}/applications`,
    component: () => import('./pages/ApplicationsPage.vue'),
    props: true,
  },
  {
    path: `${company}/applications/:application`,
    component: () => import('./pages/ResultPage.vue'),
    props: true,
  },
  {
    path: `${company}/applications/:application/history`,
    component: () => import('./pages/HistoryPage.vue'),
    props: true,
  },
  {
    path: `${company}/pickups/:pickup/site`,
    component: () => import('./pages/SitePage.vue'),
    props: true,
  },
  {
    path: '/lent/:pickup',
    component: () => import('./pages/LentPage.vue'),
    props: true,
    meta: { whole: true },
  },
  { path: '/k/:code', component: () => import('./pages/VisitPage.vue'), props: true },
  { path: '/outbox', component: () => import('./pages/OutboxPage.vue'), meta: { open: true } },
  { path: '/settings', component: () => import('./pages/SettingsPage.vue'), meta: { open: true } },
  { path: '/devices', name: FIRST, component: () => import('./pages/DevicesPage.vue') },
  { path: '/about', component: () => import('./pages/AboutPage.vue'), meta: { open: true } },
]

/** What these pages say is fetched on the way to them; what is here already costs nothing. */
function saying(parts: readonly TextPart[], routes: RouteRecordRaw[]): RouteRecordRaw[] {
  return routes.map((route) => ({ ...route, beforeEnter: () => addText(parts) }))
}

/** Adds the pages to a router; says whether they were not there before. */
export function join(router: Router): boolean {
  const fresh = !router.hasRoute(FIRST)
  const all = [
    ...saying(['einvoices', 'papers'], einvoices),
    ...saying(['papers', 'einvoices'], papers),
    ...others,
  ]
  if (!fresh) return false
  for (const route of all) router.addRoute(route)
  // Without a line a page that this device never had cannot be shown: who pressed is told so.
  router.onError(() => toast(t('more.unreachable'), 'bad'))
  return true
}
