import { approvalState } from '@/lib/approvals/approval-state'
import { type Actor, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { checkPolicy } from './check-rules'
import { stalePolicy } from './edit-draft'
import type { PolicyVersion } from './schema'
import { loadActivePolicy, loadPolicy } from './store'

type Code =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'policy-not-a-draft'
  | 'policy-not-ready'
  | 'policy-not-signed'

/** Ends the version in force, which stays readable under its number. */
async function retireActive(tx: Tx, workspaceId: string, record: Recorder): Promise<number | null> {
  const active = await loadActivePolicy(workspaceId, tx)
  await tx.namingPolicy.updateMany({
    where: { workspaceId, state: 'active' },
    data: { state: 'retired', version: { increment: 1 } },
  })
  if (active)
    record({ action: 'policy.retired', subject: { kind: 'policy', id: active.id }, before: { state: 'active' } })
  return active?.number ?? null
}

/**
 * Puts a draft in force in place of the version before. Refused when something has to be put right first, a failing or
 * missing scenario among them (`policy-not-ready`), and when it was not signed off for exactly this text
 * (`policy-not-signed`).
 */
export async function putInForce(
  actor: Actor,
  { id, version }: PolicyVersion,
): Promise<Result<{ number: number }, Code>> {
  if (!can(actor, 'policy:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ number: number }, Code>(actor, async (tx, record) => {
    const found = await loadPolicy(workspaceId, id, tx)
    if (!found) return fail('not-found')
    const { number, content, scenarios, contentHash } = found
    if (found.state !== 'draft') return fail('policy-not-a-draft', { number })
    if (found.version !== version) return stalePolicy(actor, found)
    if (!content) return fail('policy-not-ready', { problems: ['It cannot be read. Write it anew.'] })
    const { ready, problems } = checkPolicy(content, scenarios)
    if (!ready) return fail('policy-not-ready', { problems })
    const signOff = await approvalState(workspaceId, 'policy', id, { reader: tx })
    if (signOff.state !== 'approved') return fail('policy-not-signed')
    const instead = await retireActive(tx, workspaceId, record)
    const { count } = await tx.namingPolicy.updateMany({
      where: { id, workspaceId, version, state: 'draft' },
      data: { state: 'active', version: { increment: 1 } },
    })
    if (count === 0) return stalePolicy(actor, found)
    record({
      action: 'policy.in-force',
      subject: { kind: 'policy', id },
      before: { state: 'draft' },
      after: { state: 'active', number, contentHash },
      more: { insteadOf: instead },
    })
    return ok({ number })
  })
}
