import { inList, type Sql, type SqlValue } from '@/lib/server/sql'
import { type Assign, insertRows, updateRows } from './bulk-sql'
import type { Message, Thread, ThreadKey } from './model'

function replyColumns({ destination }: Thread): [string | null, string | null] {
  return [
    destination.kind === 'phone' ? destination.value : null,
    destination.kind === 'bsuid' ? destination.value : null,
  ]
}

export async function insertThreads(sql: Sql, workspaceId: string, created: readonly Thread[]): Promise<void> {
  const columns = [
    'id',
    'workspaceId',
    'numberId',
    'contactId',
    'openedWith',
    'replyTo',
    'replyRecipient',
    'inReview',
    'workflowId',
    'openedAt',
    'lastAt',
  ]
  const rows = created.map((thread): SqlValue[] => [
    thread.id,
    workspaceId,
    thread.numberId,
    thread.contactId ?? null,
    thread.openedWith,
    ...replyColumns(thread),
    thread.inReview,
    thread.workflowId ?? null,
    thread.openedAt,
    thread.lastMessageAt,
  ])
  await insertRows(sql, { table: 'Thread', columns, rows })
}

export async function updateThreads(sql: Sql, changed: readonly Thread[]): Promise<void> {
  const assigns: Assign[] = [
    { column: 'openedWith', type: 'text' },
    { column: 'replyTo', type: 'text' },
    { column: 'replyRecipient', type: 'text' },
    { column: 'workflowId', type: 'text' },
    { column: 'openedAt', type: 'timestamp' },
    { column: 'lastAt', type: 'timestamp' },
  ]
  const rows = changed.map((thread): SqlValue[] => [
    thread.id,
    thread.openedWith,
    ...replyColumns(thread),
    thread.workflowId ?? null,
    thread.openedAt,
    thread.lastMessageAt,
  ])
  await updateRows(sql, { table: 'Thread', assigns, rows })
}

export async function endThreadKeys(sql: Sql, ids: ReadonlySet<string>): Promise<void> {
  const assigns: Assign[] = [
    { column: 'active', type: 'boolean' },
    { column: 'activeKey', type: 'text' },
  ]
  await updateRows(sql, { table: 'ThreadKey', assigns, rows: [...ids].map((id) => [id, false, null]) })
}

function activeKeyOf(workspaceId: string, key: ThreadKey): string | null {
  return key.active ? `${workspaceId}|${key.numberId}|${key.kind}|${key.matchKey}` : null
}

/**
 * A conversation that the batch did not load may still carry a key, on another number of the portfolio or of a contact
 * that has given the identifier up. Whoever used it last has it.
 */
async function takeKeysOver(sql: Sql, activeKeys: readonly (string | null)[]): Promise<void> {
  const wanted = activeKeys.filter((key) => key !== null)
  if (wanted.length === 0) return
  await sql.run(`UPDATE "ThreadKey" SET "active" = ?, "activeKey" = NULL WHERE "activeKey" IN ${inList(sql)}`, [
    false,
    JSON.stringify(wanted),
  ])
}

export async function insertThreadKeys(sql: Sql, workspaceId: string, added: readonly ThreadKey[]): Promise<void> {
  const columns = ['id', 'workspaceId', 'threadId', 'numberId', 'kind', 'value', 'matchKey', 'active', 'activeKey']
  const rows = added.map((key): SqlValue[] => [
    key.id,
    workspaceId,
    key.threadId,
    key.numberId,
    key.kind,
    key.value,
    key.matchKey,
    key.active,
    activeKeyOf(workspaceId, key),
  ])
  await takeKeysOver(
    sql,
    added.map((key) => activeKeyOf(workspaceId, key)),
  )
  await insertRows(sql, { table: 'ThreadKey', columns, rows })
}

export async function insertMessages(sql: Sql, workspaceId: string, created: readonly Message[]): Promise<void> {
  const columns = [
    'id',
    'workspaceId',
    'numberId',
    'wamid',
    'direction',
    'contactId',
    'threadId',
    'type',
    'status',
    'statusAt',
    'at',
  ]
  const rows = created.map((message): SqlValue[] => [
    message.id,
    workspaceId,
    message.numberId,
    message.wamid,
    message.direction,
    message.contactId ?? null,
    message.threadId ?? null,
    message.type ?? null,
    message.status ?? null,
    message.statusAt ?? null,
    message.at,
  ])
  await insertRows(sql, { table: 'Message', columns, rows })
}

export async function updateMessages(sql: Sql, changed: readonly Message[]): Promise<void> {
  const assigns: Assign[] = [
    { column: 'direction', type: 'text' },
    { column: 'contactId', type: 'text' },
    { column: 'threadId', type: 'text' },
    { column: 'type', type: 'text' },
    { column: 'status', type: 'text' },
    { column: 'statusAt', type: 'timestamp' },
    { column: 'at', type: 'timestamp' },
  ]
  const rows = changed.map((message): SqlValue[] => [
    message.id,
    message.direction,
    message.contactId ?? null,
    message.threadId ?? null,
    message.type ?? null,
    message.status ?? null,
    message.statusAt ?? null,
    message.at,
  ])
  await updateRows(sql, { table: 'Message', assigns, rows })
}
