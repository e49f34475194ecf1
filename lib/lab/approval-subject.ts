import { authorsByAudit } from '@/lib/approvals/authors'
import type { ApprovalSubject } from '@/lib/approvals/subject'
import { shownTarget } from './targets'
import { ANSWER_MODE_WORDS } from './vocabulary'

/** A handler in production: which address test payloads are sent to, and how its outcome is read. */
export const labTargetSubject: ApprovalSubject = {
  kind: 'lab-target',
  async load(tx, workspaceId, subjectId) {
    const row = await tx.labTarget.findFirst({ where: { id: subjectId, workspaceId } })
    if (!row) return null
    const { name, url, isProduction, answerMode, answerSpec, sending } = shownTarget(row)
    const authorIds = await authorsByAudit(tx, workspaceId, {
      ...{ kind: 'lab-target', id: subjectId, actions: ['lab-target.added', 'lab-target.changed'] },
    })
    return {
      title: `Lab target “${name}”`,
      href: `/lab/targets/${subjectId}`,
      content: {
        ...{ name, address: url, production: isProduction ? 'yes' : 'no' },
        outcome: ANSWER_MODE_WORDS[answerMode].title,
        ...{ lookUp: answerSpec.lookupUrl, prepare: sending.prepareUrl, tries: sending.retries + 1 },
      },
      authorIds,
      concernedIds: [],
      problems: isProduction ? [] : ['Only a production target needs a sign-off.'],
    }
  },
}
