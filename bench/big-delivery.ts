import { type Bench, median, type RowResult, single } from './harness'
import { install, NUMBER } from './support/installation'
import { sendLoad } from './support/load'
import { buildAll, type Running, startHandrail } from './support/server'

const ROUNDS = 3
const SECONDS = 12
const LIGHT_PER_SECOND = 50
const BIG_PER_SECOND = 0.5

const PATH = `/webhooks/whatsapp/${NUMBER.urlKey}`

async function light(server: Running, from: number) {
  const order = { port: server.port, path: PATH, secret: NUMBER.secret, connections: 10, seconds: SECONDS }
  return sendLoad({ ...order, rate: LIGHT_PER_SECOND, bodies: 'one', from })
}

async function big(server: Running, from: number) {
  const order = { port: server.port, path: PATH, secret: NUMBER.secret, connections: 2, seconds: SECONDS }
  return sendLoad({ ...order, rate: BIG_PER_SECOND, bodies: 'big', from })
}

async function rounds(server: Running, log: (line: string) => void): Promise<RowResult[]> {
  const answers: number[] = []
  const rises: number[] = []
  await light(server, 0)
  for (let round = 1; round <= ROUNDS; round += 1) {
    const alone = await light(server, round * 1_000_000)
    const [beside, large] = await Promise.all([light(server, round * 2_000_000), big(server, round * 50)])
    for (const report of [alone, beside, large]) {
      if (report.statuses['200'] !== report.sent) throw new Error(`Not all 200: ${JSON.stringify(report.statuses)}`)
    }
    answers.push(large.p99)
    rises.push(Math.max(0, beside.p99 - alone.p99))
    log(`round ${round}: big p99 ${large.p99} ms; light p99 ${alone.p99} ms alone, ${beside.p99} ms beside it`)
  }
  const [answer, rise] = [median(answers), median(rises)]
  return [
    single({
      name: 'big-delivery',
      unit: 'ms (p99 of its answer)',
      rounds: answers,
      target: 'at most 500 ms',
      met: answer <= 500,
    }),
    single({
      name: 'big-delivery-light-rise',
      unit: 'ms (rise of the p99 of light traffic)',
      rounds: rises,
      target: 'at most 50 ms',
      met: rise <= 50,
    }),
  ]
}

export const bench: Bench = {
  name: 'big-delivery',
  what: 'deliveries of 1,000 updates (3 MB) beside light traffic, server and worker running',
  async run(log) {
    const home = await install('big')
    const server = await startHandrail(buildAll(), { ...home.environment, HANDRAIL_ROLE: 'all' })
    try {
      // The pages are loaded while deliveries are received already; that is over when one was shown.
      await fetch(`http://127.0.0.1:${server.port}/sign-in`)
      return await rounds(server, log)
    } finally {
      await server.stop()
      home.remove()
    }
  },
}
