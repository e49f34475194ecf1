import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson, sendText } from './answers'
import type { Migration } from './migrate'
import { pendingMigrations } from './migrate'
import { asDate, type Sql } from './sql'

/**
 * `GET /healthz`: this process answers. `GET /readyz`: it can do its work; 503 with reasons when the database does not
 * answer or is not of this version, when more deliveries wait for the disk than fit in memory, or when deliveries have
 * been waiting for the worker for a quarter of an hour.
 *
 * A process that only receives stays ready with a slow worker behind it: taking it out of service would lose the one
 * thing that still works.
 */
export type HealthSources = {
  sql: Pick<Sql, 'all'>
  migrations: Migration[]
  /** False while the receiver refuses deliveries because too many are waiting. Absent in a process that has none. */
  accepts: (() => boolean) | undefined
  /** Deliveries stored and not yet in the database (the inbox of SQLite). Absent in a process that receives none. */
  inboxed?: () => number
  /** Whether a late worker makes this process unready. */
  countsBacklog: boolean
}

export type Readiness = {
  ready: boolean
  reasons: string[]
  checks: {
    database: 'ok' | 'failed'
    migrations: 'ok' | 'pending' | 'failed' | 'unknown'
    backlog: { waiting: number; atLeast: boolean; oldestSeconds: number } | null
  }
}

const ANSWER_WITHIN_MS = 3_000
const LATE_SECONDS = 15 * 60
const COUNT_UP_TO = 10_000

const WAITING = `SELECT COUNT(*) AS "n" FROM (SELECT 1 FROM "Delivery" WHERE "state" = 'stored' LIMIT ${COUNT_UP_TO}) AS "w"`
/** A replayed delivery is old by nature and one that is tried again has its own time; neither says the worker is late. */
const OLDEST = `SELECT "receivedAt" FROM "Delivery"
  WHERE "state" = 'stored' AND "processedAt" IS NULL AND "nextTryAt" IS NULL ORDER BY "id" LIMIT 1`
const APPLIED =
  'SELECT "migration_name", "checksum", "finished_at" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL'

type Applied = { migration_name: string; checksum: string; finished_at: unknown }

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

function migrationState(known: Migration[], applied: Applied[]): 'ok' | 'pending' | 'failed' {
  try {
    return pendingMigrations(known, applied).length === 0 ? 'ok' : 'pending'
  } catch {
    return 'failed'
  }
}

async function look({ sql, migrations, inboxed }: HealthSources, now: Date): Promise<Readiness['checks']> {
  const applied = await sql.all<Applied>(APPLIED)
  const [counted] = await sql.all<{ n: number }>(WAITING)
  const [oldest] = await sql.all<{ receivedAt: unknown }>(OLDEST)
  const waiting = Number(counted?.n ?? 0) + (inboxed?.() ?? 0)
  const age = oldest ? (now.getTime() - asDate(oldest.receivedAt).getTime()) / 1_000 : 0
  return {
    database: 'ok',
    migrations: migrationState(migrations, applied),
    backlog: { waiting, atLeast: waiting >= COUNT_UP_TO, oldestSeconds: Math.max(0, Math.round(age)) },
  }
}

export async function checkReadiness(sources: HealthSources, now: Date): Promise<Readiness> {
  const reasons: string[] = []
  const checks = await within(ANSWER_WITHIN_MS, look(sources, now)).catch((): Readiness['checks'] => ({
    database: 'failed',
    migrations: 'unknown',
    backlog: null,
  }))
  if (checks.database === 'failed') reasons.push('The database does not answer.')
  if (checks.migrations === 'pending') reasons.push('The database still has to be brought to this version.')
  if (checks.migrations === 'failed') reasons.push('The database belongs to another version of Handrail.')
  if (sources.accepts?.() === false) reasons.push('More deliveries are waiting to be stored than fit in memory.')
  if (sources.countsBacklog && (checks.backlog?.oldestSeconds ?? 0) > LATE_SECONDS) {
    reasons.push('Deliveries have been waiting for the worker for more than 15 minutes.')
  }
  return { ready: reasons.length === 0, reasons, checks }
}

/** Answers the two health addresses, and nothing else. */
export function createHealthHandler(sources: HealthSources) {
  return (request: IncomingMessage, response: ServerResponse, path: string): boolean => {
    if (path !== '/healthz' && path !== '/readyz') return false
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      sendText(response, 405, 'Health is read with GET.\n')
      return true
    }
    if (path === '/healthz') {
      sendJson(response, 200, { status: 'ok' })
      return true
    }
    checkReadiness(sources, new Date()).then(
      (readiness) => sendJson(response, readiness.ready ? 200 : 503, readiness),
      () => sendJson(response, 503, { ready: false, reasons: ['The check itself failed.'] }),
    )
    return true
  }
}
