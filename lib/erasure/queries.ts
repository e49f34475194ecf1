import { loadPeople } from '@/lib/calendar/people'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'

export type ErasureRow = {
  id: string
  at: Date
  by: string
  reference: string
  /** Null while texts are still looked through. */
  doneAt: Date | null
  counts: Record<string, number>
}

const SHOWN = 10

/** The last persons erased: when, by whom, on which request, and how much. Nothing of the person is kept. */
export async function lastErasures({ workspaceId }: Actor): Promise<{ rows: ErasureRow[]; total: number }> {
  const [rows, total, people] = await Promise.all([
    db.erasure.findMany({ where: { workspaceId }, orderBy: { requestedAt: 'desc' }, take: SHOWN }),
    db.erasure.count({ where: { workspaceId } }),
    loadPeople(workspaceId),
  ])
  return {
    total,
    rows: rows.map(({ id, requestedAt, requestedById, reference, doneAt, counts }) => ({
      ...{ id, at: requestedAt, doneAt, reference: reference ?? '' },
      by: requestedById === 'api' ? 'the API' : (people.get(requestedById)?.name ?? 'a former member'),
      counts: (counts ?? {}) as Record<string, number>,
    })),
  }
}
