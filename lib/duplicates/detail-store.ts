import { db, sqlOf } from '@/lib/server/db'
import type { Held } from './evidence'
import { asOneOf, SHOWN_KINDS } from './rules'

/** What the detail of one conflict reads beside the conflict itself. Everything is of the workspace, whatever an id says. */

/** A phone that an office shares may be claimed by hundreds; this many contacts are compared, the rest are named. */
export const COMPARED = 6
export const EVENTS_SHOWN = 10
/** Of its events, this many of the newest are asked which conversation they are in. */
const PLACED_FROM = 1_000
const THREADS_SHOWN = 20
/** Nobody has that many identifiers; a contact that does would only slow the page. */
const IDENTIFIERS = 500

export type HeldBy = Held & { contactId: string }

export async function readHeld(workspaceId: string, contactIds: string[]): Promise<HeldBy[]> {
  const rows = await db.identifier.findMany({
    where: { workspaceId, contactId: { in: contactIds }, kind: { in: [...SHOWN_KINDS] } },
    orderBy: [{ active: 'desc' }, { lastSeenAt: 'desc' }, { id: 'desc' }],
    take: IDENTIFIERS,
  })
  return rows.flatMap((row) => {
    const kind = asOneOf(SHOWN_KINDS, row.kind)
    const { id, contactId, scope, value, matchKey, active, lastSeenAt } = row
    return kind
      ? [{ id, contactId, kind, scope, value, matchKey, active, lastSeenAt, verified: row.standing === 'verified' }]
      : []
  })
}

/** Identifiers that a proposal names, for as long as they are there. */
export async function readIdentifiers(workspaceId: string, ids: string[]) {
  if (ids.length === 0) return []
  return db.identifier.findMany({
    where: { workspaceId, id: { in: ids.slice(0, IDENTIFIERS) } },
    orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
  })
}

const eventFields = {
  id: true,
  at: true,
  kind: true,
  type: true,
  status: true,
  outcome: true,
  decisive: true,
  identifiers: true,
  wamid: true,
  threadId: true,
} as const

export type StoredEvent = Awaited<ReturnType<typeof readEventsById>>[number]

async function readEventsById(workspaceId: string, ids: string[]) {
  return db.event.findMany({ where: { workspaceId, id: { in: ids } }, select: eventFields })
}

/** The events of a conflict that a reader sees: the newest, and the first and the last by the time they were sent. */
export async function readEvents(
  workspaceId: string,
  conflict: { id: string; firstEventId: string; lastEventId: string },
): Promise<{ newest: StoredEvent[]; first: StoredEvent | undefined; last: StoredEvent | undefined }> {
  const mentions = await db.conflictMention.findMany({
    where: { workspaceId, conflictId: conflict.id, kind: 'event' },
    orderBy: { value: 'desc' },
    take: EVENTS_SHOWN,
    select: { value: true },
  })
  const newestIds = mentions.map(({ value }) => value)
  const events = await readEventsById(workspaceId, [...newestIds, conflict.firstEventId, conflict.lastEventId])
  const byId = new Map(events.map((event) => [event.id, event]))
  const newest = newestIds.flatMap((id) => byId.get(id) ?? [])
  return { newest, first: byId.get(conflict.firstEventId), last: byId.get(conflict.lastEventId) }
}

/** The conversations its newest events are in, and how many of them are in each. */
export async function readPlacements(workspaceId: string, conflictId: string) {
  const counted = await sqlOf(db).all<{ threadId: string; n: unknown }>(
    `SELECT e."threadId" AS "threadId", COUNT(*) AS n, MAX(e."id") AS "newest" FROM
       (SELECT "value" FROM "ConflictMention" WHERE "conflictId" = ? AND "kind" = 'event' ORDER BY "value" DESC LIMIT ${PLACED_FROM}) AS m
       CROSS JOIN "Event" e WHERE e."id" = m."value" AND e."workspaceId" = ? AND e."threadId" IS NOT NULL
     GROUP BY e."threadId" ORDER BY "newest" DESC LIMIT ${THREADS_SHOWN}`,
    [conflictId, workspaceId],
  )
  const threads = await db.thread.findMany({
    where: { workspaceId, id: { in: counted.map((row) => row.threadId) } },
  })
  const byId = new Map(threads.map((thread) => [thread.id, thread]))
  return counted.flatMap(({ threadId, n }) => {
    const thread = byId.get(threadId)
    return thread ? [{ thread, events: Number(n) }] : []
  })
}

/** The newest conversation of each contact. */
export async function readThreadsOf(workspaceId: string, contactIds: string[]) {
  const found = await Promise.all(
    contactIds.map((contactId) =>
      db.thread.findFirst({ where: { workspaceId, contactId }, orderBy: [{ lastAt: 'desc' }, { id: 'desc' }] }),
    ),
  )
  return new Map(found.flatMap((thread) => (thread?.contactId ? [[thread.contactId, thread]] : [])))
}

export async function readWorkflowNames(workspaceId: string, ids: string[]): Promise<Map<string, string>> {
  const rows = await db.workflow.findMany({ where: { workspaceId, id: { in: ids } }, select: { id: true, name: true } })
  return new Map(rows.map((row) => [row.id, row.name]))
}
