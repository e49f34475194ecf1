import { AUDIT_ACTIONS } from '@/lib/audit/catalogue'
import { db, dialect, sqlOf } from '@/lib/server/db'
import { asDate, type Dialect, type SqlRow, type SqlValue } from '@/lib/server/sql'
import { addDays, type Day } from '@/lib/shared/zone-time'
import type { DayLoad, LatePrint } from './clash-rules'
import { CALENDAR_LIMITS } from './schema'

/** An entry point on a day: its update date, or the day it has to be at the printer. */
export type DatedPoint = {
  id: string
  name: string
  kind: string
  location: string | null
  day: Day
  updateDate: Day
  leadDays: number | null
  waveId: string | null
  ownerMemberId: string | null
  ownerName: string | null
  moveState: string
  testResult: string
  version: number
  updatedAt: Date
}

export type PointSpan = {
  first: Day
  last: Day
  waveId?: string | null
  ownerMemberId?: string | null
  /** At most so many of one day; how many there are in all is counted beside them. */
  perDay: number
}

/** Points by day, cut to `perDay`, and the whole number of each day. */
export type DatedPoints = { points: DatedPoint[]; totals: ReadonlyMap<Day, number> }

/** The day of the printer: update date minus lead time, as text like every day. */
function deadlineOf(kind: Dialect): string {
  return kind === 'sqlite'
    ? `date(e."updateDate", '-' || e."leadDays" || ' days')`
    : `to_char(e."updateDate"::date - e."leadDays", 'YYYY-MM-DD')`
}

function toPoint(row: SqlRow): DatedPoint {
  const text = (name: string): string | null => (row[name] as string | null) ?? null
  return {
    id: String(row.id),
    name: String(row.name),
    kind: String(row.kind),
    location: text('location'),
    day: String(row.day),
    updateDate: String(row.updateDate),
    leadDays: row.leadDays === null ? null : Number(row.leadDays),
    waveId: text('waveId'),
    ownerMemberId: text('ownerMemberId'),
    ownerName: text('ownerName'),
    moveState: String(row.moveState),
    testResult: String(row.testResult),
    version: Number(row.version),
    updatedAt: asDate(row.updatedAt),
  }
}

const COLUMNS = `e."id", e."name", e."nameKey", e."kind", e."location", e."updateDate", e."leadDays", e."waveId",
  e."ownerMemberId", e."ownerName", e."moveState", e."testResult", e."version", e."updatedAt"`

type Condition = { text: string; params: SqlValue[] }

function conditions(workspaceId: string, { waveId, ownerMemberId }: PointSpan): Condition {
  const parts = ['e."workspaceId" = ?', 'e."archivedAt" IS NULL']
  const params: SqlValue[] = [workspaceId]
  if (waveId) {
    parts.push('e."waveId" = ?')
    params.push(waveId)
  }
  if (ownerMemberId) {
    parts.push('e."ownerMemberId" = ?')
    params.push(ownerMemberId)
  }
  return { text: parts.join(' AND '), params }
}

async function datedPoints(day: string, where: Condition, perDay: number): Promise<DatedPoints> {
  const rows = await sqlOf(db).all(
    `SELECT * FROM (SELECT ${COLUMNS}, ${day} AS "day",
       ROW_NUMBER() OVER (PARTITION BY ${day} ORDER BY e."nameKey", e."id") AS "place",
       COUNT(*) OVER (PARTITION BY ${day}) AS "ofDay"
     FROM "EntryPoint" e WHERE ${where.text}) dated
     WHERE "place" <= ? ORDER BY "day", "place"`,
    [...where.params, perDay],
  )
  return { points: rows.map(toPoint), totals: new Map(rows.map((row) => [String(row.day), Number(row.ofDay)])) }
}

/** Update dates of a span of days. */
export async function updatesIn(workspaceId: string, span: PointSpan): Promise<DatedPoints> {
  const { text, params } = conditions(workspaceId, span)
  const where = `${text} AND e."updateDate" >= ? AND e."updateDate" <= ?`
  return datedPoints('e."updateDate"', { text: where, params: [...params, span.first, span.last] }, span.perDay)
}

