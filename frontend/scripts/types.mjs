/**
 * Makes src/net/schema.d.ts from the API's own description; with --check it only says whether it is
 * fresh.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTypes, { astToString } from 'openapi-typescript'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const python =
  process.env.PYTHON ??
  (existsSync(at('../../.venv/bin/python')) ? at('../../.venv/bin/python') : 'python3')
const said = execFileSync(python, ['-m', 'backend.app', '--openapi'], {
  cwd: at('../../'),
  maxBuffer: 64 * 1024 * 1024,
})
const target = at('../src/net/schema.d.ts')
const head = '/** Generated from the API by `npm run types`; changes belong into the API. */\n'
const fresh = head + astToString(await openapiTypes(JSON.parse(said.toString('utf8'))))

if (!process.argv.includes('--check')) {
  writeFileSync(target, fresh)
  console.log('src/net/schema.d.ts written')
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== fresh) {
  console.error('src/net/schema.d.ts is stale: run `npm run types`')
  process.exit(1)
}
