import { createHash } from 'node:crypto'
import type { Sql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { type ContactState, type Counts, type HeldIdentifier, NO_COUNTS, type RowOutcome } from './model'
import { problemSentence } from './problems'
import type { ContactReading } from './read-contact-rules'
import { Roster } from './roster'
import {
  endClaims,
  insertBatchRows,
  insertContacts,
  insertIdentifiers,
  insertLabels,
  loadStates,
  type StoredRow,
  takeTurn,
  updateContacts,
  type WriteGround,
} from './upsert-store'

/** Rows in one transaction: long enough to be fast, short enough that webhooks never wait for an import. */
export const ROWS_PER_PART = 500

/** One row of a file or of a request, read. */
export type PartRow = {
  row: number
  reading: ContactReading
  /** The name of the column a field came from, for the person who repairs the row. */
  columnOf?: (field: string | null) => string | null
  /** The row as it was given; kept for rows that fail. */
  source?: () => object
}

export type PlannedRow = { row: PartRow; outcome: RowOutcome }

export const newIds = { contact: () => newId('c'), identifier: () => newId('idn') }

export function countOutcomes(rows: readonly PlannedRow[]): Counts {
  const counts = { ...NO_COUNTS }
  for (const { outcome } of rows) counts[outcome.result] += 1
  return counts
}

/** Decides every row against what is stored and the rows before it. Writes nothing. */
export async function planPart(
  sql: Sql,
  workspaceId: string,
  { roster, rows }: { roster: Roster; rows: readonly PartRow[] },
): Promise<PlannedRow[]> {
  const contacts = rows.flatMap(({ reading }) => (reading.ok ? [reading.contact] : []))
  roster.learn(await loadStates(sql, workspaceId, roster.lookup(contacts)))
  return rows.map((row) => {
    if (row.reading.ok) return { row, outcome: roster.take(row.reading.contact) }
    return { row, outcome: { result: 'failed', ...row.reading.problem } }
  })
}

function toStoredRow({ row, outcome }: PlannedRow): StoredRow | undefined {
  if (outcome.result === 'skipped') return undefined
  const empty = { row: row.row, subjectId: null, column: null, code: null, message: null, source: null }
  if (outcome.result === 'failed') {
    const column = row.columnOf?.(outcome.field) ?? outcome.field
    const message = problemSentence(outcome)
    const failed = { column, code: outcome.code, message, source: row.source?.() ?? null }
    return { ...empty, result: 'failed', ...failed, before: null, after: null }
  }
  const { before, after } = outcome
  return { ...empty, result: outcome.result, subjectId: outcome.contactId, before, after }
}

type Additions = {
  identifiers: { contactId: string; identifier: HeldIdentifier }[]
  labels: { contactId: string; label: string }[]
  ended: string[]
}

/** What is new on stored contacts, and everything of new ones. */
function additionsOf(planned: readonly PlannedRow[], roster: Roster): Additions {
  const additions: Additions = { identifiers: [], labels: [], ended: [] }
  const addOf = (state: ContactState, isNew: (row: HeldIdentifier) => boolean) => {
    for (const identifier of state.identifiers) {
      if (isNew(identifier)) additions.identifiers.push({ contactId: state.id, identifier })
    }
  }
  for (const state of roster.created()) {
    addOf(state, () => true)
    for (const label of state.labels) additions.labels.push({ contactId: state.id, label })
  }
  const updatedIds = new Set(roster.updated().map((state) => state.id))
  const added = new Set<string>()
  for (const { outcome } of planned) {
    if (outcome.result !== 'updated' || !updatedIds.has(outcome.contactId)) continue
    for (const id of outcome.after.added ?? []) added.add(id)
    for (const label of outcome.after.labels ?? []) additions.labels.push({ contactId: outcome.contactId, label })
    additions.ended.push(...(outcome.before.ended ?? []))
  }
  for (const state of roster.updated()) addOf(state, (row) => added.has(row.id))
  return additions
}

export type AppliedPart = { planned: PlannedRow[]; counts: Counts; stored: StoredRow[] }

/**
 * Plans and writes one part inside the caller's transaction: contacts, identifiers and labels. The batch and its rows
 * are written by `storePartRows`, because a sync that changes nothing leaves no batch.
 */
export async function applyPart(sql: Sql, ground: WriteGround, rows: readonly PartRow[]): Promise<AppliedPart> {
  await takeTurn(sql, ground.workspaceId)
  const roster = new Roster(ground.evidenceKind === 'crm' ? 'crm' : 'import', newIds)
  const planned = await planPart(sql, ground.workspaceId, { roster, rows })
  const additions = additionsOf(planned, roster)
  await insertContacts(sql, ground, roster.created())
  await updateContacts(sql, ground, roster.updated())
  await insertIdentifiers(sql, ground, additions.identifiers)
  await endClaims(sql, ground, additions.ended)
  await insertLabels(sql, ground, additions.labels)
  const stored = planned.flatMap((row) => toStoredRow(row) ?? [])
  return { planned, counts: countOutcomes(planned), stored }
}

/** Keeps what failed and what can be undone, and gives the hash that ties these rows to the audit log. */
export async function storePartRows(
  sql: Sql,
  ground: Pick<WriteGround, 'workspaceId' | 'batchId'>,
  stored: readonly StoredRow[],
): Promise<string> {
  await insertBatchRows(sql, ground, stored)
  return createHash('sha256').update(JSON.stringify(stored)).digest('hex')
}
