import { notify } from '@/lib/notifications/notify'
import { type Actor, actorId } from '@/lib/server/actor'
import { type AuditDraft, appendAudit, takeHead } from '@/lib/server/audit-chain'
import { sqlOf, type Tx } from '@/lib/server/db'
import { type Dependent, findDependents } from './dependents-store'
import { countKinds, countWords } from './kinds'
import { type Cause, writeMarks } from './mark-store'
import { nameOf } from './people-words'
import { livingRequests, livingSubjects, moveRequest, type RequestWithVotes, requestState, textsOf } from './store'
import { type LiveSubject, loadSubject } from './subjects'
import type { SubjectKind, SubjectRef } from './vocabulary'

export type Edited = {
  /** Requests that this edit made stale, of the subject itself and of what rests on it. */
  stale: number
  /** Records that are marked because they rest on it. */
  marked: number
}

type Edit = { tx: Tx; actor: Actor; now: Date; drafts: AuditDraft[] }

/** The people of a request beside the authors: who asked, who voted, and for whom. */
function involved(request: RequestWithVotes): string[] {
  const voters = request.votes.flatMap(({ memberId, onBehalfOf }) => [memberId, onBehalfOf ?? memberId])
  return [request.requestedById, ...textsOf(request.authorIds), ...voters]
}

/** Ends one request as stale, with its audit event. False when somebody else ended it first. */
async function makeStale(edit: Edit, request: RequestWithVotes, cause: Cause & { how: string }): Promise<boolean> {
  const { tx, actor, now, drafts } = edit
  const staleCause = { ...cause, byId: actorId(actor) }
  const moved = await moveRequest(tx, request, {
    to: 'stale',
    from: ['open', 'approved'],
    change: { staleAt: now, staleCause },
  })
  if (!moved) return false
  drafts.push({
    action: 'approval.stale',
    subject: { kind: 'approval', id: request.id },
    before: { state: request.state, contentHash: request.contentHash },
    after: { state: 'stale' },
    more: { of: { kind: request.subjectKind, id: request.subjectId, title: request.title }, cause },
  })
  return true
}

async function staleByEdit(edit: Edit, request: RequestWithVotes, live: LiveSubject | null): Promise<boolean> {
  const { tx, actor } = edit
  const { workspaceId, subjectKind, subjectId, id } = request
  const title = live?.title ?? request.title
  const how = live ? 'edited' : 'removed'
  if (!(await makeStale(edit, request, { how, kind: subjectKind, id: subjectId, title }))) return false
  const concerned = [...involved(request), ...(live?.authorIds ?? []), ...(live?.concernedIds ?? [])]
  const was = requestState(request) === 'approved' ? 'approved' : 'open'
  await notify(tx, {
    ...{ workspaceId, kind: 'approval.stale', subjectKind: 'approval', subjectId: id },
    memberIds: concerned.filter((member) => member !== actorId(actor)),
    args: { title, by: nameOf(actor), was },
  })
  return true
}

/** A sign-off of something that rests on what was edited: its own content is the same, the ground under it is not. */
async function staleByGraph(edit: Edit, dependent: Dependent, cause: Cause): Promise<number> {
  const { tx, actor } = edit
  const { workspaceId } = actor
  const requests = await livingRequests(tx, workspaceId, { kind: dependent.kind, subjectId: dependent.id })
  let stale = 0
  for (const request of requests) {
    if (!(await makeStale(edit, request, { ...cause, how: 'rests-on' }))) continue
    stale += 1
    const owner = dependent.ownerMemberId ? [dependent.ownerMemberId] : []
    await notify(tx, {
      ...{ workspaceId, kind: 'approval.rests-on-stale', subjectKind: 'approval', subjectId: request.id },
      memberIds: [...involved(request), ...owner].filter((member) => member !== actorId(actor)),
      args: { title: dependent.title, cause: cause.title, by: nameOf(actor) },
    })
  }
  return stale
}

