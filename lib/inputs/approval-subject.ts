import { authorsByAudit } from '@/lib/approvals/authors'
import type { ApprovalSubject } from '@/lib/approvals/subject'
import { loadPeople } from '@/lib/calendar/people'
import { ownershipOf } from './ownership-rules'
import { OWNERSHIP_SUBJECT_ID as SUBJECT_ID } from './subject-id'

/** Who owns, does and signs each part of the rollout, as it was written down. */
export const ownershipSubject: ApprovalSubject = {
  kind: 'ownership',
  async load(tx, workspaceId, subjectId) {
    if (subjectId !== SUBJECT_ID) return null
    const rows = await tx.responsibility.findMany({ where: { workspaceId }, orderBy: { part: 'asc' } })
    const people = await loadPeople(workspaceId, tx)
    const views = ownershipOf(new Map(rows.map((row) => [row.part, row])), people)
    const gaps = views.filter(({ gaps: found }) => found.length > 0)
    const authorIds = await authorsByAudit(tx, workspaceId, {
      ...{ kind: 'ownership', id: SUBJECT_ID, actions: ['ownership.changed'] },
    })
    return {
      title: 'Who owns what',
      href: '/inputs/ownership',
      content: {
        parts: rows.map(({ part, ownerId, doerId, signerId }) => ({
          ...{ id: part, owner: ownerId, does: doerId, signs: signerId },
        })),
      },
      authorIds,
      concernedIds: [
        ...new Set(rows.flatMap(({ ownerId, signerId }) => [ownerId, signerId].filter((id) => id !== null))),
      ],
      problems: gaps.length > 0 ? [`${gaps.length} of ${views.length} parts have a gap. Fill them first.`] : [],
    }
  },
}
