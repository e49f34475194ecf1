import { contentHash } from '@/lib/approvals/content-hash'
import { subjectEdited } from '@/lib/approvals/subject-edited'
import type { AuditAction } from '@/lib/audit/catalogue'
import type { Actor } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { sqlOf, type Tx } from '@/lib/server/db'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { decisionHash, signOffContent } from './decision-facts'
import { type DecisionRecord, findDecision } from './decision-store'
import { stateAfterEdit } from './state-rules'

export type Edit = { tx: Tx; record: Recorder; actor: Actor; decision: DecisionRecord }

export type EditNote = { action: AuditAction; before?: object; after?: object; reason?: string; chose?: boolean }

/** A poll that was about a decision which reads differently now does not count any more. */
async function supersedePolls({ tx, actor }: Edit, after: DecisionRecord): Promise<void> {
  await tx.poll.updateMany({
    where: {
      ...{ workspaceId: actor.workspaceId, handleId: after.id, state: { in: ['open', 'complete'] } },
      contentHash: { not: decisionHash(after) ?? '' },
    },
    data: { state: 'superseded' },
  })
}

/** Everything that follows from an edit: the state, polls that are out of date, the audit event, the sign-off. */
async function followEdit(edit: Edit, { action, before, after, reason, chose = false }: EditNote): Promise<void> {
  const { tx, record, actor, decision } = edit
  const { id } = decision
  const { workspaceId } = actor
  const changed = await findDecision(tx, workspaceId, { id })
  if (!changed) return
  const reads = contentHash(signOffContent(changed)) === contentHash(signOffContent(decision)) ? 'same' : 'otherwise'
  const state = reads === 'same' ? decision.state : stateAfterEdit(decision.state, { chose })
  await tx.handle.updateMany({ where: { id, workspaceId }, data: { state, version: { increment: 1 } } })
  await supersedePolls(edit, changed)
  record({
    ...{ action, subject: { kind: 'handle', id }, before, after, ...(reason ? { reason } : {}) },
    more: { numberId: decision.numberId },
  })
  await subjectEdited(tx, actor, { kind: 'handle', subjectId: id })
}

/**
 * One edit of a decision. Edits of a workspace take turns, so that two people never choose two names; `work` writes and
 * says what to note, and everything else follows from it in the same transaction.
 */
export function editDecision<C extends string>(
  actor: Actor,
  handleId: string | ((tx: Tx) => Promise<string | null>),
  work: (edit: Edit) => Promise<EditNote | Failure<C>>,
): Promise<Result<{ handleId: string }, C | 'not-found'>> {
  return transact<{ handleId: string }, C | 'not-found'>(actor, async (tx, record) => {
    await takeHead(sqlOf(tx), actor.workspaceId)
    const id = typeof handleId === 'string' ? handleId : await handleId(tx)
    const decision = id ? await findDecision(tx, actor.workspaceId, { id }) : null
    if (!decision) return fail('not-found')
    const edit: Edit = { tx, record, actor, decision }
    const note = await work(edit)
    if ('ok' in note) return note
    await followEdit(edit, note)
    return ok({ handleId: decision.id })
  })
}
