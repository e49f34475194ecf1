import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { toCsv } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { BATCH_KINDS, type BatchKind, type FailedRow, findBatch, findFailedRows } from './batch-store'
import { loadMembers } from './store'

export type BatchListed = {
  id: string
  kind: BatchKind
  fileName: string | null
  /** done | undone */
  state: string
  /** The field a bulk change wrote. */
  field: string | null
  total: number
  created: number
  updated: number
  skipped: number
  failed: number
  byName: string | null
  createdAt: Date
  undoneAt: Date | null
}

function fieldOf(mapping: unknown): string | null {
  if (typeof mapping !== 'object' || mapping === null || !('field' in mapping)) return null
  return typeof mapping.field === 'string' ? mapping.field : null
}

const SHOWN = 50

/** The latest imports and bulk changes of the sheet, newest first. */
export async function listBatches(actor: Actor): Promise<BatchListed[]> {
  const { workspaceId } = actor
  const [batches, members] = await Promise.all([
    db.batch.findMany({
      where: { workspaceId, kind: { in: [...BATCH_KINDS] } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: SHOWN,
    }),
    loadMembers(workspaceId),
  ])
  const names = new Map(members.map((member) => [member.id, member.name]))
  return batches.map(
    ({ id, fileName, state, total, created, updated, skipped, failed, createdAt, undoneAt, ...batch }) => ({
      ...{ id, fileName, state, total, created, updated, skipped, failed, createdAt, undoneAt },
      kind: batch.kind === 'entry-points-import' ? 'entry-points-import' : 'entry-points-edit',
      field: fieldOf(batch.mapping),
      byName: batch.createdById ? (names.get(batch.createdById) ?? 'An API token') : null,
    }),
  )
}

const MOST_REJECTS = 500_000

function cellOf({ source }: FailedRow, header: string): string {
  return source.find(([heading]) => heading === header)?.[1] ?? ''
}

/** The rows of an import that could not be used, as they were in the file, each with its number and its sentence. */
export async function exportRejects(
  actor: Actor,
  batchId: string,
): Promise<Result<string, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const batch = await findBatch(actor.workspaceId, batchId)
  if (!batch) return fail('not-found')
  const rows = await findFailedRows(actor.workspaceId, batchId, MOST_REJECTS)
  const headings = [...new Set(rows.flatMap((row) => row.source.map(([heading]) => heading)))]
  type Row = (typeof rows)[number]
  const cells = headings.map((header) => ({ header, value: (row: Row) => cellOf(row, header) }))
  const problems = [
    { header: 'row_in_file', value: (row: Row) => row.row },
    { header: 'problem_column', value: (row: Row) => row.column },
    { header: 'problem', value: (row: Row) => row.message },
  ]
  return ok(toCsv([...cells, ...problems], rows))
}
