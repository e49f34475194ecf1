import { inList, type Sql, type SqlValue } from '@/lib/server/sql'
import type { Held } from './traces'

/** Taking away what is found through an index: the rows of the person, and those that name them. */

type Person = { workspaceId: string; contactIds: readonly string[]; held: readonly Held[]; now: Date }

export type Removed = {
  identifiers: number
  events: number
  bodies: number
  messages: number
  threads: number
  conflicts: number
  merges: number
  details: number
  rows: number
}

const MENTIONED = ['phone', 'bsuid', 'parent_bsuid', 'username']

export async function removePerson(sql: Sql, person: Person): Promise<Removed> {
  const { workspaceId, contactIds, now } = person
  const ids = JSON.stringify(contactIds)
  const list = inList(sql)
  const run = (text: string, params: SqlValue[]) => sql.run(text, params)
  const conflictIds = await conflictsOf(sql, person)
  const eventIds = await eventsOf(sql, person, conflictIds)
  const bodies = await emptyBodies(sql, await deliveriesOf(sql, eventIds), now)
  const events = await emptyEvents(sql, eventIds)
  const ofThreads = `(SELECT "id" FROM "Thread" WHERE "contactId" IN ${list} AND "workspaceId" = ?)`
  await run(`DELETE FROM "ThreadKey" WHERE "threadId" IN ${ofThreads}`, [ids, workspaceId])
  const messages =
    (await run(`DELETE FROM "Message" WHERE "threadId" IN ${ofThreads}`, [ids, workspaceId])) +
    (await run(`DELETE FROM "Message" WHERE "workspaceId" = ? AND "contactId" IN ${list}`, [workspaceId, ids]))
  const threads = await run(`DELETE FROM "Thread" WHERE "contactId" IN ${list} AND "workspaceId" = ?`, [
    ids,
    workspaceId,
  ])
  await removeConflicts(sql, conflictIds)
  for (const side of ['lowId', 'highId'])
    await run(`DELETE FROM "DuplicatePair" WHERE "workspaceId" = ? AND "${side}" IN ${list}`, [workspaceId, ids])
  let merges = 0
  for (const side of ['survivorId', 'mergedId'])
    merges += await run(`DELETE FROM "Merge" WHERE "workspaceId" = ? AND "${side}" IN ${list}`, [workspaceId, ids])
  await removeWaiting(sql, person)
  const rows = await run(
    `UPDATE "BatchRow" SET "source" = NULL, "before" = NULL, "after" = NULL
     WHERE "workspaceId" = ? AND "subjectId" IN ${list}`,
    [workspaceId, ids],
  )
  await run(`DELETE FROM "Comment" WHERE "workspaceId" = ? AND "subjectKind" = 'contact' AND "subjectId" IN ${list}`, [
    ...[workspaceId, ids],
  ])
  const subjects = JSON.stringify([...contactIds, ...conflictIds])
  const details = await emptyDetails(sql, {
    where: `"workspaceId" = ? AND "subjectKind" IN ('contact','conflict') AND "subjectId" IN ${list}`,
    params: [workspaceId, subjects],
    now,
  })
  const identifiers = await run(`DELETE FROM "Identifier" WHERE "contactId" IN ${list}`, [ids])
  await run(`DELETE FROM "ContactLabel" WHERE "contactId" IN ${list}`, [ids])
  await run(
    `UPDATE "Contact" SET "state" = 'erased', "mergedIntoId" = NULL, "name" = NULL, "nameKey" = NULL,
       "crmContactId" = NULL, "language" = NULL, "ownerMemberId" = NULL, "importId" = NULL, "firstContactAt" = NULL,
       "lastContactAt" = NULL, "version" = "version" + 1, "updatedAt" = ? WHERE "id" IN ${list}`,
    [now, ids],
  )
  return { identifiers, events, bodies, messages, threads, conflicts: conflictIds.length, merges, details, rows }
}

async function idsFrom(sql: Sql, text: string, params: SqlValue[]): Promise<string[]> {
  const rows = await sql.all<{ id: string }>(text, params)
  return rows.map(({ id }) => id)
}

