/** Bundles the kiosk's protocol core with the host into one file: bundle.mjs <core> <src> <out>. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [core, source, out] = process.argv.slice(2)
const here = dirname(fileURLToPath(import.meta.url))
const found = createRequire(join(source, 'main.ts')).resolve('rolldown')
const { rolldown } = await import(pathToFileURL(found).href)
const build = await rolldown({
  input: join(here, 'host.mjs'),
  platform: 'node',
  resolve: { alias: { 'kiosk-core': core, '@': source } },
})
await build.write({ file: out, format: 'esm' })
