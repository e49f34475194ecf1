import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { ContentChange } from './diff-rules'
import { KIND_WORDS } from './kinds'
import { peopleOf } from './list-store'
import { changesFor, type RequestView, toRequestView } from './panel'
import { findRequest, lastRequest, textsOf } from './store'
import { loadSubject } from './subjects'
import { isSubjectKind, type SubjectRef } from './vocabulary'

/** One request for good: what was asked, what exactly was signed or refused, by whom, and under which policy. */
export type ApprovalRecord = {
  request: RequestView
  title: string
  kind: string
  /** Where the thing itself is; null when it is gone. */
  href: string | null
  /** Still the last request of its subject: decided on the panel of that subject. */
  ref: SubjectRef | null
  authors: string[]
  /** The policy it was decided under, in force when it was; null while it is undecided. */
  decidedUnder: { roles: string[]; quorum: number } | null
  changes: ContentChange[]
  comparesWithApproved: boolean
}

/** Another workspace's request does not exist. */
export async function approvalRecord(
  actor: Actor,
  id: string,
  now = new Date(),
): Promise<Result<ApprovalRecord, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'approvals:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const found = await findRequest(db, workspaceId, id)
  if (!found || !isSubjectKind(found.subjectKind)) return fail('not-found')
  const ref: SubjectRef = { kind: found.subjectKind, subjectId: found.subjectId }
  const [people, live, last] = await Promise.all([
    peopleOf(workspaceId),
    loadSubject(db, workspaceId, ref),
    lastRequest(db, workspaceId, ref),
  ])
  const names = new Map([...people.values()].map((person) => [person.id, person.name]))
  return ok({
    request: toRequestView(found, names, now),
    ...{ title: found.title, kind: KIND_WORDS[found.subjectKind].label, href: live?.href ?? null },
    ref: live && last?.id === id ? ref : null,
    authors: textsOf(found.authorIds).map((one) => names.get(one) ?? 'a former member'),
    decidedUnder: underOf(found.decidedUnder),
    ...(await changesFor(workspaceId, ref, { content: found.content, before: { id } })),
  })
}

function underOf(stored: unknown): ApprovalRecord['decidedUnder'] {
  if (typeof stored !== 'object' || stored === null || !('roles' in stored)) return null
  const { roles, quorum } = stored as { roles: unknown; quorum?: unknown }
  return { roles: Array.isArray(roles) ? roles.map(String) : [], quorum: Number(quorum ?? 1) }
}
