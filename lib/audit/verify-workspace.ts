import { type Actor, can } from '../server/actor'
import { transact } from '../server/audit'
import { db, sqlOf } from '../server/db'
import { fail, ok, type Result } from '../shared/result'
import { type Verdict, verifyChain } from './verify'

/** Walks the chain of the actor's workspace and notes in the log that it was done, and how it ended. */
export async function verifyWorkspace(actor: Actor): Promise<Result<Verdict, 'not-allowed'>> {
  if (!can(actor, 'audit:read')) return fail('not-allowed')
  const verdict = await verifyChain(sqlOf(db), actor.workspaceId)
  await transact(actor, async (_tx, record) => {
    const { entries, broken } = verdict
    record({
      action: 'audit.verified',
      subject: { kind: 'audit', id: null },
      more: { entries, broken: broken ?? null },
    })
    return ok(undefined)
  })
  return ok(verdict)
}
