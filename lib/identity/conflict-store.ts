import { inList, type Sql, type SqlValue } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { insertRows, selectIn } from './bulk-sql'
import type { ChangeLog } from './change-log'
import type { Conflict, Sighting } from './model'
import { usernameKey } from './person-facts'

export type WriteGround = { workspaceId: string; now: Date }

const CONFLICT_COLUMNS = [
  'id',
  'workspaceId',
  'key',
  'rule',
  'kind',
  'proposal',
  'portfolioId',
  'numberId',
  'contactId',
  'otherId',
  'candidates',
  'identifiers',
  'firstEventId',
  'lastEventId',
  'events',
  'firstSeenAt',
  'lastSeenAt',
  'createdAt',
  'updatedAt',
]

/** First and last are those by the time they were sent, in whatever order they came. */
const SEEN_AGAIN = `ON CONFLICT ("workspaceId","key") DO UPDATE SET "events" = "Conflict"."events" + excluded."events",
  "firstEventId" = CASE WHEN excluded."firstSeenAt" < "Conflict"."firstSeenAt" THEN excluded."firstEventId" ELSE "Conflict"."firstEventId" END,
  "firstSeenAt" = CASE WHEN excluded."firstSeenAt" < "Conflict"."firstSeenAt" THEN excluded."firstSeenAt" ELSE "Conflict"."firstSeenAt" END,
  "lastEventId" = CASE WHEN excluded."lastSeenAt" >= "Conflict"."lastSeenAt" THEN excluded."lastEventId" ELSE "Conflict"."lastEventId" END,
  "lastSeenAt" = CASE WHEN excluded."lastSeenAt" >= "Conflict"."lastSeenAt" THEN excluded."lastSeenAt" ELSE "Conflict"."lastSeenAt" END,
  "updatedAt" = excluded."updatedAt"`

/**
 * The same disagreement seen again adds to the conflict it already is; a decided one stays decided. An event that is
 * resolved once more is no second sighting.
 */
export async function writeConflicts(sql: Sql, log: ChangeLog, ground: WriteGround): Promise<void> {
  const conflicts = [...log.conflictsOpened.values()]
  if (conflicts.length === 0) return
  const counted = await countedBefore(sql, ground.workspaceId, conflicts)
  const rows = conflicts.map((conflict) => {
    const isNew = ({ eventId }: Sighting) => !counted.has(`${conflict.key} ${eventId}`)
    return conflictRow(conflict, { ...ground, events: conflict.sightings.filter(isNew).length })
  })
  await insertRows(sql, { table: 'Conflict', columns: CONFLICT_COLUMNS, rows }, SEEN_AGAIN)
  await writeMentions(sql, ground.workspaceId, conflicts)
}

/** `key eventId` of the sightings that are in the database already. */
async function countedBefore(sql: Sql, workspaceId: string, conflicts: readonly Conflict[]): Promise<Set<string>> {
  const rows = await selectIn<{ key: string; eventId: string }>(
    sql,
    `SELECT c."key" AS "key", m."value" AS "eventId" FROM "ConflictMention" m JOIN "Conflict" c ON c."id" = m."conflictId"
     WHERE m."workspaceId" = ? AND m."kind" = 'event' AND m."value"`,
    { params: [workspaceId], list: conflicts.flatMap(({ sightings }) => sightings.map(({ eventId }) => eventId)) },
  )
  return new Set(rows.map(({ key, eventId }) => `${key} ${eventId}`))
}

