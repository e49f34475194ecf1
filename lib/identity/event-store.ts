import { inList, type Sql, type SqlRow, type SqlValue } from '@/lib/server/sql'
import type { Update } from '@/lib/whatsapp/update'
import type { BatchItem, OurNumber } from './batch'
import { type Assign, insertRows, selectIn, updateRows } from './bulk-sql'
import type { Adoption, SettledEvent } from './change-log'
import type { Resolution } from './model'
import { storedIdentifiers } from './stored-identifiers'

/** One update that became an event, decided and ready to be stored. */
export type DecidedEvent = {
  id: string
  /** A row with this id is there already: it was pending, and this is its replay. */
  isReplay: boolean
  item: BatchItem
  number?: OurNumber
  resolution: Resolution
  tookMicros: number
}

export type KnownEvent = { id: string; pending: boolean }

/** Updates of the batch that are events already, by key. Only a pending one, which somebody replays, is decided again. */
export async function loadKnownEvents(
  sql: Sql,
  workspaceId: string,
  keys: Iterable<string>,
): Promise<Map<string, KnownEvent>> {
  const rows = await selectIn<{ id: string; key: string; outcome: string }>(
    sql,
    'SELECT "id","key","outcome" FROM "Event" WHERE "workspaceId" = ? AND "key"',
    { params: [workspaceId], list: keys },
  )
  return new Map(rows.map((row) => [row.key, { id: row.id, pending: row.outcome === 'pending' }]))
}

function typeOf(update: Update): string | null {
  switch (update.kind) {
    case 'message':
      return update.messageType
    case 'identity-change':
      return update.form
    case 'security-change':
      return 'customer_identity_changed'
    case 'unsupported':
      return update.type ?? null
    case 'notice':
      return update.detail ? `${update.about}:${update.detail}` : update.about
    default:
      return null
  }
}

const DECIDED: Assign[] = [
  { column: 'outcome', type: 'text' },
  { column: 'messageId', type: 'text' },
  { column: 'contactId', type: 'text' },
  { column: 'threadId', type: 'text' },
  { column: 'workflowId', type: 'text' },
  { column: 'rule', type: 'text' },
  { column: 'ruleVersion', type: 'integer' },
  { column: 'decisive', type: 'text' },
  { column: 'candidates', type: 'json' },
  { column: 'why', type: 'json' },
  { column: 'errorCode', type: 'text' },
  { column: 'errorArgs', type: 'json' },
  { column: 'phoneOnlyOutcome', type: 'text' },
  { column: 'tookMicros', type: 'integer' },
  { column: 'resolvedAt', type: 'timestamp' },
]

type Timing = { tookMicros: number; now: Date }

function decidedValues(resolution: Resolution, { tookMicros, now }: Timing): SqlValue[] {
  const { error, candidates } = resolution
  return [
    resolution.outcome,
    resolution.messageId ?? null,
    resolution.contactId ?? null,
    resolution.threadId ?? null,
    resolution.workflowId ?? null,
    resolution.rule === undefined ? null : String(resolution.rule),
    resolution.ruleVersion,
    resolution.decisive ?? null,
    candidates.length > 0 ? JSON.stringify(candidates) : null,
    JSON.stringify(resolution.why),
    error?.code ?? null,
    error?.args ? JSON.stringify(error.args) : null,
    resolution.phoneOnlyOutcome,
    tookMicros,
    now,
  ]
}

const FIXED = [
  'id',
  'workspaceId',
  'deliveryId',
  'position',
  'key',
  'kind',
  'field',
  'type',
  'numberId',
  'phoneNumberId',
  'wamid',
  'status',
  'at',
  'receivedAt',
  'identifiers',
  'hasPhone',
]

function fixedValues(workspaceId: string, { id, item, number }: DecidedEvent): SqlValue[] {
  const { update } = item
  const identifiers = storedIdentifiers(update)
  return [
    id,
    workspaceId,
    item.deliveryId,
    item.position,
    update.key,
    update.kind,
    update.field,
    typeOf(update),
    number?.id ?? null,
    update.phoneNumberId ?? null,
    'wamid' in update ? (update.wamid ?? null) : null,
    update.kind === 'status' || update.kind === 'handle-update' ? update.status : null,
    update.at,
    item.receivedAt,
    JSON.stringify(identifiers),
    identifiers.phone !== undefined,
  ]
}

/** Stores the events of a batch: new ones as rows, replayed ones in place, so that an event keeps its id for good. */
export async function writeEvents(
  sql: Sql,
  events: readonly DecidedEvent[],
  { workspaceId, now }: { workspaceId: string; now: Date },
): Promise<void> {
  const columns = [...FIXED, ...DECIDED.map((assign) => assign.column)]
  const made = events.filter((event) => !event.isReplay)
  const rows = made.map((event) => [
    ...fixedValues(workspaceId, event),
    ...decidedValues(event.resolution, { ...event, now }),
  ])
  await insertRows(sql, { table: 'Event', columns, rows })
  const again = events.filter((event) => event.isReplay)
  const assigns: Assign[] = [{ column: 'numberId', type: 'text' }, ...DECIDED]
  const changes = again.map((event) => [
    event.id,
    event.number?.id ?? null,
    ...decidedValues(event.resolution, { ...event, now }),
  ])
  await updateRows(sql, { table: 'Event', assigns, rows: changes })
}

/**
 * Events of replayed deliveries that an earlier version did not understand and this one reads as something else: what took
 * their place is an event of its own by now. Nothing refers to them, because they were about nobody.
 */
export async function dropSuperseded(sql: Sql, workspaceId: string, deliveryIds: readonly string[]): Promise<void> {
  if (deliveryIds.length === 0) return
  await sql.run(
    `DELETE FROM "Event" WHERE "workspaceId" = ? AND "outcome" = 'pending' AND "kind" IN ('unsupported','unreadable')
     AND "deliveryId" IN ${inList(sql)}`,
    [workspaceId, JSON.stringify(deliveryIds)],
  )
}

/** Changes that had waited and were applied by this batch. */
export async function writeSettled(sql: Sql, settled: readonly SettledEvent[], now: Date): Promise<void> {
  // The last word on an event counts.
  const last = new Map(settled.map((event) => [event.eventId, event.resolution]))
  const rows = [...last].map(([id, resolution]) => [id, ...decidedValues(resolution, { tookMicros: 0, now })])
  await updateRows(sql, { table: 'Event', assigns: DECIDED, rows })
}

/** Statuses that were unmapped until their message found its person. */
export async function adoptEvents(sql: Sql, adoptions: readonly Adoption[], workspaceId: string): Promise<void> {
  if (adoptions.length === 0) return
  const byMessage = new Map(adoptions.map((adoption) => [adoption.messageId, adoption]))
  const rows = await selectIn<SqlRow>(
    sql,
    `SELECT "id","messageId" FROM "Event" WHERE "workspaceId" = ? AND "outcome" = 'unmapped' AND "wamid"`,
    { params: [workspaceId], list: new Set(adoptions.map((adoption) => adoption.wamid)) },
  )
  const changes = rows.flatMap((row): SqlValue[][] => {
    const adoption = byMessage.get(String(row.messageId))
    return adoption ? [[String(row.id), 'matched', adoption.contactId, adoption.threadId ?? null]] : []
  })
  const assigns: Assign[] = [
    { column: 'outcome', type: 'text' },
    { column: 'contactId', type: 'text' },
    { column: 'threadId', type: 'text', set: 'COALESCE($, "Event"."threadId")' },
  ]
  await updateRows(sql, { table: 'Event', assigns, rows: changes })
}
