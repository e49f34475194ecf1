import type { Family, Sample, Spec } from './metrics'
import { asDate, type Sql } from './sql'

/**
 * What the database knows, whichever process is asked: on several machines these gauges are the same everywhere, while
 * the counters are those of the process that answers. Every query is bounded and answered by an index; a scrape never
 * reads through a table.
 */
const COUNT_UP_TO = 10_000
/** Replayed deliveries are old by nature and tried ones have their own time: they are passed over, up to this many. */
const LOOK_THROUGH = 200
const MOST_WORKSPACES = 500
/** Several readers within this time get the same answer. */
const FRESH_MS = 1_000

const FAMILIES = {
  up: { name: 'handrail_database_up', help: '1 when the database answered this scrape.' },
  backlog: {
    name: 'handrail_database_backlog_deliveries',
    help: `Deliveries that wait to be resolved, counted up to ${COUNT_UP_TO}.`,
  },
  oldest: {
    name: 'handrail_database_oldest_waiting_seconds',
    unit: 'seconds',
    help: 'Age of the oldest delivery that waits to be resolved for the first time; 0 when none waits.',
  },
  aside: {
    name: 'handrail_database_set_aside_deliveries',
    help: `Deliveries set aside after five tries, counted up to ${COUNT_UP_TO}.`,
  },
} as const satisfies Record<string, Spec>

const COUNT = `SELECT COUNT(*) AS "n" FROM
  (SELECT 1 FROM "Delivery" WHERE "workspaceId" = ? AND "state" = ? LIMIT ${COUNT_UP_TO}) AS "w"`
const OLDEST = `SELECT "receivedAt" FROM (
    SELECT "id","receivedAt","processedAt","nextTryAt" FROM "Delivery"
    WHERE "workspaceId" = ? AND "state" = 'stored' ORDER BY "id" LIMIT ${LOOK_THROUGH}) AS "first"
  WHERE "processedAt" IS NULL AND "nextTryAt" IS NULL ORDER BY "id" LIMIT 1`

type Read = { workspaceId: string; backlog: number; aside: number; oldestSeconds: number }

async function countOf(sql: Pick<Sql, 'all'>, workspaceId: string, state: string): Promise<number> {
  const [row] = await sql.all<{ n: unknown }>(COUNT, [workspaceId, state])
  return Number(row?.n ?? 0)
}

async function readWorkspace(sql: Pick<Sql, 'all'>, workspaceId: string, now: Date): Promise<Read> {
  const backlog = await countOf(sql, workspaceId, 'stored')
  const aside = await countOf(sql, workspaceId, 'set_aside')
  const [oldest] = backlog > 0 ? await sql.all<{ receivedAt: unknown }>(OLDEST, [workspaceId]) : []
  const age = oldest ? (now.getTime() - asDate(oldest.receivedAt).getTime()) / 1_000 : 0
  return { workspaceId, backlog, aside, oldestSeconds: Math.max(0, age) }
}

function gauge(spec: Spec, samples: Sample[]): Family {
  return { ...spec, type: 'gauge', samples }
}

async function readDatabase(sql: Pick<Sql, 'all'>, now: Date): Promise<Family[]> {
  const workspaces = await sql.all<{ id: string }>(
    `SELECT "id" FROM "Workspace" ORDER BY "id" LIMIT ${MOST_WORKSPACES}`,
  )
  const read: Read[] = []
  for (const { id } of workspaces) read.push(await readWorkspace(sql, id, now))
  const each = (spec: Spec, value: (one: Read) => number): Family => {
    const sample = (one: Read): Sample => ({
      ...{ suffix: '', labels: { workspace: one.workspaceId }, value: value(one) },
      workspaceId: one.workspaceId,
    })
    return gauge(spec, read.map(sample))
  }
  return [
    gauge(FAMILIES.up, [{ suffix: '', labels: {}, value: 1 }]),
    each(FAMILIES.backlog, (one) => one.backlog),
    each(FAMILIES.oldest, (one) => one.oldestSeconds),
    each(FAMILIES.aside, (one) => one.aside),
  ]
}

/** Reads the gauges of the database; while it does not answer, the scrape says so and still has everything else. */
export function createDatabaseGauges(sql: Pick<Sql, 'all'>, withinMs = 2_000): (now: Date) => Promise<Family[]> {
  const down = [gauge(FAMILIES.up, [{ suffix: '', labels: {}, value: 0 }])]
  let last: { at: number; families: Promise<Family[]> } | undefined
  return (now) => {
    if (last && now.getTime() - last.at < FRESH_MS) return last.families
    const timer = new Promise<Family[]>((resolve) => setTimeout(resolve, withinMs, down).unref())
    const families = Promise.race([readDatabase(sql, now).catch(() => down), timer])
    last = { at: now.getTime(), families }
    return families
  }
}
