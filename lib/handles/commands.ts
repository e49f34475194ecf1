import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { sqlOf, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { type DecisionRecord, findWorkflows } from './decision-store'
import { editDecision } from './edit-decision'
import type { SaveDecision, StartDecision } from './schema'

/** Opens the decision about a number. A number that Meta told of first has its record already. */
export async function startDecision(
  actor: Actor,
  { numberId }: StartDecision,
): Promise<Result<{ handleId: string }, 'not-allowed' | 'not-found' | 'decision-exists'>> {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ handleId: string }, 'not-found' | 'decision-exists'>(actor, async (tx, record) => {
    await takeHead(sqlOf(tx), workspaceId)
    const number = await tx.businessNumber.findFirst({ where: { id: numberId, workspaceId } })
    if (!number) return fail('not-found')
    if ((await tx.handle.count({ where: { numberId, workspaceId } })) > 0) return fail('decision-exists')
    const id = newId('hd')
    const ownerMemberId = actorId(actor)
    await tx.handle.create({ data: { id, workspaceId, numberId, ownerMemberId } })
    record({
      action: 'handle.decision-started',
      subject: { kind: 'handle', id },
      after: { numberId, ownerMemberId },
    })
    return ok({ handleId: id })
  })
}

/** What a person edits in one form, as the audit log and a conflict show it. */
export function editableOf(decision: DecisionRecord) {
  const { standsFor, purpose, ownerMemberId, routing, layerWorkflowId, routingNote } = decision
  const intents = decision.intents.map(({ id, text, workflowId }) => ({ id, text, workflowId }))
  return { standsFor, purpose, ownerMemberId, routing, layerWorkflowId, routingNote, intents }
}

type SaveCode = 'stale-version' | 'workflow-unknown' | 'owner-unknown'

/** Workflows that were chosen before may stay although they were archived: the sign-off says so, the form does not lose them. */
async function refusalOf(
  tx: Tx,
  decision: DecisionRecord,
  input: SaveDecision,
): Promise<Failure<SaveCode> | undefined> {
  const { workspaceId } = decision
  const known = new Set((await findWorkflows(tx, workspaceId)).map(({ id }) => id))
  const named = [input.layerWorkflowId, ...input.intents.map(({ workflowId }) => workflowId)]
  if (named.some((id) => id !== null && !known.has(id))) return fail('workflow-unknown')
  if (!input.ownerMemberId) return undefined
  const owner = await tx.member.count({ where: { id: input.ownerMemberId, workspaceId } })
  return owner > 0 ? undefined : fail('owner-unknown')
}

async function writeIntents(tx: Tx, decision: DecisionRecord, intents: SaveDecision['intents']): Promise<void> {
  const { workspaceId, id: handleId } = decision
  const known = new Set(decision.intents.map(({ id }) => id))
  const kept = intents.flatMap(({ id }) => (id && known.has(id) ? [id] : []))
  await tx.customerIntent.deleteMany({ where: { workspaceId, handleId, id: { notIn: kept } } })
  for (const [position, { id, text, workflowId }] of intents.entries()) {
    const content = { text, workflowId, position }
    if (id && known.has(id)) {
      await tx.customerIntent.updateMany({ where: { id, workspaceId, handleId }, data: content })
    } else {
      await tx.customerIntent.create({ data: { id: newId('id'), workspaceId, handleId, ...content } })
    }
  }
}

/** Saves what the handle stands for and the written routing decision, whole. */
export async function saveDecision(
  actor: Actor,
  input: SaveDecision,
): Promise<Result<{ handleId: string }, 'not-allowed' | 'not-found' | SaveCode>> {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  const { handleId, version, intents, ...fields } = input
  return editDecision<SaveCode>(actor, handleId, async ({ tx, decision }) => {
    const before = editableOf(decision)
    if (decision.version !== version) {
      return fail('stale-version', { current: { ...before, version: decision.version } })
    }
    const refusal = await refusalOf(tx, decision, input)
    if (refusal) return refusal
    const layerWorkflowId = fields.routing === 'layer' ? fields.layerWorkflowId : null
    const written = await tx.handle.updateMany({
      where: { id: handleId, workspaceId: actor.workspaceId, version },
      data: { ...fields, layerWorkflowId },
    })
    if (written.count === 0) return fail('stale-version', { current: { ...before, version: decision.version } })
    await writeIntents(tx, decision, intents)
    return { action: 'handle.decision-changed', before, after: { ...fields, layerWorkflowId, intents } }
  })
}