/** Print deadlines of a span of days, of what still has to move. */
export async function printDeadlinesIn(workspaceId: string, span: PointSpan): Promise<DatedPoints> {
  const deadline = deadlineOf(dialect())
  const { text, params } = conditions(workspaceId, span)
  // The first two bounds are what the index can use; the deadline itself has to be computed.
  const within = `e."updateDate" >= ? AND e."updateDate" <= ? AND e."leadDays" > 0 AND ${deadline} >= ? AND ${deadline} <= ?`
  const where = `${text} AND e."moveState" IN ('not_moved', 'rolled_back') AND ${within}`
  const latest = addDays(span.last, CALENDAR_LIMITS.leadDays)
  const bounds = [span.first, latest, span.first, span.last]
  return datedPoints(deadline, { text: where, params: [...params, ...bounds] }, span.perDay)
}

/** What still has to move, by day and wave, with how much of it nobody owns. */
export async function dayLoad(workspaceId: string): Promise<DayLoad[]> {
  const rows = await sqlOf(db).all(
    `SELECT "updateDate", "waveId", COUNT(*) AS "toMove",
       SUM(CASE WHEN "ownerMemberId" IS NULL AND "ownerName" IS NULL THEN 1 ELSE 0 END) AS "noOwner"
     FROM "EntryPoint" WHERE "workspaceId" = ? AND "archivedAt" IS NULL AND "updateDate" IS NOT NULL
       AND "moveState" IN ('not_moved', 'rolled_back')
     GROUP BY "updateDate", "waveId" ORDER BY "updateDate"`,
    [workspaceId],
  )
  return rows.map((row) => ({
    day: String(row.updateDate),
    waveId: (row.waveId as string | null) ?? null,
    toMove: Number(row.toMove),
    noOwner: Number(row.noOwner),
  }))
}

const LATE_SHOWN = 20

/** Printed things that had to be at the printer before today and still have to move, the latest update date last. */
export async function latePrints(workspaceId: string, today: Day): Promise<{ rows: LatePrint[]; total: number }> {
  const deadline = deadlineOf(dialect())
  const where = `e."workspaceId" = ? AND e."archivedAt" IS NULL AND e."updateDate" >= ? AND e."leadDays" > 0
    AND e."moveState" IN ('not_moved', 'rolled_back') AND ${deadline} < ?`
  const params = [workspaceId, today, today]
  const [rows, counted] = await Promise.all([
    sqlOf(db).all(
      `SELECT e."id", e."name", e."ownerName", e."updateDate", e."leadDays" FROM "EntryPoint" e
       WHERE ${where} ORDER BY e."updateDate", e."nameKey", e."id" LIMIT ${LATE_SHOWN}`,
      params,
    ),
    sqlOf(db).all(`SELECT COUNT(*) AS "n" FROM "EntryPoint" e WHERE ${where}`, params),
  ])
  const late = rows.map((row) => ({
    id: String(row.id),
    name: String(row.name),
    owner: (row.ownerName as string | null) ?? null,
    updateDate: String(row.updateDate),
    leadDays: Number(row.leadDays),
  }))
  return { rows: late, total: Number(counted[0]?.n ?? 0) }
}

/** What changes the calendar or a wave on the screen; every change is in the audit chain, with its place in the order. */
const SHOWN = Object.keys(AUDIT_ACTIONS).filter(
  (action) => /^(?:entry-points?|wave|freeze)\./.test(action) && action !== 'entry-points.exported',
)
const NEWEST = SHOWN.map(
  () => 'SELECT MAX("seq") AS "seq" FROM "AuditEvent" WHERE "workspaceId" = ? AND "action" = ?',
).join(' UNION ALL ')

/** A number that changes with every such change: one look into an index for each kind of it. */
export async function calendarMark(workspaceId: string): Promise<number> {
  const params = SHOWN.flatMap((action) => [workspaceId, action])
  const rows = await sqlOf(db).all(`SELECT MAX("seq") AS "mark" FROM (${NEWEST}) AS n`, params)
  return Number(rows[0]?.mark ?? 0)
}
