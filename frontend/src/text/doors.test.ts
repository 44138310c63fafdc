/** Every door loads the words of all that it shows: no page may ever show a key. */
import { expect, it } from 'vitest'

const sources = import.meta.glob<string>(['../**/*.vue', '../**/*.ts', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const words = import.meta.glob<Record<string, string>>('./*/zh.json', {
  import: 'default',
  eager: true,
})
const homes = new Map(
  Object.entries(words).flatMap(([path, part]) =>
    Object.keys(part).map((key) => [key, path.split('/')[1] ?? ''] as const),
  ),
)
const doors: Record<string, readonly string[]> = {
  taxpayer: [
    ...['kit', 'identity', 'welcome', 'places', 'taxpayer', 'pending', 'visiting'],
    ...['einvoices', 'papers'],
  ],
  counter: ['kit', 'identity', 'places', 'taxpayer', 'counter', 'papers'],
  kiosk: ['kit', 'kiosk', 'serving', 'aftercare', 'visit', 'taxpayer'],
}

// A kiosk has no forms: the sentence that names a form's fields is never made there.
const unshown: Record<string, readonly string[]> = { kiosk: ['problem.field', 'kit.and'] }

function found(base: string): string | undefined {
  return [base, `${base}.ts`, `${base}/index.ts`].find((path) => path in sources)
}

/** All files a door draws in, also those it fetches later. */
function filesOf(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  const here = path.split('/').slice(0, -1).join('/')
  for (const [, wanted = ''] of (sources[path] ?? '').matchAll(
    /(?:from |import\()'([@.][^']+)'/g,
  )) {
    const base = wanted.startsWith('@/')
      ? `../${wanted.slice(2)}`
      : new URL(wanted, `x:/${here.replace('..', 'src')}/`).pathname.replace('/src', '..')
    const next = found(base)
    if (next !== undefined && !next.includes('/net/schema')) filesOf(next, seen)
  }
  return seen
}

/** Literal keys in a file, each with the part it stands in; '' when it stands nowhere. */
function keysOf(path: string): [string, string][] {
  const text = sources[path] ?? ''
  const called = [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) => key)
  const named = [...text.matchAll(/'([a-z][\w.-]*\.[\w.-]+)'/gi)]
    .map(([, key = '']) => key)
    .filter((key) => homes.has(key))
  return [...new Set([...called, ...named])].map((key) => [key, homes.get(key) ?? ''])
}

it.each(Object.keys(doors))('the %s door has every word it uses', (door) => {
  const files = [...filesOf(`../doors/${door}/main.ts`)]
  expect(files.length).toBeGreaterThan(20)
  // A part is fetched by the door itself, or by a page of it with what that page fetches later.
  const own = Object.keys(sources).filter((path) => path.startsWith(`../doors/${door}/`))
  const loaded = own.map((path) => sources[path]).join()
  for (const part of doors[door] ?? []) expect(loaded).toContain(`'${part}'`)
  const lacking = files.flatMap((path) =>
    keysOf(path)
      .filter(([key, part]) => !doors[door]?.includes(part) && !unshown[door]?.includes(key))
      .map(([key]) => `${path} ${key}`),
  )
  expect(lacking).toEqual([])
})
