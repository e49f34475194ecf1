import { containsText } from '@/lib/server/contains'
import { db, type Prisma } from '@/lib/server/db'
import { OPEN_FIXES, type RecordFilter, type RecordSort } from './vocabulary'

const include = { run: { select: { names: true, targetId: true, planId: true, startedAt: true } } } as const
export type RecordWithRun = Prisma.TestRecordGetPayload<{ include: typeof include }>

export function whereRecords(
  { workspaceId, me }: { workspaceId: string; me: string | null },
  { q, result, fix, runId, mine }: RecordFilter,
): Prisma.TestRecordWhereInput {
  return {
    workspaceId,
    ...(result ? { result } : {}),
    ...(fix ? { fixState: fix === 'unfinished' ? { in: [...OPEN_FIXES] } : fix } : {}),
    ...(runId ? { runId } : {}),
    ...(mine ? { ownerId: me ?? '' } : {}),
    ...(q ? { OR: [{ title: containsText(q) }, { sentence: containsText(q) }] } : {}),
  }
}

const ORDER: Record<RecordSort, (dir: 'asc' | 'desc') => Prisma.TestRecordOrderByWithRelationInput> = {
  ranAt: (dir) => ({ createdAt: dir }),
  variation: (dir) => ({ title: dir }),
  result: (dir) => ({ result: dir }),
}

export type RecordWindow = { sort: RecordSort; dir: 'asc' | 'desc'; skip: number; take: number }

export async function pageOfRecords(where: Prisma.TestRecordWhereInput, { sort, dir, skip, take }: RecordWindow) {
  const [records, total] = await Promise.all([
    db.testRecord.findMany({ where, include, orderBy: [ORDER[sort](dir), { id: dir }], skip, take }),
    db.testRecord.count({ where }),
  ])
  return { records, total }
}

export function findRecord(workspaceId: string, id: string): Promise<RecordWithRun | null> {
  return db.testRecord.findFirst({ where: { id, workspaceId }, include })
}

/** What the same case came to the last time before this one. */
export function findPrevious({ workspaceId, subject, id }: Pick<RecordWithRun, 'workspaceId' | 'subject' | 'id'>) {
  return db.testRecord.findFirst({
    where: { workspaceId, subject, id: { lt: id }, result: { not: 'skipped' } },
    orderBy: { id: 'desc' },
    select: { id: true, result: true, sentence: true, actual: true, createdAt: true, runId: true },
  })
}
