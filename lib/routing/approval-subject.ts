import { authorsByAudit } from '@/lib/approvals/authors'
import type { ApprovalSubject } from '@/lib/approvals/subject'
import type { Tx } from '@/lib/server/db'
import { loadActiveRules, type StoredRules } from './store'
import { ROUTING_SUBJECT_ID } from './subject-id'

/** The workflows that the rules send conversations to, with where each one leads. */
async function workflowsOf(tx: Tx, workspaceId: string, { rules, defaultWorkflowId }: StoredRules) {
  const ids = [...new Set([...rules.map((rule) => rule.workflowId), defaultWorkflowId])]
  return tx.workflow.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, kind: true, inbox: true, escalation: true, ownerMemberId: true },
    orderBy: { id: 'asc' },
  })
}

async function authorsOf(tx: Tx, workspaceId: string, workflowIds: readonly string[]): Promise<string[]> {
  const saved = await authorsByAudit(tx, workspaceId, {
    ...{ kind: 'routing-rules', id: null, actions: ['routing.rules-changed'] },
  })
  const edited = await Promise.all(
    workflowIds.map((id) =>
      authorsByAudit(tx, workspaceId, { kind: 'workflow', id, actions: ['workflow.created', 'workflow.updated'] }),
    ),
  )
  return [...new Set([...saved, ...edited.flat()])]
}

/** The routing rules in force, with the inbox and the escalation path of every workflow they lead to. */
export const routingSubject: ApprovalSubject = {
  kind: 'routing',
  async load(tx, workspaceId, subjectId) {
    if (subjectId !== ROUTING_SUBJECT_ID) return null
    const active = await loadActiveRules(workspaceId, tx)
    if (!active) return null
    const workflows = await workflowsOf(tx, workspaceId, active)
    return {
      title: 'Routing rules',
      href: '/routing/rules',
      content: {
        rules: active.rules.map(({ id, workflowId, when }, index) => ({
          id,
          place: index + 1,
          workflow: workflowId,
          when,
        })),
        otherwise: active.defaultWorkflowId,
        workflows: workflows.map(({ ownerMemberId: _, ...workflow }) => workflow),
      },
      authorIds: await authorsOf(
        tx,
        workspaceId,
        workflows.map(({ id }) => id),
      ),
      concernedIds: workflows.flatMap(({ ownerMemberId }) => ownerMemberId ?? []),
      problems: active.damaged ? ['The stored rules cannot be read. Save them anew first.'] : [],
    }
  },
}
