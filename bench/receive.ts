import { type Bench, contest } from './harness'
import { install, NUMBER } from './support/installation'
import { sendLoad } from './support/load'
import { startBareReceiver, startNextApp } from './support/peers'
import { buildServer, type Running, startHandrail } from './support/server'

const ROUNDS = 5
const SECONDS = 4
const CONNECTIONS = 50

async function measure(server: Running, path: string): Promise<number> {
  const order = { port: server.port, path, secret: NUMBER.secret, connections: CONNECTIONS, seconds: SECONDS }
  const report = await sendLoad({ ...order, rate: 0, bodies: 'one', from: 0 })
  const refused = Object.entries(report.statuses).filter(([status]) => status !== '200')
  if (refused.length > 0) throw new Error(`Not everything was answered 200: ${JSON.stringify(report.statuses)}`)
  return report.perSecond
}

export const bench: Bench = {
  name: 'receive',
  what: 'durable deliveries a second through the real server, each answered 200 after its commit (50 connections)',
  async run(log) {
    const home = await install('receive')
    const ours = await startHandrail(buildServer(), { ...home.environment, HANDRAIL_ROLE: 'receiver' })
    const group = await startBareReceiver('group')
    const single = await startBareReceiver('single')
    const route = await startNextApp()
    try {
      return [
        await contest({
          name: 'receive',
          unit: 'deliveries/s',
          rounds: ROUNDS,
          ours: { name: 'ours', measure: () => measure(ours, `/webhooks/whatsapp/${NUMBER.urlKey}`) },
          peers: [
            { name: 'bare-group-commit', measure: () => measure(group, '/') },
            { name: 'bare-one-commit-each', measure: () => measure(single, '/') },
            { name: 'next-route-handler', measure: () => measure(route, '/receive') },
          ],
          target: 'at least 0.7 of bare-group-commit, 3 times bare-one-commit-each, 15 times next-route-handler',
          isMet: ({ ratios }) =>
            (ratios['bare-group-commit'] ?? 0) >= 0.7 &&
            (ratios['bare-one-commit-each'] ?? 0) >= 3 &&
            (ratios['next-route-handler'] ?? 0) >= 15,
          log,
        }),
      ]
    } finally {
      await Promise.all([ours, group, single, route].map((server) => server.stop()))
      home.remove()
    }
  },
}
