import { type Bench, type RowResult, single } from './harness'
import { type Installation, install, NUMBER } from './support/installation'
import { sendLoad } from './support/load'
import { openPages, signIn } from './support/person'
import { buildAll, type Running, startHandrail } from './support/server'
import { countArrived } from './support/stored'

const RATE = 4_000
const SECONDS = 60
const CONNECTIONS = 200
const PAGE_EVERY_MS = 500
const ARRIVAL_PATIENCE_MS = 120_000

const PATH = `/webhooks/whatsapp/${NUMBER.urlKey}`
const order = { path: PATH, secret: NUMBER.secret, connections: CONNECTIONS, bodies: 'one' as const }

/** A server that has been up for a while: pages loaded, code compiled. */
async function warmUp(server: Running, url: string, cookie: string): Promise<number> {
  const pages = openPages(url, cookie, 50)
  const { statuses } = await sendLoad({ ...order, port: server.port, seconds: 8, rate: 1_000, from: 0 })
  await pages.stop()
  return statuses['200'] ?? 0
}

async function underLoad(home: Installation, log: (line: string) => void): Promise<RowResult[]> {
  const server = await startHandrail(buildAll(), { ...home.environment, HANDRAIL_ROLE: 'all' })
  const url = `http://127.0.0.1:${server.port}`
  try {
    const cookie = await signIn(home)
    const before = await warmUp(server, url, cookie)
    const pages = openPages(url, cookie, PAGE_EVERY_MS)
    const report = await sendLoad({ ...order, port: server.port, seconds: SECONDS, rate: RATE, from: 10_000_000 })
    const seen = await pages.stop()
    log(`${report.sent} sent in ${report.seconds.toFixed(1)} s, answers ${JSON.stringify(report.statuses)}`)
    log(`p50 ${report.p50} ms, p99 ${report.p99} ms, max ${report.max} ms; pages ${JSON.stringify(seen)}`)
    const acknowledged = before + (report.statuses['200'] ?? 0)
    const lost = acknowledged - (await countArrived(home.databaseUrl, ARRIVAL_PATIENCE_MS))
    const refused = report.sent - (report.statuses['200'] ?? 0)
    const notes = { ...report, pages: seen, connections: CONNECTIONS, offeredPerSecond: RATE }
    const row = (name: string, unit: string, value: number, target: string, met: boolean): RowResult =>
      single({ name, unit, rounds: [value], target, met, notes })
    return [
      row('ack-under-load', 'ms (p99)', report.p99, 'p99 at most 250 ms', report.p99 <= 250),
      row('ack-under-load-median', 'ms', report.p50, 'median at most 25 ms', report.p50 <= 25),
      row('ack-under-load-late', 'answers over 1 s', report.overOneSecond, 'none', report.overOneSecond === 0),
      row('ack-under-load-refused', 'not answered 200', refused, 'none', refused === 0),
      row('ack-under-load-lost', 'acknowledged and not stored', lost, 'none', lost === 0),
    ]
  } finally {
    await server.stop()
  }
}

export const bench: Bench = {
  name: 'ack-under-load',
  what: `${RATE} deliveries a second offered for ${SECONDS} s to server and worker while people open pages`,
  async run(log) {
    const home = await install('ack')
    try {
      return await underLoad(home, log)
    } finally {
      home.remove()
    }
  },
}
