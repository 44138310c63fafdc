/** How the unit tests run: a light DOM and an IndexedDB in memory. */
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const places = ['src', 'vite']
const alone = places.map((place) => `${place}/**/*.alone.test.ts`)
const test = {
  environment: 'happy-dom',
  setupFiles: ['src/setup-tests.ts'],
  restoreMocks: true,
  testTimeout: 30_000, // how long a busy machine needs is no test's business
}

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  test: {
    projects: [
      {
        // Making a browser anew for each file takes longer than all of the tests.
        extends: true,
        test: {
          ...test,
          name: 'shared',
          include: places.map((place) => `${place}/**/*.test.ts`),
          exclude: alone,
          isolate: false,
        },
      },
      // What puts a module in another's place, or loads one again, has a browser of its own.
      { extends: true, test: { ...test, name: 'alone', include: alone } },
    ],
  },
})
