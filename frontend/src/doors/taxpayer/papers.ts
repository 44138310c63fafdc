/** The pages of red letters, of documents and batches, and of the check of a file. */
import type { RouteRecordRaw } from 'vue-router'

const company = '/companies/:company'

export const papers: RouteRecordRaw[] = [
  {
    path: '/check-file',
    component: () => import('./pages/papers/CheckFilePage.vue'),
    meta: { open: true },
  },
  {
    path: `${company}/jobs`,
    component: () => import('./pages/papers/JobsPage.vue'),
    props: true,
  },
  {
    path: `${company}/jobs/:job`,
    component: () => import('./pages/papers/JobPage.vue'),
    props: true,
  },
  {
    path: `${company}/papers`,
    component: () => import('./pages/papers/ZipPage.vue'),
    props: true,
  },
  {
    path: `${company}/batch`,
    component: () => import('./pages/papers/BatchPage.vue'),
    props: true,
  },
  {
    path: `${company}/reds`,
    component: () => import('./pages/papers/RedsPage.vue'),
    props: true,
  },
  {
    path: `${company}/reds/:form`,
    component: () => import('./pages/papers/RedPage.vue'),
    props: true,
  },
  {
    path: `${company}/e-invoices/:invoice/red`,
    component: () => import('./pages/papers/RedNewPage.vue'),
    props: (to) => ({ ...to.params, party: 'seller' }),
  },
  {
    path: `${company}/received-e-invoices/:invoice/red`,
    component: () => import('./pages/papers/RedNewPage.vue'),
    props: (to) => ({ ...to.params, party: 'buyer' }),
  },
]
