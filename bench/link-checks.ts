import { LinkChecker } from 'linkinator'
import { Agent } from 'undici'
import { visit } from '@/lib/entry-points/check-visit'
import { readCodes } from '@/lib/entry-points/qr-read'
import { createOutsideFetch, type OutsideFetch } from '@/lib/server/safe-fetch'
import { readAllowance } from '@/lib/server/safe-fetch-address'
import { createFetchGate } from '@/lib/server/safe-fetch-gate'
import { type Bench, contest, ratio, single } from './harness'
import { freePort, startNode } from './support/server'

const LINKS = 5_000
const ROUNDS = 5
/** What linkinator does by default; both get the same. */
const AT_ONCE = 100
/** Looked at with the limit of the product, to see that it holds. */
const POLITE = 300

type Site = { origin: string; paths: string[] }

/** Links a second; every one has to be found alive with its link to WhatsApp. */
async function ours(fetch: OutsideFetch, { origin, paths }: Site): Promise<number> {
  const started = performance.now()
  const visits = await Promise.all(paths.map((path) => visit({ fetch, readCodes }, origin + path)))
  const seconds = (performance.now() - started) / 1000
  const wrong = visits.filter(({ end, found }) => end.kind === 'failed' || found.length !== 1)
  if (wrong.length > 0) throw new Error(`${wrong.length} of ${visits.length} pages were not read as they are.`)
  return paths.length / seconds
}

async function linkinator({ origin, paths }: Site): Promise<number> {
  const started = performance.now()
  const checker = new LinkChecker()
  const { passed, links } = await checker.check({ path: `${origin}/`, recurse: false, concurrency: AT_ONCE })
  const seconds = (performance.now() - started) / 1000
  const seen = links.filter(({ url }) => url.includes('/p/')).length
  if (!passed || seen !== paths.length) throw new Error(`linkinator looked at ${seen} of ${paths.length} links.`)
  return paths.length / seconds
}

export const bench: Bench = {
  name: 'link-checks',
  what: 'links of a local site checked a second, with the address guard, against linkinator',
  async run(log) {
    const port = await freePort()
    const environment = { PAGES: String(LINKS) }
    const running = await startNode({ args: ['bench/peers/link-pages.mjs'], environment, ready: '/', port })
    const origin = `http://127.0.0.1:${port}`
    const site = { origin, paths: Array.from({ length: LINKS }, (_, i) => `/p/${i}`) }
    const allow = readAllowance([`127.0.0.1:${port}`])
    const gate = createFetchGate({ perHost: AT_ONCE, total: AT_ONCE })
    const guarded = createOutsideFetch({ allow, gate })
    const open = createOutsideFetch({ allow, gate, dispatcher: new Agent({ pipelining: 1 }) })
    try {
      const row = await contest({
        ...{ name: 'link-checks', unit: 'links/s', rounds: ROUNDS, log },
        ours: { name: 'ours', measure: () => ours(guarded, site) },
        peers: [
          { name: 'linkinator', measure: () => linkinator(site) },
          { name: 'without-the-guard', measure: () => ours(open, site) },
        ],
        target: '4 times linkinator, and the guard costs at most 10 %',
        isMet: ({ ratios }) => (ratios.linkinator ?? 0) >= 4 && (ratios['without-the-guard'] ?? 0) >= 0.9,
      })
      return [row, await politeness(site, allow)]
    } finally {
      await running.stop()
    }
  },
}

/** With the gate that every check of the product goes through: one from the server and one from the worker. */
async function politeness({ origin, paths }: Site, allow: ReturnType<typeof readAllowance>) {
  await fetch(`${origin}/at-once`)
  const polite = () => createOutsideFetch({ allow, gate: createFetchGate({ perHost: 1, total: 12 }) })
  const part = { origin, paths: paths.slice(0, POLITE) }
  const speeds = await Promise.all([ours(polite(), part), ours(polite(), part)])
  const most = Number(await (await fetch(`${origin}/at-once`)).text())
  return single({
    ...{
      name: 'link-checks at once per host',
      unit: 'requests',
      rounds: [most],
      target: 'never more than 2',
      met: most <= 2,
    },
    notes: { links: 2 * POLITE, linksPerSecond: speeds.map(Math.round), share: ratio(most, 2) },
  })
}
