import { subjectEdited } from '@/lib/approvals/subject-edited'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { usesOf } from './queries'
import { loadActiveRules } from './store'
import { ROUTING_SUBJECT_ID } from './subject-id'
import type { ArchiveWorkflowInput, UpdateWorkflowInput, WorkflowInput } from './workflow-schema'

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'workflow-exists' | 'workflow-in-use' | 'owner-unknown'

type WorkflowRow = Awaited<ReturnType<Tx['workflow']['findFirstOrThrow']>>

/** What the audit log keeps of a workflow. */
function audited(row: WorkflowInput | WorkflowRow) {
  const { name, kind, inbox, escalation, ownerMemberId, isFirstLive } = row
  return { name, kind, inbox, escalation, ownerMemberId, isFirstLive }
}

/** A name is taken by a living or an archived workflow alike: history names it too. */
async function refusalOf(
  tx: Tx,
  actor: Actor,
  { name, ownerMemberId, id }: WorkflowInput & { id?: string },
): Promise<Failure<Code> | undefined> {
  const { workspaceId } = actor
  const taken = await tx.workflow.findFirst({ where: { workspaceId, name, ...(id && { id: { not: id } }) } })
  if (taken) return fail('workflow-exists', { name })
  if (!ownerMemberId) return undefined
  const owner = await tx.member.findFirst({ where: { workspaceId, id: ownerMemberId } })
  return owner ? undefined : fail('owner-unknown')
}

/** There is one first live workflow at most: marking one takes the mark from the other. */
async function unmarkOthers(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.workflow.updateMany({
    where: { workspaceId, isFirstLive: true, id: { not: id } },
    data: { isFirstLive: false, version: { increment: 1 } },
  })
}

export async function createWorkflow(actor: Actor, input: WorkflowInput): Promise<Result<{ id: string }, Code>> {
  if (!can(actor, 'routing:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    const refusal = await refusalOf(tx, actor, input)
    if (refusal) return refusal
    const id = newId('wf')
    await tx.workflow.create({ data: { id, workspaceId, ...audited(input) } })
    if (input.isFirstLive) await unmarkOthers(tx, workspaceId, id)
    record({ action: 'workflow.created', subject: { kind: 'workflow', id }, after: audited(input) })
    return ok({ id })
  })
}

/** `stale-version` carries the present record, so that both versions can be shown. */
export async function updateWorkflow(
  actor: Actor,
  { id, version, ...input }: UpdateWorkflowInput,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'routing:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.workflow.findFirst({ where: { workspaceId, id } })
    if (!before) return fail('not-found')
    const refusal = await refusalOf(tx, actor, { ...input, id })
    if (refusal) return refusal
    const { count } = await tx.workflow.updateMany({
      where: { id, workspaceId, version },
      data: { ...audited(input), version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...audited(before), version: before.version } })
    if (input.isFirstLive) await unmarkOthers(tx, workspaceId, id)
    record({
      action: 'workflow.updated',
      subject: { kind: 'workflow', id },
      before: audited(before),
      after: audited(input),
    })
    await subjectEdited(tx, actor, { kind: 'routing', subjectId: ROUTING_SUBJECT_ID })
    return ok({ version: version + 1 })
  })
}

/** Takes a workflow out of use. Refused with the list of uses while the active rules send conversations to it. */
export async function archiveWorkflow(
  actor: Actor,
  { id, version }: ArchiveWorkflowInput,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'routing:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.workflow.findFirst({ where: { workspaceId, id } })
    if (!before) return fail('not-found')
    const uses = usesOf(id, await loadActiveRules(workspaceId, tx))
    if (uses.length > 0) return fail('workflow-in-use', { name: before.name, uses })
    const { count } = await tx.workflow.updateMany({
      where: { id, workspaceId, version },
      data: { archivedAt: new Date(), isFirstLive: false, version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...audited(before), version: before.version } })
    record({ action: 'workflow.archived', subject: { kind: 'workflow', id }, before: audited(before) })
    return ok({ version: version + 1 })
  })
}

export async function unarchiveWorkflow(
  actor: Actor,
  { id, version }: ArchiveWorkflowInput,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'routing:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const { count } = await tx.workflow.updateMany({
      where: { id, workspaceId, version, archivedAt: { not: null } },
      data: { archivedAt: null, version: { increment: 1 } },
    })
    if (count === 0) return fail('not-found')
    record({ action: 'workflow.unarchived', subject: { kind: 'workflow', id }, more: { by: actorId(actor) } })
    return ok({ version: version + 1 })
  })
}
