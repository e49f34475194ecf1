import { historyOf } from '@/lib/audit/queries'
import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { SYNC_KIND } from './import-model'
import type { ChangeAfter, ChangeBefore } from './model'

export type HistoryLine = { path: string; before: string | null; after: string | null }

export type HistoryEntry = {
  id: string
  at: Date
  who: string
  /** What they did, after their name: "changed a contact". */
  what: string
  lines: HistoryLine[]
}

const SHOWN = 30

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

/** Name and language as they were and became; what else an import brought is counted, for identifiers are masked. */
function linesOf(before: ChangeBefore, after: ChangeAfter): HistoryLine[] {
  const lines: HistoryLine[] = []
  for (const field of ['name', 'language'] as const) {
    const value = after[field]
    if (value !== undefined && value !== null) {
      lines.push({ path: field, before: textOf(before[field]), after: textOf(value) })
    }
  }
  const counts = [
    ['identifiers added', after.added?.length],
    ['claims ended', before.ended?.length],
  ] as const
  for (const [path, count] of counts) if (count) lines.push({ path, before: null, after: String(count) })
  if (after.labels?.length) lines.push({ path: 'labels', before: null, after: after.labels.join(', ') })
  return lines
}

const WORDS: Record<string, string> = {
  created: 'created it',
  updated: 'changed it',
  undone: 'changed it, undone since',
}

type BatchInfo = { name: string; kind: string; at: Date; by: string | null }

async function batchesOf(workspaceId: string, ids: string[]): Promise<Map<string, BatchInfo>> {
  const batches = await db.batch.findMany({ where: { workspaceId, id: { in: ids } } })
  const members = await db.member.findMany({
    where: { workspaceId, id: { in: batches.flatMap((batch) => batch.createdById ?? []) } },
    select: { id: true, user: { select: { name: true } } },
  })
  const names = new Map(members.map((member) => [member.id, member.user.name]))
  return new Map(
    batches.map((batch) => [
      batch.id,
      {
        name: batch.fileName ?? 'a file',
        kind: batch.kind,
        at: batch.endedAt ?? batch.createdAt,
        by: names.get(batch.createdById ?? '') ?? null,
      },
    ]),
  )
}

/** What imports and syncs did to the contact: their rows are tied to the audit log by its `rowsHash`. */
async function importEntries(workspaceId: string, contactId: string): Promise<HistoryEntry[]> {
  const rows = await db.batchRow.findMany({
    where: { workspaceId, subjectId: contactId, result: { in: ['created', 'updated', 'undone', 'kept'] } },
    orderBy: { id: 'desc' },
    take: SHOWN,
  })
  const batches = await batchesOf(workspaceId, [...new Set(rows.map((row) => row.batchId))])
  return rows.flatMap((row) => {
    const batch = batches.get(row.batchId)
    if (!batch) return []
    const sync = batch.kind === SYNC_KIND
    const did = WORDS[row.result] ?? 'changed it'
    return [
      {
        id: row.id,
        at: batch.at,
        who: sync ? `The API (${batch.name})` : (batch.by ?? 'An import'),
        what: sync ? did : `${did} by importing ${batch.name}, row ${row.row}`,
        lines: linesOf((row.before ?? {}) as ChangeBefore, (row.after ?? {}) as ChangeAfter),
      },
    ]
  })
}

/** Who did what to a contact, newest first: edits from the audit log, and what imports and syncs changed. */
export async function contactHistory(actor: Actor, id: string): Promise<Result<HistoryEntry[], 'not-allowed'>> {
  if (!can(actor, 'contacts:read')) return fail('not-allowed')
  const [edits, imports] = await Promise.all([
    historyOf(actor, { kind: 'contact', id }, SHOWN),
    importEntries(actor.workspaceId, id),
  ])
  const edited = edits.map((event): HistoryEntry => {
    return { id: event.id, at: event.at, who: event.actor.name, what: event.words, lines: event.lines }
  })
  const all = [...edited, ...imports].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
  return ok(all.slice(0, SHOWN))
}
