import './lib/server/check-env'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setPriority } from 'node:os'
import next from 'next'
import type { ChildAnswer, ChildMessage } from './lib/server/child-process'
import { env } from './lib/server/env'
import { closeServer, endWithParent, listenAt, onShutdown } from './lib/server/lifecycle'
import { log } from './lib/server/log'
import { Metrics } from './lib/server/metrics'
import { addProcessMetrics } from './lib/server/metrics-process'

/**
 * The process that shows pages, behind the server that answers WhatsApp (lib/server/pages-process.ts). It is reached
 * through a private socket only, and everything about a request was checked before it comes here.
 */
const [socketPath = ''] = process.argv.slice(2)

/** An answer to WhatsApp goes first; a page comes before what nobody waits for. */
const LOWER_PRIORITY = 5
try {
  setPriority(LOWER_PRIORITY)
} catch (error) {
  log.warn({ err: error }, 'pages are shown at the priority of the server')
}

const metrics = new Metrics()
addProcessMetrics(metrics, 'pages')

const app = next({ dev: false, hostname: env().HOST, port: env().PORT })
try {
  await app.prepare()
} catch (error) {
  process.stderr.write(`The pages cannot be loaded (${String(error)}).\n`)
  process.exit(1)
}
const handler = app.getRequestHandler()

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A private socket has no address; without one Next.js would note that there is none.
  request.headers['x-forwarded-for'] ??= request.headers['x-handrail-address']
  try {
    await handler(request, response)
  } catch (error) {
    log.error({ err: error }, 'a request failed')
    response.destroy()
  }
}

/** The server in front has the limits; a connection between the two stays as long as they do. */
const NO_LIMITS = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 }
const server = createServer(NO_LIMITS, (request, response) => void answer(request, response))

const { end } = onShutdown([{ name: 'pages', run: () => closeServer(server, 1_000) }], {
  limitMs: 5_000,
  onError: (error) => log.error({ err: error }, 'while the pages ended'),
})

function tell(message: ChildAnswer): void {
  process.send?.(message, undefined, undefined, () => undefined)
}

process.on('message', (message: ChildMessage) => {
  if (message.kind === 'metrics') tell({ kind: 'metrics', families: metrics.snapshot() })
  else if (message.kind === 'stop') end()
})
endWithParent(end)

await listenAt(server, socketPath)
tell({ kind: 'ready' })
