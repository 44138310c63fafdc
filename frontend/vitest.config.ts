/** How the unit tests run: a light DOM and an IndexedDB in memory. */
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  test: {
    environment: 'happy-dom',
    setupFiles: ['src/setup-tests.ts'],
    include: ['src/**/*.test.ts', 'vite/**/*.test.ts'],
    restoreMocks: true,
    testTimeout: 30_000, // how long a busy machine needs is no test's business
  },
})
