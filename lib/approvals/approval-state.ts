import { db } from '@/lib/server/db'
import { stateNow } from './rules'
import { lastRequest, loadPolicy, type Reader, requestFacts } from './store'
import { loadSubject } from './subjects'
import type { RequestState, SubjectKind, SubjectRef } from './vocabulary'

export type ApprovalState = {
  state: 'none' | RequestState
  /** The last request; null when nobody ever asked. */
  requestId: string | null
  /** Hash of the content that was asked about; null when nobody ever asked. */
  contentHash: string | null
  /** True when the policy of the kind says that it may not take effect without a sign-off. */
  required: boolean
}

/**
 * How the sign-off of a subject stands at this moment, for gates and panels. Compared with the content as it is now: an
 * edit that nobody told of is stale here all the same. Inside a transaction, hand over its `tx`.
 */
export async function approvalState(
  workspaceId: string,
  kind: SubjectKind,
  subjectId: string,
  { reader = db, now = new Date() }: { reader?: Reader; now?: Date } = {},
): Promise<ApprovalState> {
  const ref = { kind, subjectId }
  const { required } = await loadPolicy(reader, workspaceId, kind)
  const last = await lastRequest(reader, workspaceId, ref)
  if (!last) return { state: 'none', requestId: null, contentHash: null, required }
  const { id: requestId, contentHash } = last
  const state = stateNow(requestFacts(last), now)
  if (state !== 'open' && state !== 'approved') return { state, requestId, contentHash, required }
  const live = await loadSubject(reader, workspaceId, ref)
  return { state: live?.hash === contentHash ? state : 'stale', requestId, contentHash, required }
}

/** That a subject rests on a decision which was changed since; null when nothing was, or it was signed off anew. */
export function markOf(workspaceId: string, { kind, subjectId }: SubjectRef): Promise<{ causeTitle: string } | null> {
  return db.staleMark.findFirst({
    where: { workspaceId, subjectKind: kind, subjectId },
    select: { causeTitle: true },
  })
}
