import { authorsByAudit } from '@/lib/approvals/authors'
import type { ApprovalSubject } from '@/lib/approvals/subject'
import { checkPolicy } from './check-rules'
import { policyParts } from './diff-words'
import { loadPolicy, type StoredPolicy } from './store'

/** The text of a version with its scenarios, and the parts in words for whoever decides. */
function contentOf({ content, scenarios, number }: StoredPolicy): Record<string, unknown> {
  if (!content) return { version: number }
  return { version: number, ...Object.fromEntries(policyParts({ content, scenarios })) }
}

/** One version of the naming policy. Each is signed for itself, so a new draft leaves the sign-off of the other alone. */
export const policySubject: ApprovalSubject = {
  kind: 'policy',
  async load(tx, workspaceId, subjectId) {
    const found = await loadPolicy(workspaceId, subjectId, tx)
    if (!found) return null
    const actions = ['policy.draft-started', 'policy.draft-changed'] as const
    return {
      title: `Naming policy, version ${found.number}`,
      href: `/policy/versions/${found.number}`,
      content: contentOf(found),
      authorIds: await authorsByAudit(tx, workspaceId, { kind: 'policy', id: subjectId, actions }),
      concernedIds: found.createdById ? [found.createdById] : [],
      problems: found.content
        ? checkPolicy(found.content, found.scenarios).problems
        : ['This version cannot be read. Write it anew.'],
    }
  },
}