/** Each owner hears once what of theirs has to be looked at again. */
async function tellOwners(edit: Edit, marked: readonly Dependent[], cause: Cause): Promise<void> {
  const { tx, actor } = edit
  const owners = new Set(marked.flatMap(({ ownerMemberId }) => ownerMemberId ?? []))
  owners.delete(actorId(actor) ?? '')
  for (const owner of owners) {
    const theirs = marked.filter(({ ownerMemberId }) => ownerMemberId === owner)
    await notify(tx, {
      ...{ workspaceId: actor.workspaceId, kind: 'stale.marked', subjectKind: cause.kind, subjectId: cause.id },
      memberIds: [owner],
      args: { cause: cause.title, by: nameOf(actor), what: countWords(countKinds(theirs)) },
    })
  }
}

/** Marks everything below a decision that was signed off, makes the sign-offs of it stale, and tells the owners. */
async function followGraph(edit: Edit, ref: SubjectRef, cause: Cause): Promise<Edited> {
  const { tx, actor, now, drafts } = edit
  const marked = await findDependents(tx, actor.workspaceId, ref)
  if (marked.length === 0) return { stale: 0, marked: 0 }
  await writeMarks(tx, actor.workspaceId, { marked, cause, now })
  let stale = 0
  for (const dependent of marked) {
    // Nobody signs these off one by one, and there may be tens of thousands of them.
    if (dependent.kind !== 'entry-point' && dependent.kind !== 'test-record') {
      stale += await staleByGraph(edit, dependent, cause)
    }
  }
  await tellOwners(edit, marked, cause)
  drafts.push({
    action: 'stale.marked',
    subject: { kind: cause.kind, id: cause.id },
    more: { title: cause.title, counts: Object.fromEntries(countKinds(marked)) },
  })
  return { stale, marked: marked.length }
}

/**
 * To be called inside the transaction of every edit of something that can be signed off, after its writes. Requests that
 * wait for a decision and sign-offs that hold are compared with the content as it is now; what no longer agrees becomes
 * stale at once, with its audit event and a word to the people concerned. When a sign-off fell, everything that rests on
 * it is marked as well. An edit that leaves the content as it was changes nothing.
 */
export async function subjectEdited(tx: Tx, actor: Actor, ref: SubjectRef, now = new Date()): Promise<Edited> {
  const { workspaceId } = actor
  const sql = sqlOf(tx)
  // From here on no request of this workspace is made or decided before this edit is there for all to see.
  await takeHead(sql, workspaceId)
  const requests = await livingRequests(tx, workspaceId, ref)
  if (requests.length === 0) return { stale: 0, marked: 0 }
  const live = await loadSubject(tx, workspaceId, ref)
  const edit: Edit = { tx, actor, now, drafts: [] }
  const fallen: RequestWithVotes[] = []
  for (const request of requests) {
    if (live?.hash === request.contentHash) await keepAuthors(tx, request, live)
    else if (await staleByEdit(edit, request, live)) fallen.push(request)
  }
  const signed = fallen.find((request) => requestState(request) === 'approved')
  const cause = { kind: ref.kind, id: ref.subjectId, title: live?.title ?? signed?.title ?? '' }
  const below = signed ? await followGraph(edit, ref, cause) : { stale: 0, marked: 0 }
  await appendAudit(sql, actor, edit.drafts, now)
  return { stale: fallen.length + below.stale, marked: below.marked }
}

/**
 * The same for every subject of a kind at once: for an edit that may reach several, such as rows of the sheet that go from
 * one wave to another. Costs one read when nothing of the kind is signed off or waits for it.
 */
export async function kindEdited(tx: Tx, actor: Actor, kind: SubjectKind): Promise<void> {
  await takeHead(sqlOf(tx), actor.workspaceId)
  for (const subjectId of await livingSubjects(tx, actor.workspaceId, kind)) {
    await subjectEdited(tx, actor, { kind, subjectId })
  }
}

/** Somebody who joined in without changing the content is an author from now on, also in the lists. */
async function keepAuthors(tx: Tx, request: RequestWithVotes, live: LiveSubject): Promise<void> {
  const known = textsOf(request.authorIds)
  const authorIds = [...new Set([...known, ...live.authorIds])]
  if (authorIds.length === known.length) return
  const { id, workspaceId } = request
  await tx.approvalRequest.updateMany({ where: { id, workspaceId }, data: { authorIds } })
}