/** Conflicts that name one of the contacts, or anything they were known by. */
async function conflictsOf(sql: Sql, { workspaceId, contactIds, held }: Person): Promise<string[]> {
  const list = inList(sql)
  const find = (kind: string, values: readonly string[]) =>
    idsFrom(
      sql,
      `SELECT DISTINCT "conflictId" AS "id" FROM "ConflictMention"
       WHERE "workspaceId" = ? AND "kind" = ? AND "value" IN ${list}`,
      [workspaceId, kind, JSON.stringify(values)],
    )
  const found = [await find('contact', contactIds)]
  for (const kind of MENTIONED) {
    const values = held.filter((one) => one.kind === kind).map(({ value }) => value)
    if (kind === 'username') values.push(...values.map((value) => value.toLowerCase()))
    if (values.length > 0) found.push(await find(kind, values))
  }
  return [...new Set(found.flat())]
}

/** Events of the contacts, and those that a conflict with them was about. */
async function eventsOf(sql: Sql, { workspaceId, contactIds }: Person, conflictIds: readonly string[]) {
  const own = await idsFrom(sql, `SELECT "id" FROM "Event" WHERE "workspaceId" = ? AND "contactId" IN ${inList(sql)}`, [
    ...[workspaceId, JSON.stringify(contactIds)],
  ])
  const named = await idsFrom(
    sql,
    `SELECT "value" AS "id" FROM "ConflictMention" WHERE "kind" = 'event' AND "conflictId" IN ${inList(sql)}`,
    [JSON.stringify(conflictIds)],
  )
  return [...new Set([...own, ...named])]
}

function deliveriesOf(sql: Sql, eventIds: readonly string[]): Promise<string[]> {
  return idsFrom(sql, `SELECT DISTINCT "deliveryId" AS "id" FROM "Event" WHERE "id" IN ${inList(sql)}`, [
    JSON.stringify(eventIds),
  ])
}

/** The bytes of a delivery are one piece: with the person's messages go those that came with them. */
export function emptyBodies(sql: Sql, ids: readonly string[], now: Date): Promise<number> {
  return sql.run(
    `UPDATE "Delivery" SET "body" = NULL, "purgedAt" = ?
     WHERE "body" IS NOT NULL AND "state" <> 'stored' AND "id" IN ${inList(sql)}`,
    [now, JSON.stringify(ids)],
  )
}

/** What stays of an event is that there was one: its time, its kind and its outcome. A wamid holds the phone in base 64. */
export function emptyEvents(sql: Sql, ids: readonly string[]): Promise<number> {
  return sql.run(
    `UPDATE "Event" SET "identifiers" = '{}', "wamid" = NULL, "messageId" = NULL, "candidates" = NULL,
       "errorArgs" = NULL, "threadId" = NULL, "key" = 'erased:' || "id" WHERE "id" IN ${inList(sql)}`,
    [JSON.stringify(ids)],
  )
}

/** The chain covers the hash of the details, so it still verifies; without the salt the hash tells nothing. */
export function emptyDetails(
  sql: Sql,
  { where, params, now }: { where: string; params: SqlValue[]; now: Date },
): Promise<number> {
  return sql.run(
    `UPDATE "AuditEvent" SET "detail" = NULL, "detailSalt" = '', "erasedAt" = ? WHERE "detail" IS NOT NULL AND ${where}`,
    [now, ...params],
  )
}

async function removeConflicts(sql: Sql, ids: readonly string[]): Promise<void> {
  const list = JSON.stringify(ids)
  await sql.run(`DELETE FROM "ConflictMention" WHERE "conflictId" IN ${inList(sql)}`, [list])
  await sql.run(`DELETE FROM "Conflict" WHERE "id" IN ${inList(sql)}`, [list])
}

/** Changes of identity that wait for a link nobody will bring any more. */
async function removeWaiting(sql: Sql, { workspaceId, held }: Person): Promise<void> {
  const valuesOf = (...kinds: string[]) =>
    JSON.stringify(held.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value))
  const columns = {
    previousBsuid: ['bsuid'],
    currentBsuid: ['bsuid'],
    previousPhone: ['phone'],
    currentPhone: ['phone'],
  }
  for (const [column, kinds] of Object.entries(columns)) {
    await sql.run(`DELETE FROM "WaitingChange" WHERE "workspaceId" = ? AND "${column}" IN ${inList(sql)}`, [
      ...[workspaceId, valuesOf(...kinds)],
    ])
  }
}
