import { asJson, inList, type Sql } from '@/lib/server/sql'
import { inWorkspace } from './json-rows'
import type { UndoRow } from './undo-rules'

/** Set-wise reads and writes of undoing an import. */

export type UndoBatchRow = UndoRow & { id: string; row: number; contactId: string }

type Stored = { id: string; row: number; result: string; subjectId: string | null; before: unknown; after: unknown }

/**
 * The last rows of a batch that are not undone yet, from the end: a contact's later row is undone before its earlier one. `upTo` is the row
 * the part before ended with, so that what is undone is not walked through again.
 */
export async function rowsToUndo(
  sql: Sql,
  { workspaceId, batchId, upTo }: { workspaceId: string; batchId: string; upTo: number },
  take: number,
): Promise<UndoBatchRow[]> {
  const rows = await sql.all<Stored>(
    `SELECT "id","row","result","subjectId","before","after" FROM "BatchRow"
     WHERE "workspaceId" = ? AND "batchId" = ? AND "row" <= ? AND "result" IN ('created','updated')
     ORDER BY "row" DESC, "id" DESC LIMIT ?`,
    [workspaceId, batchId, upTo, take],
  )
  return rows.flatMap((stored) => {
    if (!stored.subjectId) return []
    const before = asJson<UndoRow['before'] | null>(stored.before) ?? {}
    const after = asJson<UndoRow['after'] | null>(stored.after) ?? { version: 1 }
    const result = stored.result === 'created' ? 'created' : 'updated'
    return [{ id: stored.id, row: Number(stored.row), result, contactId: stored.subjectId, before, after }]
  })
}

/** Contacts that something refers to by now: removing them would lose a conversation or a decision. */
export async function contactsInUse(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  const list = inList(sql)
  const json = JSON.stringify(ids)
  const used = new Set<string>()
  const columns = [
    ['Thread', 'contactId'],
    ['Event', 'contactId'],
    ['Message', 'contactId'],
    ['ConflictMention', 'value', `AND "kind" = 'contact'`],
    ['Merge', 'survivorId'],
    ['Merge', 'mergedId'],
  ] as const
  for (const [table, column, only = ''] of columns) {
    const rows = await sql.all<{ id: string }>(
      `SELECT DISTINCT "${column}" AS "id" FROM "${table}" WHERE "workspaceId" = ? ${only} AND "${column}" IN ${list}`,
      [workspaceId, json],
    )
    for (const row of rows) used.add(row.id)
  }
  return used
}

export async function identifiersOfBatch(
  sql: Sql,
  { workspaceId, batchId }: { workspaceId: string; batchId: string },
  contactIds: readonly string[],
): Promise<Set<string>> {
  const rows = await sql.all<{ id: string }>(
    `SELECT "id" FROM "Identifier" WHERE "workspaceId" = ? AND "importId" = ? AND "contactId" IN ${inList(sql)}`,
    [workspaceId, batchId, JSON.stringify(contactIds)],
  )
  return new Set(rows.map((row) => row.id))
}

/** Identifiers and labels of a contact go with it (`onDelete: Cascade`). */
export async function deleteContacts(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql.run(`DELETE FROM "Contact" WHERE "id" IN ${inList(sql)} AND ${inWorkspace(sql)}`, [
    JSON.stringify(ids),
    workspaceId,
  ])
}

export async function deleteIdentifiers(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql.run(
    `DELETE FROM "Identifier" WHERE "id" IN ${inList(sql)} AND ${inWorkspace(sql)} AND "standing" = 'claimed'`,
    [JSON.stringify(ids), workspaceId],
  )
}

export async function reactivateClaims(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql.run(
    `UPDATE "Identifier" SET "active" = TRUE, "validTo" = NULL, "endedReason" = NULL
     WHERE "id" IN ${inList(sql)} AND ${inWorkspace(sql)} AND "standing" = 'claimed'`,
    [JSON.stringify(ids), workspaceId],
  )
}

export async function deleteLabels(
  sql: Sql,
  workspaceId: string,
  rows: readonly { contactId: string; label: string }[],
): Promise<void> {
  const byLabel = new Map<string, string[]>()
  for (const { contactId, label } of rows) byLabel.set(label, [...(byLabel.get(label) ?? []), contactId])
  for (const [label, ids] of byLabel) {
    await sql.run(
      `DELETE FROM "ContactLabel" WHERE ${inWorkspace(sql)} AND "label" = ? AND "contactId" IN ${inList(sql)}`,
      [workspaceId, label, JSON.stringify(ids)],
    )
  }
}

/** Rows that are dealt with: `undone`, or `kept` with the reason a person reads. */
export async function markRows(
  sql: Sql,
  workspaceId: string,
  rows: readonly { id: string; kept: string | null }[],
): Promise<void> {
  const byReason = new Map<string | null, string[]>()
  for (const { id, kept } of rows) byReason.set(kept, [...(byReason.get(kept) ?? []), id])
  for (const [kept, ids] of byReason) {
    await sql.run(
      `UPDATE "BatchRow" SET "result" = ?, "code" = ?, "message" = ? WHERE "id" IN ${inList(sql)} AND "workspaceId" = ?`,
      [
        kept === null ? 'undone' : 'kept',
        kept === null ? null : 'changed-later',
        kept,
        JSON.stringify(ids),
        workspaceId,
      ],
    )
  }
}
