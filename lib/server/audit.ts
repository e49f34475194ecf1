import type { Failure, Result } from '@/lib/shared/result'
import type { Actor } from './actor'
import { type AuditDraft, appendAudit, takeHead } from './audit-chain'
import { sqlOf, type Tx, writeTransaction } from './db'

/** Carries an expected failure out of a transaction that must roll back. */
class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code)
  }
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false
}

export type Recorder = (draft: AuditDraft) => void

/**
 * One change: the writes of `work` and their audit events, together or not at all. When `work` returns a failure,
 * everything is rolled back and the failure is handed on. Every mutation of the product goes through here.
 */
export async function transact<T, C extends string>(
  actor: Actor,
  work: (tx: Tx, record: Recorder) => Promise<Result<T, C>>,
): Promise<Result<T, C>> {
  try {
    return await writeTransaction(async (tx) => {
      const sql = sqlOf(tx)
      // SQLite: the first statement of the transaction must be a write, or a later one could find the lock taken.
      if (sql.dialect === 'sqlite') await takeHead(sql, actor.workspaceId)
      const drafts: AuditDraft[] = []
      const result = await work(tx, (draft) => drafts.push(draft))
      if (isFailure(result)) throw new Refusal(result)
      await appendAudit(sql, actor, drafts)
      return result
    })
  } catch (error) {
    if (error instanceof Refusal) return error.failure as Failure<C>
    throw error
  }
}
