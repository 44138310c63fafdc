/** How the three doors are built: one page each, one worker for each installable door. */
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { workers } from './vite/workers.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
// The address of the API while developing; in production pages and API share one origin.
const api = process.env['TAX_API_ORIGIN'] ?? 'http://127.0.0.1:8700'
const floor = ['chrome87', 'safari15.4']

export default defineConfig({
  plugins: [vue(), workers(here('.'), floor)],
  resolve: { alias: { '@': here('./src') } },
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  server: { port: 5173, strictPort: true, proxy: { '/api': api, '/p/': api } },
  build: {
    target: floor,
    cssTarget: floor,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      input: {
        taxpayer: here('./index.html'),
        kiosk: here('./kiosk/index.html'),
        counter: here('./counter/index.html'),
      },
    },
  },
})
