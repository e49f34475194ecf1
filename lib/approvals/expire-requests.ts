import { notify } from '@/lib/notifications/notify'
import { systemActor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { db, sqlOf } from '@/lib/server/db'
import { ok } from '@/lib/shared/result'
import { findRequest, moveRequest, textsOf } from './store'

const AT_ONCE = 200

/** Ends requests that nobody decided in time, and tells whoever asked and the authors. Returns how many. */
export async function expireRequests(now: Date): Promise<number> {
  const due = await db.approvalRequest.findMany({
    where: { state: 'open', expiresAt: { lte: now } },
    select: { id: true, workspaceId: true },
    orderBy: { expiresAt: 'asc' },
    take: AT_ONCE,
  })
  let expired = 0
  for (const { id, workspaceId } of due) if (await expireOne(workspaceId, id)) expired += 1
  return expired
}

async function expireOne(workspaceId: string, id: string): Promise<boolean> {
  const result = await transact<boolean, never>(systemActor(workspaceId, 'worker'), async (tx, record) => {
    await takeHead(sqlOf(tx), workspaceId)
    const request = await findRequest(tx, workspaceId, id)
    if (!request || !(await moveRequest(tx, request, { to: 'expired', from: ['open'] }))) return ok(false)
    const { title, subjectKind, subjectId, requestedById, authorIds } = request
    record({
      action: 'approval.expired',
      subject: { kind: 'approval', id },
      before: { state: 'open' },
      after: { state: 'expired' },
      more: { of: { kind: subjectKind, id: subjectId, title } },
    })
    await notify(tx, {
      ...{ workspaceId, kind: 'approval.expired', subjectKind: 'approval', subjectId: id },
      memberIds: [requestedById, ...textsOf(authorIds)],
      args: { title },
    })
    return ok(true)
  })
  return result.ok && result.value
}
