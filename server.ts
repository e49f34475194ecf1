import './lib/server/check-env'
import path from 'node:path'
import { openReceiver } from './lib/receiver/open-receiver'
import { type Env, env } from './lib/server/env'
import { createFront, type Front } from './lib/server/front'
import { createHealthHandler } from './lib/server/health'
import { closeServer, listen, onShutdown, type ShutdownStep } from './lib/server/lifecycle'
import { log } from './lib/server/log'
import { MigrationError, migrate, readMigrations } from './lib/server/migrate'
import { dialectOf, openSql } from './lib/server/sql'
import { startWorkerProcess } from './lib/server/worker-process'

/**
 * The process people start. One HTTP server: webhooks first, then health, then the origin check, then Next.js. What of
 * it runs here is said by HANDRAIL_ROLE: `all` (with a worker beside it), `web`, `receiver` (without loading Next.js),
 * or `worker` (without HTTP).
 */
async function prepareDatabase(settings: Env): Promise<void> {
  try {
    await migrate(settings.databaseUrl)
  } catch (error) {
    const why = error instanceof MigrationError ? error.message : `The database cannot be opened: ${String(error)}`
    process.stderr.write(`Handrail cannot start: ${why}\n`)
    process.exit(1)
  }
}

async function loadPages(settings: Env): Promise<NonNullable<Front['page']>> {
  const { default: next } = await import('next')
  const app = next({ dev: settings.NODE_ENV !== 'production', hostname: settings.HOST, port: settings.PORT })
  await app.prepare()
  return app.getRequestHandler()
}

async function serve(settings: Env): Promise<void> {
  const role = settings.HANDRAIL_ROLE
  const worker =
    role === 'all'
      ? startWorkerProcess({
          script: path.resolve('worker.ts'),
          onRestart: (facts) => log.warn(facts, 'the worker ended and is started again'),
        })
      : undefined
  const receiver = role === 'web' ? undefined : openReceiver(settings.databaseUrl, () => worker?.wake())
  const sql = openSql(settings.databaseUrl, { maxConnections: 1 })
  const server = createFront({
    webhook: receiver?.handle,
    health: createHealthHandler({
      sql,
      migrations: readMigrations(dialectOf(settings.databaseUrl)),
      accepts: receiver?.accepts,
      countsBacklog: role !== 'receiver',
    }),
    page: role === 'receiver' ? undefined : await loadPages(settings),
    publicUrl: settings.NEXTAUTH_URL,
    trustProxy: settings.HANDRAIL_TRUST_PROXY,
    onError: (error) => log.error({ err: error }, 'a request failed'),
  })
  const steps: ShutdownStep[] = [
    {
      name: 'http and worker',
      run: () => Promise.all([closeServer(server, 3_000), worker?.stop()]).then(() => undefined),
    },
    { name: 'receiver', run: () => receiver?.close() },
    { name: 'database', run: () => sql.close() },
  ]
  onShutdown(steps, { limitMs: 15_000, onError: (error) => log.error({ err: error }, 'while shutting down') })
  const port = await listen(server, settings.PORT, settings.HOST)
  process.stdout.write(`Handrail is running at ${settings.NEXTAUTH_URL ?? `http://localhost:${port}`}\n`)
}

const settings = env()
await prepareDatabase(settings)
if (settings.HANDRAIL_ROLE === 'worker') await import('./worker')
else await serve(settings)
