import { db, dialect, type Prisma, type Tx } from '@/lib/server/db'
import { type ClassKey, isClassKey, type RequestFilter, type RequestSort, type RequestState } from './vocabulary'

export type RequestRecord = Awaited<ReturnType<typeof db.handleRequest.findFirstOrThrow>>

/** Postgres compares letters exactly unless told otherwise; SQLite does not, so there the option does not exist. */
function holds(text: string): Prisma.StringFilter {
  const filter = dialect() === 'postgresql' ? { contains: text, mode: 'insensitive' } : { contains: text }
  return filter as Prisma.StringFilter
}

/** Searching looks at the handle and at the reason; both are compared without case on both databases. */
export function whereRequests(
  workspaceId: string,
  { q, state, classKey, memberId }: RequestFilter & { memberId?: string | null },
): Prisma.HandleRequestWhereInput {
  return {
    workspaceId,
    ...(state ? { state } : {}),
    ...(classKey ? { classKey } : {}),
    ...(memberId ? { requestedById: memberId } : {}),
    ...(q ? { OR: [{ name: { contains: q.toLowerCase().replace(/^@/, '') } }, { reason: holds(q) }] } : {}),
  }
}

type Window = { sort: RequestSort; dir: 'asc' | 'desc'; skip: number; take: number }

export async function pageOfRequests(
  where: Prisma.HandleRequestWhereInput,
  { sort, dir, skip, take }: Window,
): Promise<{ records: RequestRecord[]; total: number }> {
  const [records, total] = await Promise.all([
    db.handleRequest.findMany({ where, orderBy: [{ [sort]: dir }, { id: dir }], skip, take }),
    db.handleRequest.count({ where }),
  ])
  return { records, total }
}

export function findRequest(
  workspaceId: string,
  id: string,
  reader: Pick<Tx | typeof db, 'handleRequest'> = db,
): Promise<RequestRecord | null> {
  return reader.handleRequest.findFirst({ where: { id, workspaceId } })
}

/** A state or class that an older version stored is shown as the nearest one this version knows. */
export function stateOf({ state }: Pick<RequestRecord, 'state'>): RequestState {
  return state === 'approved' || state === 'rejected' || state === 'withdrawn' ? state : 'open'
}

export function classOf({ classKey }: Pick<RequestRecord, 'classKey'>): ClassKey {
  return isClassKey(classKey) ? classKey : 'master_brand'
}
