import type { Sql, SqlValue } from '@/lib/server/sql'
import { activeKey } from './active-key'
import { type Assign, insertRows, updateRows } from './bulk-sql'
import type { ChangeLog } from './change-log'
import { writeConflicts } from './conflict-store'
import {
  endThreadKeys,
  insertMessages,
  insertThreadKeys,
  insertThreads,
  updateMessages,
  updateThreads,
} from './conversation-store'
import type { Contact, Identifier } from './model'

export type FlushGround = { workspaceId: string; now: Date }

/**
 * Writes what a batch changed. Whatever gives up a unique key goes first (ended identifiers, ended thread keys), then
 * what takes one, so that a key may pass from one row to another inside one batch. A unique violation means that another
 * writer was faster: the caller rolls back and decides the batch again.
 */
export async function flushChanges(sql: Sql, log: ChangeLog, ground: FlushGround): Promise<void> {
  await insertContacts(sql, log, ground)
  await updateContacts(sql, log, ground)
  await updateTimes(
    sql,
    [...log.identifiersSeen.values()].filter(({ id }) => !log.identifiersChanged.has(id)),
  )
  const changed = [...log.identifiersChanged.values()]
  await updateIdentifiers(
    sql,
    ground.workspaceId,
    changed.filter((row) => !row.active),
  )
  await updateIdentifiers(
    sql,
    ground.workspaceId,
    changed.filter((row) => row.active),
  )
  await insertIdentifiers(sql, ground.workspaceId, [...log.identifiersCreated.values()])
  await insertThreads(sql, ground.workspaceId, [...log.threadsCreated.values()])
  await updateThreads(sql, [...log.threadsChanged.values()])
  await endThreadKeys(sql, log.keysEnded)
  await insertThreadKeys(sql, ground.workspaceId, log.keysAdded)
  await insertMessages(sql, ground.workspaceId, [...log.messagesCreated.values()])
  await updateMessages(sql, [...log.messagesChanged.values()])
  await writeConflicts(sql, log, ground)
}

async function insertContacts(sql: Sql, log: ChangeLog, { workspaceId, now }: FlushGround): Promise<void> {
  const columns = [
    'id',
    'workspaceId',
    'name',
    'nameKey',
    'provisional',
    'firstContactAt',
    'lastContactAt',
    'createdAt',
    'updatedAt',
  ]
  const rows = [...log.contactsCreated.values()].map((contact): SqlValue[] => [
    contact.id,
    workspaceId,
    contact.name ?? null,
    nameKey(contact),
    contact.provisional,
    contact.firstContactAt ?? null,
    contact.lastContactAt ?? null,
    now,
    now,
  ])
  await insertRows(sql, { table: 'Contact', columns, rows })
}

function nameKey(contact: Contact): string | null {
  return contact.name ? contact.name.toLowerCase() : null
}

const CONTACT_DATES: Assign[] = [
  { column: 'firstContactAt', type: 'timestamp' },
  { column: 'lastContactAt', type: 'timestamp' },
  { column: 'updatedAt', type: 'timestamp' },
]
/** A name that a person gave in the meantime is kept. */
const CONTACT_NAME: Assign[] = [
  { column: 'name', type: 'text', set: 'COALESCE("Contact"."name", $)' },
  { column: 'nameKey', type: 'text', set: 'COALESCE("Contact"."nameKey", $)' },
]

/** Names are only written where there is a new one: naming a column makes SQLite write its index, changed or not. */
async function updateContacts(sql: Sql, log: ChangeLog, { now }: FlushGround): Promise<void> {
  const changed = [...log.contactsChanged.values()]
  const dates = (contact: Contact) => [contact.firstContactAt ?? null, contact.lastContactAt ?? null, now]
  await updateRows(sql, {
    table: 'Contact',
    assigns: CONTACT_DATES,
    rows: changed.filter(({ id }) => !log.contactsNamed.has(id)).map((contact) => [contact.id, ...dates(contact)]),
  })
  await updateRows(sql, {
    table: 'Contact',
    assigns: [...CONTACT_DATES, ...CONTACT_NAME],
    rows: changed
      .filter(({ id }) => log.contactsNamed.has(id))
      .map((contact) => [contact.id, ...dates(contact), contact.name ?? null, nameKey(contact)]),
  })
}

function activeKeyOf(workspaceId: string, row: Identifier): string | null {
  return row.active && row.assurance === 'verified' ? activeKey(workspaceId, row) : null
}

const IDENTIFIER_CHANGES: Assign[] = [
  { column: 'standing', type: 'text' },
  { column: 'active', type: 'boolean' },
  { column: 'activeKey', type: 'text' },
  { column: 'validFrom', type: 'timestamp' },
  { column: 'validTo', type: 'timestamp' },
  { column: 'lastSeenAt', type: 'timestamp' },
  { column: 'endedReason', type: 'text' },
  { column: 'replacedById', type: 'text' },
  { column: 'evidenceKind', type: 'text' },
  { column: 'evidenceEventId', type: 'text' },
]

function changeable(workspaceId: string, row: Identifier): SqlValue[] {
  return [
    row.assurance,
    row.active,
    activeKeyOf(workspaceId, row),
    row.validFrom,
    row.validTo ?? null,
    row.lastSeenAt,
    row.endReason ?? null,
    row.replacedById ?? null,
    row.evidence.source,
    row.evidence.eventId ?? null,
  ]
}

/** Written from `validFrom`: an older payload that comes late was the first to show it. */
function firstSeen(sql: Sql): Assign {
  const earlier = sql.dialect === 'sqlite' ? 'MIN' : 'LEAST'
  return { column: 'firstSeenAt', type: 'timestamp', set: `${earlier}("Identifier"."firstSeenAt", $)` }
}

async function updateIdentifiers(sql: Sql, workspaceId: string, changed: readonly Identifier[]): Promise<void> {
  const rows = changed.map((row) => [row.id, ...changeable(workspaceId, row), row.validFrom])
  await updateRows(sql, { table: 'Identifier', assigns: [...IDENTIFIER_CHANGES, firstSeen(sql)], rows })
}

const IDENTIFIER_TIMES: Assign[] = [
  { column: 'validFrom', type: 'timestamp' },
  { column: 'validTo', type: 'timestamp' },
  { column: 'lastSeenAt', type: 'timestamp' },
]

/** Most updates see identifiers again and change nothing else about them: no index is written for that. */
async function updateTimes(sql: Sql, seen: readonly Identifier[]): Promise<void> {
  const rows = seen.map((row): SqlValue[] => {
    const { id, validFrom, validTo, lastSeenAt } = row
    return [id, validFrom, validTo ?? null, lastSeenAt, validFrom]
  })
  await updateRows(sql, { table: 'Identifier', assigns: [...IDENTIFIER_TIMES, firstSeen(sql)], rows })
}

async function insertIdentifiers(sql: Sql, workspaceId: string, created: readonly Identifier[]): Promise<void> {
  const fixed = ['id', 'workspaceId', 'contactId', 'kind', 'scope', 'value', 'matchKey', 'firstSeenAt']
  const columns = [...fixed, ...IDENTIFIER_CHANGES.map((assign) => assign.column)]
  const rows = created.map((row): SqlValue[] => [
    row.id,
    workspaceId,
    row.contactId,
    row.kind,
    row.scope,
    row.value,
    row.matchKey,
    row.validFrom,
    ...changeable(workspaceId, row),
  ])
  await insertRows(sql, { table: 'Identifier', columns, rows })
}
