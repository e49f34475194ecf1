import { inList, type Sql, type SqlValue } from '@/lib/server/sql'
import { emptyBodies, emptyDetails, emptyEvents } from './remove-store'
import { namesPerson, needlesOf, type Traces } from './traces'

/** Taking away what no index leads to: texts and bytes in which the person is named beside others. */

type Where = { workspaceId: string; before: Date }

export type Found = {
  events: string[]
  bodies: string[]
  details: string[]
  rows: string[]
  notifications: string[]
  outbox: string[]
  views: string[]
  comments: string[]
}

const PART = 5_000

/** A condition that a text holds one of the needles. */
function holds(sql: Sql, text: string, needles: readonly string[]): { text: string; params: SqlValue[] } {
  const one = sql.dialect === 'sqlite' ? `instr(${text}, ?) > 0` : `strpos(${text}, ?) > 0`
  return { text: `(${needles.map(() => one).join(' OR ')})`, params: [...needles] }
}

function bytesHold(sql: Sql, needles: readonly string[]): { text: string; params: SqlValue[] } {
  const one = sql.dialect === 'sqlite' ? 'instr("body", ?) > 0' : 'position(?::bytea in "body") > 0'
  return { text: `(${needles.map(() => one).join(' OR ')})`, params: needles.map((needle) => Buffer.from(needle)) }
}

const asText = (sql: Sql, column: string): string =>
  sql.dialect === 'sqlite' ? `COALESCE("${column}", '')` : `COALESCE("${column}"::text, '')`

/** Reads everything once; nothing is locked meanwhile. */
export async function findTraces(sql: Sql, where: Where, traces: Traces): Promise<Found> {
  const needles = needlesOf(traces)
  if (needles.length === 0) {
    return { events: [], bodies: [], details: [], rows: [], notifications: [], outbox: [], views: [], comments: [] }
  }
  const { workspaceId, before } = where
  const ids = async (table: string, columns: readonly string[], time?: string): Promise<string[]> => {
    const held = holds(sql, columns.map((column) => asText(sql, column)).join(` || ' ' || `), needles)
    const until = time ? ` AND "${time}" <= ?` : ''
    const rows = await sql.all<{ id: string }>(
      `SELECT "id" FROM "${table}" WHERE "workspaceId" = ?${until} AND ${held.text}`,
      [workspaceId, ...(time ? [before] : []), ...held.params],
    )
    return rows.map(({ id }) => id)
  }
  const body = bytesHold(sql, needles)
  const bodies = await sql.all<{ id: string }>(
    `SELECT "id" FROM "Delivery" WHERE "workspaceId" = ? AND "receivedAt" <= ? AND "body" IS NOT NULL AND ${body.text}`,
    [workspaceId, before, ...body.params],
  )
  return {
    events: await ids('Event', ['identifiers', 'errorArgs'], 'receivedAt'),
    bodies: bodies.map(({ id }) => id),
    details: await ids('AuditEvent', ['detail'], 'at'),
    rows: [
      ...new Set([
        ...(await ids('BatchRow', ['source', 'before', 'after'])),
        ...(await rowsNaming(sql, where, traces)),
      ]),
    ],
    notifications: await ids('Notification', ['args'], 'createdAt'),
    outbox: await ids('Outbox', ['payload'], 'createdAt'),
    views: await ids('SavedView', ['query'], 'createdAt'),
    comments: await ids('Comment', ['text'], 'createdAt'),
  }
}

/** Rows of files that became nobody, where a phone may be written in any way. */
async function rowsNaming(sql: Sql, { workspaceId }: Where, traces: Traces): Promise<string[]> {
  const found: string[] = []
  for (let after = ''; ; ) {
    const rows = await sql.all<{ id: string; source: unknown }>(
      `SELECT "id","source" FROM "BatchRow"
       WHERE "workspaceId" = ? AND "subjectId" IS NULL AND "source" IS NOT NULL AND "id" > ? ORDER BY "id" LIMIT ${PART}`,
      [workspaceId, after],
    )
    for (const { id, source } of rows) {
      const read: unknown = typeof source === 'string' ? JSON.parse(source) : source
      if (namesPerson(read, traces)) found.push(id)
    }
    if (rows.length < PART) return found
    after = rows.at(-1)?.id ?? after
  }
}

export type Swept = Record<keyof Found, number>

export async function emptyTraces(sql: Sql, found: Found, now: Date): Promise<Swept> {
  const list = inList(sql)
  const remove = (table: string, ids: readonly string[]) =>
    sql.run(`DELETE FROM "${table}" WHERE "id" IN ${list}`, [JSON.stringify(ids)])
  return {
    events: await emptyEvents(sql, found.events),
    bodies: await emptyBodies(sql, found.bodies, now),
    details: await emptyDetails(sql, { where: `"id" IN ${list}`, params: [JSON.stringify(found.details)], now }),
    rows: await sql.run(
      `UPDATE "BatchRow" SET "source" = NULL, "before" = NULL, "after" = NULL WHERE "id" IN ${list}`,
      [JSON.stringify(found.rows)],
    ),
    notifications: await remove('Notification', found.notifications),
    outbox: await remove('Outbox', found.outbox),
    views: await remove('SavedView', found.views),
    comments: await sql.run(
      `UPDATE "Comment" SET "text" = 'Removed with the data of a person.', "version" = "version" + 1 WHERE "id" IN ${list}`,
      [JSON.stringify(found.comments)],
    ),
  }
}
