import { execFileSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import { type Bench, type RowResult, single } from './harness'
import { install } from './support/installation'
import { startNextApp } from './support/peers'
import { signIn } from './support/person'
import { buildAll, startHandrail } from './support/server'

/** Kilobytes of JavaScript a page may load beyond what an empty page of the same Next.js loads. */
const OWN = 120
const ROUTES = [
  ...['/sign-in', '/overview', '/entry-points', '/entry-points?open=FIRST', '/entry-points/FIRST', '/entry-points/new'],
  ...['/entry-points/import', '/entry-points/batches', '/contacts', '/contacts/import', '/duplicates', '/deliveries'],
  ...['/duplicates/conflicts', '/deliveries/failures', '/deliveries/posts', '/routing', '/routing/rules', '/audit'],
  ...['/routing/bench', '/calendar', '/calendar/waves', '/calendar/gates', '/calendar/feeds', '/members', '/account'],
  ...['/members/permissions', '/settings', '/settings/connections', '/settings/numbers', '/settings/tokens'],
  '/settings/retention',
  ...['/lab', '/lab/runs', '/lab/plans', '/lab/payloads', '/lab/payloads/rotation', '/lab/targets', '/lab/matrix'],
  ...[
    '/lab/exceptions',
    '/lab/numbers',
    '/lab/first-workflow',
    '/data-protection',
    '/field-map',
    '/handles',
    '/inputs',
  ],
]

type Weight = { route: string; kilobytes: number; files: number }

const sizes = new Map<string, number>()

/** Compressed here with one setting, so that it does not matter what a server makes of `accept-encoding`. */
async function sizeOf(url: string): Promise<number> {
  const known = sizes.get(url)
  if (known !== undefined) return known
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} was answered ${answer.status}`)
  const size = gzipSync(Buffer.from(await answer.arrayBuffer()), { level: 6 }).length
  sizes.set(url, size)
  return size
}

/** Every script that the answer names, in its markup or in what React reads from it. */
async function weigh(origin: string, route: string, cookie: string): Promise<Weight> {
  const answer = await fetch(origin + route, { headers: { cookie } })
  const astray = answer.url.endsWith('/sign-in') && route !== '/sign-in'
  if (answer.status !== 200 || astray) throw new Error(`${route} was answered ${answer.status} at ${answer.url}`)
  const html = await answer.text()
  const files = new Set([...html.matchAll(/static\/chunks\/[^"'\\\s?]+\.js/g)].map(([path]) => path))
  let bytes = 0
  for (const file of files) bytes += await sizeOf(`${origin}/_next/${file}`)
  return { route, kilobytes: Math.round(bytes / 100) / 10, files: files.size }
}

function rowOf({ route, kilobytes }: Weight, floor: number): RowResult {
  const target = `at most ${OWN} kB more than an empty page of the same Next.js`
  const made = single({ name: `page-weight ${route}`, unit: 'kB', rounds: [kilobytes], target, met: false })
  const peers = { 'empty-next-page': floor }
  const ratios = { 'empty-next-page': Math.round((kilobytes / floor) * 1000) / 1000 }
  return { ...made, peers, ratios, met: kilobytes <= floor + OWN }
}

export const bench: Bench = {
  name: 'page-weight',
  what: 'compressed JavaScript that each page loads, against an empty page of the same Next.js',
  async run(log) {
    const home = await install('page-weight')
    const script = buildAll()
    const cookie = await signIn(home)
    execFileSync(process.execPath, ['--import', 'tsx', 'bench/support/seed-sheet.ts', home.workspaceId, '1'], {
      env: { ...process.env, ...home.environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const empty = await startNextApp()
    const server = await startHandrail(script, home.environment)
    try {
      const floor = (await weigh(`http://127.0.0.1:${empty.port}`, '/', '')).kilobytes
      log(`an empty page: ${floor} kB`)
      const origin = `http://127.0.0.1:${server.port}`
      const rows = await fetch(`${origin}/entry-points/rows?from=0&take=1`, { headers: { cookie } })
      const first = ((await rows.json()) as { rows: { id: string }[] }).rows[0]?.id ?? ''
      const weights: Weight[] = []
      for (const route of ROUTES)
        weights.push(await weigh(origin, route.replace('FIRST', first), route === '/sign-in' ? '' : cookie))
      for (const { route, kilobytes, files } of weights)
        log(`${route.replace(first, 'FIRST')}: ${kilobytes} kB in ${files} files`)
      return weights.map((weight) => rowOf({ ...weight, route: weight.route.replace(first, '[id]') }, floor))
    } finally {
      await Promise.all([empty.stop(), server.stop()])
      home.remove()
    }
  },
}
