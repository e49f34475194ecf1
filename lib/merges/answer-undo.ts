import { withRetries } from '@/lib/contacts/retry'
import { keepResolversOut } from '@/lib/identity/person-ground'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { sqlOf, type Tx } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Both, carryOut } from './answer-store'
import type { UndoQuestion } from './model'
import type { AnswerUndo, UndoAnswer } from './schema'
import { shownQuestion } from './undo-merge'

type AnswerProblem =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'merge-question-closed'
  | 'merge-cannot-restore'
  | 'merge-contact-gone'

/**
 * Decides one thing that changed between a merge and its undoing: it stays as it is (`keep`), or the earlier value comes
 * back, or goes to the contact that came back (`change`). When the last is decided, the undoing is complete.
 */
export async function answerUndoQuestion(actor: Actor, input: AnswerUndo): Promise<Result<UndoAnswer, AnswerProblem>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return withRetries(() =>
    transact<UndoAnswer, AnswerProblem>(actor, async (tx, record) => {
      await keepResolversOut(sqlOf(tx), workspaceId)
      const merge = await tx.merge.findFirst({ where: { id: input.mergeId, workspaceId } })
      if (!merge) return fail('not-found')
      if (merge.version !== input.version) return fail('stale-version', { version: merge.version })
      const questions = (merge.undoReport ?? []) as UndoQuestion[]
      const question = questions.find(({ key }) => key === input.key)
      if (!question || question.decided) return fail('merge-question-closed')
      const { survivorId, mergedId } = merge
      const problem =
        input.choice === 'change' ? await change(tx, { workspaceId, survivorId, mergedId }, question) : null
      if (problem) return fail(problem)
      question.decided = { choice: input.choice, byId: actorId(actor), at: new Date().toISOString() }
      const state = questions.every(({ decided }) => decided) ? 'undone' : 'undo_conflict'
      const where = { id: merge.id, workspaceId, version: input.version }
      await tx.merge.updateMany({ where, data: { undoReport: questions, state, version: { increment: 1 } } })
      record({
        action: 'contact.merge-question-decided',
        subject: { kind: 'contact', id: survivorId },
        more: { mergeId: merge.id, question: question.key, choice: input.choice },
      })
      return ok({ id: merge.id, survivorId, mergedId, state, questions: questions.map(shownQuestion) })
    }),
  )
}

async function change(
  tx: Tx,
  both: Both,
  question: UndoQuestion,
): Promise<'merge-contact-gone' | 'merge-cannot-restore' | null> {
  const { workspaceId, survivorId, mergedId } = both
  const active = await tx.contact.count({ where: { workspaceId, state: 'active', id: { in: [survivorId, mergedId] } } })
  if (active < 2) return 'merge-contact-gone'
  return (await carryOut(tx, both, question)) ? null : 'merge-cannot-restore'
}
