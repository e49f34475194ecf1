import { execFileSync } from 'node:child_process'
import { type Bench, median, quantile, type RowResult, ratio, single, spreadOf } from './harness'
import { startClientSheet } from './support/client-sheet'
import { type Installation, install } from './support/installation'
import { signIn } from './support/person'
import { buildAll, startHandrail } from './support/server'
import { startBrowser } from './support/sheet-browser'
import { type ServerTimes, timeServer } from './support/sheet-server'
import { openAll, type Times, timeFiltering, timeJumps, timeOpening, timeSorting, timeWork } from './support/sheet-work'

const ROWS = 50_000
/** The sheet as one builds it with TanStack Table alone: all rows in the browser, nothing saved. */
const PEER = 'tanstack-in-the-browser'

function seed(home: Installation): void {
  execFileSync(process.execPath, ['--import', 'tsx', 'bench/support/seed-sheet.ts', home.workspaceId, String(ROWS)], {
    env: { ...process.env, ...home.environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const p95 = (values: readonly number[]): number => quantile(values, 0.95)

type Measured = {
  name: string
  unit: string
  times: Times
  of: (values: readonly number[]) => number
  limit: number
  target: string
}

/** A row about what happens in the browser, with the peer beside it. */
function row({ name, unit, times, of, limit, target }: Measured): RowResult {
  const spread = Object.fromEntries(Object.entries(times).map(([key, values]) => [key, spreadOf(values)]))
  const ours = of(times.ours ?? [])
  const peer = of(times[PEER] ?? [])
  const against = { peers: { [PEER]: peer }, ratios: { [PEER]: ratio(ours, peer) } }
  return { name, unit, ours, ...against, target, met: ours <= limit, spread }
}

function serverRows(server: ServerTimes): RowResult[] {
  const answers = single({
    ...{ name: 'sheet-server', unit: 'ms (p95)', rounds: server.all, target: 'p95 at most 100 ms' },
    met: p95(server.all) <= 100,
  })
  const ratios = server.first.map((first, round) => (server.last[round] ?? 0) / first)
  const deep = single({
    ...{ name: 'sheet-deep-page', unit: 'times page 1', rounds: ratios },
    target: 'page 10,000 at most 1.5 times page 1',
    met: median(ratios) <= 1.5,
  })
  return [{ ...answers, ours: p95(server.all) }, deep]
}

const round = (values: readonly number[] = []): string => values.map(Math.round).join(' ')

export const bench: Bench = {
  name: 'sheet',
  what: `a sheet of ${ROWS} entry points in Chromium: opened, sorted, filtered, moved through and edited`,
  async run(log) {
    const home = await install('sheet')
    const script = buildAll()
    const cookie = await signIn(home)
    seed(home)
    const peer = await startClientSheet(home.databaseUrl)
    const server = await startHandrail(script, home.environment)
    const browser = await startBrowser()
    const say = (what: string, times: Times): Times => {
      for (const [name, values] of Object.entries(times)) log(`${what} ${name}: ${round(values)} ms`)
      return times
    }
    try {
      const url = `http://127.0.0.1:${server.port}`
      const all = [
        { name: 'ours', url, cookie, path: '/entry-points' },
        { name: PEER, url: peer.url, cookie: 'none=none', path: '/' },
      ]
      const open = say('open', await timeOpening(browser, all))
      const pages = await openAll(browser, all)
      const sorted = say('sort', await timeSorting(pages))
      const filtered = say('filter', await timeFiltering(pages))
      const jump = say('jump', await timeJumps(pages))
      const act = await timeWork(pages, log)
      const order = Object.fromEntries(
        all.map(({ name }) => [name, [...(sorted[name] ?? []), ...(filtered[name] ?? [])]]),
      )
      const times = await timeServer(url, cookie, ROWS)
      const { all: answers, slowest } = times
      log(`${answers.length} answers, p50 ${Math.round(median(answers))} ms, slowest ${slowest.join(', ')}`)
      return [
        row({
          ...{ name: 'sheet-open', unit: 'ms', times: open, of: median, limit: 1_500 },
          target: 'rows painted and alive in at most 1,500 ms',
        }),
        row({
          ...{ name: 'sheet-interaction', unit: 'ms (p95)', times: act, of: p95, limit: 100 },
          target: 'to the next paint, p95 at most 100 ms',
        }),
        row({
          ...{ name: 'sheet-order', unit: 'ms (p95)', times: order, of: p95, limit: 300 },
          target: 'a sort or filter painted, p95 at most 300 ms',
        }),
        row({
          ...{ name: 'sheet-jump', unit: 'ms (p95)', times: jump, of: p95, limit: 300 },
          target: 'the last row painted, p95 at most 300 ms',
        }),
        ...serverRows(times),
      ]
    } finally {
      await browser.close()
      await server.stop()
      await peer.stop()
      home.remove()
    }
  },
}
