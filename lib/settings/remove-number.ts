import { readRules } from '@/lib/routing/queries'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { lockSettings } from './lock'
import { hasHistory, numberHistory } from './number-history'
import type { NumberVersion } from './schema'

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'number-in-use' | 'number-has-handle' | 'number-in-rules'

/** The first of the active routing rules that names the number, counted from 1; 0 when none does. */
async function ruleNaming(actor: Actor, numberId: string): Promise<number> {
  const { rules } = await readRules(actor)
  return rules.findIndex((rule) => rule.when.numberIds?.includes(numberId)) + 1
}

type Candidate = { id: string; workspaceId: string; label: string }

/** What would lose its number. */
async function usedBy(tx: Tx, { id, workspaceId, label }: Candidate): Promise<Failure<Code> | undefined> {
  const history = await numberHistory(tx, workspaceId, id)
  if (hasHistory(history)) return fail('number-in-use', { label, ...history })
  const handle = await tx.handle.findFirst({ where: { workspaceId, numberId: id } })
  return handle ? fail('number-has-handle', { label }) : undefined
}

/** Removes a number that was never used. One with events, threads, a handle or a routing rule stays. */
export async function removeNumber(
  actor: Actor,
  { numberId: id, version }: NumberVersion,
): Promise<Result<null, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const rule = await ruleNaming(actor, id)
  return transact<null, Code>(actor, async (tx, record) => {
    await lockSettings(tx, workspaceId)
    const found = await tx.businessNumber.findFirst({ where: { id, workspaceId } })
    if (!found) return fail('not-found')
    const { label, portfolioId, connectionId, phoneNumberId, displayNumber, wabaId } = found
    const used = await usedBy(tx, { id, workspaceId, label })
    if (used) return used
    if (rule > 0) return fail('number-in-rules', { label, rule })
    const removed = await tx.businessNumber.deleteMany({ where: { id, workspaceId, version } })
    if (removed.count === 0) return fail('stale-version', { current: { version: found.version } })
    const before = { label, portfolioId, connectionId, phoneNumberId, displayNumber, wabaId }
    record({ action: 'number.removed', subject: { kind: 'number', id }, before })
    return ok(null)
  })
}
