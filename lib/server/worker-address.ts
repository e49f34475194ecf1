import type { Server } from 'node:http'
import type { Env } from './env'
import { createFront } from './front'
import { createHealthHandler } from './health'
import { listen } from './lifecycle'
import type { Metrics } from './metrics'
import { createDatabaseGauges } from './metrics-database'
import { createMetricsHandler } from './metrics-handler'
import { readMigrations } from './migrate'
import { dialectOf, type Sql } from './sql'

type WorkerAddress = { sql: Pick<Sql, 'all'>; metrics: Metrics; settings: Env; onError: (error: unknown) => void }

/**
 * A worker that runs by itself (HANDRAIL_ROLE=worker) has no server beside it to be asked through. With
 * HANDRAIL_METRICS_PORT it answers `/healthz`, `/readyz` and `/metrics` itself, and nothing else.
 */
export async function openWorkerAddress({
  sql,
  metrics,
  settings,
  onError,
}: WorkerAddress): Promise<Server | undefined> {
  const { HANDRAIL_ROLE: role, HANDRAIL_METRICS_PORT: port, HOST: host, databaseUrl } = settings
  if (role !== 'worker' || port === undefined) return undefined
  const health = createHealthHandler({
    sql,
    migrations: readMigrations(dialectOf(databaseUrl)),
    accepts: undefined,
    countsBacklog: true,
  })
  const token = settings.HANDRAIL_METRICS_TOKEN
  const scrape = { token, own: () => metrics.snapshot(), database: createDatabaseGauges(sql) }
  const server = createFront({
    health,
    metrics: createMetricsHandler(scrape, onError),
    publicUrl: undefined,
    trustProxy: settings.HANDRAIL_TRUST_PROXY,
    onError,
  })
  await listen(server, port, host)
  return server
}
