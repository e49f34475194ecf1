import { loadPeople } from '@/lib/calendar/people'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { containsText } from '@/lib/server/contains'
import { db } from '@/lib/server/db'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { ok, type Result } from '@/lib/shared/result'
import { findVariation } from './pack'
import { type EXCEPTION_SORTS, type ExceptionFilter, type RecordResult, resultOf } from './vocabulary'

export type ExceptionRow = {
  id: string
  version: number
  name: string
  howFound: string
  without: string
  workflowId: string | null
  workflow: string | null
  ownerId: string | null
  owner: string | null
  variation: string | null
  payload: string | null
  /** The newest test of its payload; null when it was never sent. */
  tested: { recordId: string; result: RecordResult; at: Date } | null
  archived: boolean
  updatedAt: Date
}

type Window = {
  filter: ExceptionFilter
  sort: (typeof EXCEPTION_SORTS)[number]
  dir: 'asc' | 'desc'
  skip: number
  take: number
}

async function newestTests(workspaceId: string, variations: readonly string[]) {
  const found = await Promise.all(
    [...new Set(variations)].map((variation) =>
      db.testRecord.findFirst({
        where: { workspaceId, variation, result: { not: 'skipped' } },
        orderBy: { id: 'desc' },
        select: { id: true, variation: true, result: true, createdAt: true },
      }),
    ),
  )
  return new Map(found.flatMap((one) => (one ? [[one.variation, one] as const] : [])))
}

/** One page of the places where a phone is still needed, those on the checklist unless asked otherwise. */
export async function listExceptions(
  { workspaceId }: Actor,
  { filter, sort, dir, skip, take }: Window,
): Promise<{ rows: ExceptionRow[]; total: number }> {
  const { q, archived } = filter
  const where = {
    workspaceId,
    archivedAt: archived ? { not: null } : null,
    ...(q ? { OR: [{ name: containsText(q) }, { howFound: containsText(q) }, { without: containsText(q) }] } : {}),
  }
  const [records, total, people, workflows] = await Promise.all([
    db.phoneException.findMany({ where, orderBy: [{ [sort]: dir }, { id: dir }], skip, take }),
    db.phoneException.count({ where }),
    loadPeople(workspaceId),
    db.workflow.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
  ])
  const tests = await newestTests(
    workspaceId,
    records.flatMap(({ variation }) => variation ?? []),
  )
  const rows = records.map((record): ExceptionRow => {
    const { id, version, name, howFound, without, workflowId, ownerId, variation, archivedAt, updatedAt } = record
    const test = variation ? tests.get(variation) : undefined
    return {
      ...{ id, version, name, howFound, without, workflowId, ownerId, variation, updatedAt },
      workflow: workflows.find((one) => one.id === workflowId)?.name ?? null,
      owner: ownerId ? (people.get(ownerId)?.name ?? 'a former member') : null,
      payload: variation ? (findVariation(variation)?.title ?? null) : null,
      tested: test
        ? {
            ...{ recordId: test.id, at: test.createdAt },
            result: resultOf(test.result),
          }
        : null,
      archived: archivedAt !== null,
    }
  })
  return { rows, total }
}

const COLUMNS: CsvColumn<ExceptionRow>[] = [
  { header: 'name', value: ({ name }) => name },
  { header: 'how_the_phone_is_found', value: ({ howFound }) => howFound },
  { header: 'without_a_phone', value: ({ without }) => without },
  { header: 'workflow', value: ({ workflow }) => workflow },
  { header: 'owner', value: ({ owner }) => owner },
  { header: 'payload', value: ({ payload }) => payload },
  { header: 'tested', value: ({ tested }) => tested?.result ?? 'never' },
  { header: 'tested_at', value: ({ tested }) => tested?.at ?? null },
]
const PAGE = 200

async function* pagesOf(actor: Actor, filter: ExceptionFilter): AsyncGenerator<ExceptionRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listExceptions(actor, { filter, sort: 'name', dir: 'asc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

export function exportExceptions(actor: Actor, filter: ExceptionFilter): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const { q, ...named } = filter
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'lab.exported', subject, more: { what: 'exceptions', ...named, searched: Boolean(q) } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