function conflictRow(conflict: Conflict, { workspaceId, now, events }: WriteGround & { events: number }): SqlValue[] {
  const { phone, bsuid, parentBsuid, username, profileName } = conflict.facts
  const evidence = { kind: conflict.kind, identifierKind: conflict.identifierKind, proposal: conflict.proposal }
  const byTime = conflict.sightings.toSorted((a, b) => a.facts.at.getTime() - b.facts.at.getTime())
  const [first, last] = [byTime[0], byTime.at(-1)]
  return [
    conflict.id,
    workspaceId,
    conflict.key,
    String(conflict.rule),
    conflict.kind,
    conflict.proposal.kind,
    conflict.portfolioId,
    conflict.numberId ?? null,
    conflict.contactId ?? null,
    conflict.contactIds.find((id) => id !== conflict.contactId) ?? null,
    JSON.stringify(conflict.contactIds),
    JSON.stringify({ ...evidence, phone: phone?.value, bsuid, parentBsuid, username, profileName }),
    first?.eventId ?? null,
    last?.eventId ?? null,
    events,
    first?.facts.at ?? now,
    last?.facts.at ?? now,
    now,
    now,
  ]
}

/** One row for everything the conflict can be found by. The row of a conflict seen before keeps its own id. */
async function writeMentions(sql: Sql, workspaceId: string, conflicts: readonly Conflict[]): Promise<void> {
  const stored = await selectIn<{ id: string; key: string }>(
    sql,
    'SELECT "id","key" FROM "Conflict" WHERE "workspaceId" = ? AND "key"',
    { params: [workspaceId], list: conflicts.map(({ key }) => key) },
  )
  const idOf = new Map(stored.map(({ id, key }) => [key, id]))
  const rows = conflicts.flatMap((conflict) =>
    mentionsOf(conflict).map(([kind, value]): SqlValue[] => [
      idOf.get(conflict.key) ?? conflict.id,
      workspaceId,
      kind,
      value,
    ]),
  )
  const columns = ['conflictId', 'workspaceId', 'kind', 'value']
  await insertRows(sql, { table: 'ConflictMention', columns, rows }, 'ON CONFLICT DO NOTHING')
}

type Mention = [kind: string, value: string]

function mentionsOf({ contactId, contactIds, sightings }: Conflict): Mention[] {
  const contacts = contactId ? [contactId, ...contactIds] : contactIds
  return [
    ...contacts.map((id): Mention => ['contact', id]),
    ...sightings.flatMap(({ eventId, facts }): Mention[] => {
      const { phone, bsuid, parentBsuid, username } = facts
      return [
        ['event', eventId],
        ...(phone ? [['phone', phone.value] satisfies Mention] : []),
        ...(bsuid ? [['bsuid', bsuid] satisfies Mention] : []),
        ...(parentBsuid ? [['parent_bsuid', parentBsuid] satisfies Mention] : []),
        ...(username ? [['username', usernameKey(username)] satisfies Mention] : []),
      ]
    }),
  ]
}

/** Waiting changes come and go; those that were applied keep their row as history. */
export async function flushWaiting(sql: Sql, log: ChangeLog, { workspaceId }: WriteGround): Promise<void> {
  const columns = [
    'id',
    'workspaceId',
    'portfolioId',
    'eventId',
    'previousBsuid',
    'previousPhone',
    'currentBsuid',
    'currentPhone',
    'parentBsuid',
    'at',
    'expiresAt',
    'state',
  ]
  const rows = [...log.waitingAdded.values()].map(({ change, ...waiting }): SqlValue[] => [
    newId('id'),
    workspaceId,
    waiting.portfolioId,
    waiting.eventId,
    change.previous.bsuid ?? null,
    change.previous.phone?.matchKey ?? null,
    change.next.bsuid ?? null,
    change.next.phone?.matchKey ?? null,
    change.next.parentBsuid ?? null,
    waiting.at,
    waiting.expiresAt,
    'waiting',
  ])
  const again = `ON CONFLICT ("eventId") DO UPDATE SET "state" = 'waiting', "expiresAt" = excluded."expiresAt"`
  await insertRows(sql, { table: 'WaitingChange', columns, rows }, again)
  if (log.waitingRemoved.size === 0) return
  await sql.run(`UPDATE "WaitingChange" SET "state" = 'applied' WHERE "eventId" IN ${inList(sql)}`, [
    JSON.stringify([...log.waitingRemoved]),
  ])
}
