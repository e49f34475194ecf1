import { openSql } from '@/lib/server/sql'
import { type RowResult, single } from '../harness'
import { type Installation, NUMBER, WORKSPACE } from './installation'
import { sendLoad } from './load'
import type { LoadReport } from './load-process'
import { openPages, signIn } from './person'
import { buildAll, startHandrail } from './server'
import { countArrived } from './stored'

const RATE = 1_000
const SECONDS = 20
const WARM_SECONDS = 8
const PAGE_EVERY_MS = 200
const PATIENCE_MS = 120_000

type Beside = { report: LoadReport; pages: { pages: number; failed: number; medianMs: number }; scans: number }

/** Asks the worker for one look at everybody after the other, until stopped; says how many were finished. */
function keepScanning(databaseUrl: string): { stop: () => Promise<number> } {
  let stopped = false
  let finished = 0
  const scanning = (async () => {
    const sql = openSql(databaseUrl)
    for (let n = 0; !stopped; n += 1) {
      const id = `dup_beside${n}`
      await sql.run(
        `INSERT INTO "DuplicateScan" ("id","workspaceId","state","scanned","total","found","startedAt")
         VALUES (?,?,'running',0,0,0,?)`,
        [id, WORKSPACE, new Date()],
      )
      for (const deadline = performance.now() + PATIENCE_MS; ; ) {
        await new Promise((resolve) => setTimeout(resolve, 100))
        const [scan] = await sql.all<{ state: string }>('SELECT "state" FROM "DuplicateScan" WHERE "id" = ?', [id])
        if (scan?.state !== 'running') {
          if (scan?.state !== 'done') throw new Error(`A scan beside the load ended as ${scan?.state}.`)
          finished += 1
          break
        }
        if (performance.now() > deadline) throw new Error('A scan beside the load did not end.')
      }
    }
    await sql.close()
  })()
  return {
    async stop() {
      stopped = true
      await scanning
      return finished
    },
  }
}

/** Webhooks and pages while the worker looks through a million contacts again and again. */
export async function scanBeside(home: Installation, log: (line: string) => void): Promise<RowResult[]> {
  const server = await startHandrail(buildAll(), { ...home.environment, HANDRAIL_ROLE: 'all' })
  const url = `http://127.0.0.1:${server.port}`
  const order = {
    ...{ path: `/webhooks/whatsapp/${NUMBER.urlKey}`, secret: NUMBER.secret, connections: 50, bodies: 'one' as const },
    port: server.port,
  }
  try {
    const cookie = await signIn(home)
    const use = async (seconds: number, from: number) => {
      const pages = openPages(url, cookie, PAGE_EVERY_MS)
      const report = await sendLoad({ ...order, seconds, rate: RATE, from })
      return { report, pages: await pages.stop() }
    }
    const warm = await use(WARM_SECONDS, 0)
    const without = await use(SECONDS, 10_000_000)
    const scans = keepScanning(home.databaseUrl)
    const beside: Beside = { ...(await use(SECONDS, 20_000_000)), scans: await scans.stop() }
    const sent = [warm, without, beside].reduce((sum, { report }) => sum + (report.statuses['200'] ?? 0), 0)
    const lost = sent - (await countArrived(home.databaseUrl, PATIENCE_MS))
    log(`without: ${JSON.stringify(without)}`)
    log(`beside: ${JSON.stringify(beside)}, lost ${lost}`)
    return rowsOf(without, beside, lost)
  } finally {
    await server.stop()
  }
}

function rowsOf(without: Omit<Beside, 'scans'>, beside: Beside, lost: number): RowResult[] {
  const { report, pages } = beside
  const notes = { without, beside, lost, offeredPerSecond: RATE }
  const row = (name: string, unit: string, value: number, limit: { target: string; met: boolean }): RowResult =>
    single({ name: `duplicate-scan ${name}`, unit, rounds: [value], notes, ...limit })
  const refused = report.sent - (report.statuses['200'] ?? 0)
  return [
    row('answers meanwhile', 'ms (p99)', report.p99, { target: 'p99 at most 250 ms', met: report.p99 <= 250 }),
    row('late meanwhile', 'answers over 1 s', report.overOneSecond, {
      ...{ target: 'none', met: report.overOneSecond === 0 },
    }),
    row('lost meanwhile', 'not answered 200, or not stored', refused + lost, {
      ...{ target: 'none', met: refused + lost === 0 },
    }),
    row('pages meanwhile', 'ms (median)', pages.medianMs, {
      target: `none fails, and at most twice as slow as without (${without.pages.medianMs} ms)`,
      met: pages.failed === 0 && pages.medianMs <= 2 * without.pages.medianMs,
    }),
  ]
}
