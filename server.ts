import './lib/server/check-env'
import type { Server } from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { countInbox } from './lib/receiver/inbox'
import { type OpenReceiver, openReceiver } from './lib/receiver/open-receiver'
import { type Env, env } from './lib/server/env'
import { createFront, type Front } from './lib/server/front'
import { createHealthHandler } from './lib/server/health'
import { closeServer, endWithParent, listen, onShutdown } from './lib/server/lifecycle'
import { log } from './lib/server/log'
import { Metrics } from './lib/server/metrics'
import { createDatabaseGauges } from './lib/server/metrics-database'
import { createMetricsHandler } from './lib/server/metrics-handler'
import { addProcessMetrics } from './lib/server/metrics-process'
import { MigrationError, migrate, readMigrations } from './lib/server/migrate'
import { type PagesProcess, startPagesProcess } from './lib/server/pages-process'
import { dialectOf, openSql, type SqlDb } from './lib/server/sql'
import { startWorkerProcess, type WorkerProcess } from './lib/server/worker-process'

/**
 * The process people start. One HTTP server: webhooks first, then health, then the origin check, then Next.js. What of
 * it runs here is said by HANDRAIL_ROLE: `all` (with a worker and the pages beside it), `web`, `receiver` (without loading Next.js),
 * or `worker` (without HTTP).
 */
function cannotStart(why: string): never {
  process.stderr.write(`Handrail cannot start: ${why}\n`)
  process.exit(1)
}

async function prepareDatabase(settings: Env): Promise<void> {
  try {
    await migrate(settings.databaseUrl)
  } catch (error) {
    cannotStart(error instanceof MigrationError ? error.message : `The database cannot be opened (${String(error)}).`)
  }
}

/** What a first start prints about signing in. Loads nothing when there is a workspace already. */
async function firstRun(sql: SqlDb, settings: Env): Promise<string[]> {
  if ((await sql.all('SELECT 1 AS "one" FROM "Workspace" LIMIT 1')).length > 0) return []
  const { FirstRunError, prepareFirstRun } = await import('./scripts/first-run')
  try {
    return await prepareFirstRun(sql, settings)
  } catch (error) {
    if (error instanceof FirstRunError) cannotStart(error.message)
    throw error
  }
}

function listenProblem(error: Error, { PORT, HOST }: Env): string {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `Port ${PORT} is in use. Stop what uses it, or set PORT to another number.`
  if (code === 'EACCES') return `Port ${PORT} may not be opened by this user. Set PORT to a number above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST ${HOST} is not an address of this machine.`
  return `It cannot listen on ${HOST}:${PORT} (${error.message}).`
}

/** What shows the pages. It takes a second to load; webhooks are received meanwhile, and pages wait for it. */
type Pages = { page: NonNullable<Front['page']>; loaded: Promise<unknown> } & Partial<
  Pick<PagesProcess, 'metrics' | 'stop'>
>

function pagesFailed(error: unknown): never {
  cannotStart(`The pages cannot be loaded (${error instanceof Error ? error.message : String(error)}).`)
}

/** In this process: while developing, and where nobody receives webhooks. */
function pagesHere(settings: Env): Pages {
  const handler = import('next').then(async ({ default: next }) => {
    const app = next({ dev: settings.NODE_ENV !== 'production', hostname: settings.HOST, port: settings.PORT })
    await app.prepare()
    return app.getRequestHandler()
  })
  return { page: async (request, response) => (await handler)(request, response), loaded: handler.catch(pagesFailed) }
}

/** Beside this file, and like it: worker.ts beside server.ts, worker.mjs beside the built server.mjs. */
function besideThisFile(name: string): string {
  const here = fileURLToPath(import.meta.url)
  return path.join(path.dirname(here), `${name}${path.extname(here)}`)
}

function pagesBeside(): Pages {
  const pages = startPagesProcess({
    script: besideThisFile('pages'),
    onRestart: (facts) => log.warn(facts, 'the process of the pages ended and is started again'),
  })
  return { ...pages, loaded: pages.loaded.catch(pagesFailed) }
}

function openPages(settings: Env): Pages | undefined {
  if (settings.HANDRAIL_ROLE === 'receiver') return undefined
  const apart = settings.HANDRAIL_ROLE === 'all' && settings.NODE_ENV === 'production'
  return apart ? pagesBeside() : pagesHere(settings)
}

function startWorker(): WorkerProcess {
  return startWorkerProcess({
    script: besideThisFile('worker'),
    onRestart: (facts) => log.warn(facts, 'the worker ended and is started again'),
  })
}

type Parts = { server: Server; sql: SqlDb; receiver?: OpenReceiver; worker?: WorkerProcess; pages?: Pages }

function endWith({ server, sql, receiver, worker, pages }: Parts): void {
  const { end } = onShutdown(
    [
      {
        name: 'http and worker',
        run: () => Promise.all([closeServer(server, 3_000), worker?.stop()]).then(() => undefined),
      },
      { name: 'pages', run: () => pages?.stop?.() },
      { name: 'receiver', run: () => receiver?.close() },
      { name: 'database', run: () => sql.close() },
    ],
    { limitMs: 15_000, onError: (error) => log.error({ err: error }, 'while shutting down') },
  )
  // Started by scripts/start.mjs: when that process is gone, whatever the reason, this one ends too.
  endWithParent(end)
}

async function serve(settings: Env): Promise<void> {
  const { HANDRAIL_ROLE: role, databaseUrl, NEXTAUTH_URL: publicUrl } = settings
  const sql = openSql(databaseUrl, { maxConnections: 2 })
  const signIn = role === 'receiver' ? [] : await firstRun(sql, settings)
  const counts = new Metrics()
  addProcessMetrics(counts, 'server')
  const worker = role === 'all' ? startWorker() : undefined
  const receiver =
    role === 'web' ? undefined : openReceiver(databaseUrl, { onStored: () => worker?.wake(), metrics: counts })
  const pages = openPages(settings)
  const health = createHealthHandler({
    sql,
    migrations: readMigrations(dialectOf(databaseUrl)),
    accepts: receiver?.accepts,
    inboxed: receiver && (() => countInbox(databaseUrl)),
    countsBacklog: role !== 'receiver',
  })
  const onError = (error: unknown) => log.error({ err: error }, 'a request failed')
  const trustProxy = settings.HANDRAIL_TRUST_PROXY
  const metrics = createMetricsHandler(
    {
      token: settings.HANDRAIL_METRICS_TOKEN,
      own: () => counts.snapshot(),
      beside: [worker?.metrics, pages?.metrics].filter((metrics) => metrics !== undefined),
      database: createDatabaseGauges(sql),
    },
    onError,
  )
  const webhook = receiver?.handle
  const server = createFront({ webhook, health, metrics, page: pages?.page, publicUrl, trustProxy, onError })
  endWith({ server, sql, receiver, worker, pages })

  const listening = listen(server, settings.PORT, settings.HOST)
  const port = await listening.catch((error: Error) => cannotStart(listenProblem(error, settings)))
  await pages?.loaded
  const lines = [`Handrail is running at ${publicUrl ?? `http://localhost:${port}`}`, ...signIn]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const settings = env()
await prepareDatabase(settings)
if (settings.HANDRAIL_ROLE === 'worker') await import('./worker')
else await serve(settings)
