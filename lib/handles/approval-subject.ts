import { authorsByAudit } from '@/lib/approvals/authors'
import type { ApprovalSubject } from '@/lib/approvals/subject'
import { decisionFacts, signOffContent } from './decision-facts'
import { chosenOf, findDecision } from './decision-store'
import { hurdlesOf } from './sign-off-rules'
import { stateAfterApproval } from './state-rules'

/** What makes somebody an author of the decision. Asking and answering do not. */
const AUTHORING = [
  'handle.decision-started',
  'handle.decision-changed',
  'handle.candidate-added',
  'handle.candidate-chosen',
  'handle.candidate-rejected',
  'handle.candidate-reopened',
] as const

/** The handle of a number, the written routing decision, and the names that were rejected, with their reasons. */
export const handleSubject: ApprovalSubject = {
  kind: 'handle',
  async load(tx, workspaceId, subjectId) {
    const record = await findDecision(tx, workspaceId, { id: subjectId })
    if (!record) return null
    const number = await tx.businessNumber.findFirst({ where: { id: record.numberId, workspaceId } })
    const name = chosenOf(record)?.nameKey
    const label = number?.label ?? 'a number that was removed'
    const hurdles = hurdlesOf(await decisionFacts(tx, record))
    return {
      title: name ? `Handle @${name} for ${label}` : `Handle for ${label}`,
      href: `/handles/${record.numberId}`,
      content: signOffContent(record),
      authorIds: await authorsByAudit(tx, workspaceId, { kind: 'handle', id: record.id, actions: AUTHORING }),
      concernedIds: record.ownerMemberId ? [record.ownerMemberId] : [],
      problems: hurdles.map(({ sentence }) => sentence),
    }
  },
  async approved(tx, { workspaceId, subjectId, record: note }) {
    const record = await findDecision(tx, workspaceId, { id: subjectId })
    const name = record && chosenOf(record)?.nameKey
    if (!record || !name) return
    const state = stateAfterApproval(record, name)
    await tx.handle.updateMany({
      where: { id: record.id, workspaceId },
      data: { state, approvedName: name, version: { increment: 1 } },
    })
    note({
      action: 'handle.approved',
      subject: { kind: 'handle', id: record.id },
      before: { state: record.state, approvedName: record.approvedName },
      after: { state, approvedName: name },
    })
  },
}
