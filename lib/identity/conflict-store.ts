import { inList, type Sql, type SqlValue } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { insertRows } from './bulk-sql'
import type { ChangeLog } from './change-log'

export type WriteGround = { workspaceId: string; now: Date }

/** The same disagreement seen again adds to the conflict it already is; a decided one stays decided. */
export async function writeConflicts(sql: Sql, log: ChangeLog, { workspaceId, now }: WriteGround): Promise<void> {
  const columns = [
    'id',
    'workspaceId',
    'key',
    'rule',
    'portfolioId',
    'numberId',
    'contactId',
    'otherId',
    'candidates',
    'identifiers',
    'firstEventId',
    'lastEventId',
    'events',
    'createdAt',
    'updatedAt',
  ]
  const rows = [...log.conflictsOpened.values()].map((conflict): SqlValue[] => {
    const { phone, bsuid, parentBsuid, username, profileName } = conflict.facts
    const evidence = { kind: conflict.kind, identifierKind: conflict.identifierKind, proposal: conflict.proposal }
    return [
      conflict.id,
      workspaceId,
      conflict.key,
      String(conflict.rule),
      conflict.portfolioId,
      conflict.numberId ?? null,
      conflict.contactId ?? null,
      conflict.contactIds.find((id) => id !== conflict.contactId) ?? null,
      JSON.stringify(conflict.contactIds),
      JSON.stringify({ ...evidence, phone: phone?.value, bsuid, parentBsuid, username, profileName }),
      conflict.eventId,
      conflict.lastEventId,
      conflict.events,
      now,
      now,
    ]
  })
  const again = `ON CONFLICT ("workspaceId","key") DO UPDATE SET "events" = "Conflict"."events" + excluded."events",
    "lastEventId" = excluded."lastEventId", "updatedAt" = excluded."updatedAt"`
  await insertRows(sql, { table: 'Conflict', columns, rows }, again)
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
