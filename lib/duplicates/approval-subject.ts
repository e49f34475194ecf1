import { authorsByAudit } from '@/lib/approvals/authors'
import type { ApprovalSubject } from '@/lib/approvals/subject'
import { DEDUP_SUBJECT_ID } from './dedup-rules'
import { activeRules } from './dedup-store'
import { REASONS } from './pair-rules'
import { reasonWords } from './pair-words'

const words = (on: boolean): string => (on ? 'on' : 'off')

/** The rules by which contacts are suggested as duplicates, and what happens by itself. */
export const dedupSubject: ApprovalSubject = {
  kind: 'dedup-rules',
  async load(tx, workspaceId, subjectId) {
    if (subjectId !== DEDUP_SUBJECT_ID) return null
    const { rules } = await activeRules(workspaceId, tx)
    const { matching, actions } = rules
    const authorIds = await authorsByAudit(tx, workspaceId, {
      ...{ kind: 'dedup-rules', id: DEDUP_SUBJECT_ID, actions: ['duplicates.rules-saved'] },
    })
    return {
      title: 'Duplicate rules',
      href: '/duplicates/rules',
      content: {
        reasons: REASONS.map((kind) => ({ id: reasonWords(kind), points: matching.weights[kind] })),
        matching: { mostPeopleOnOneTrait: matching.crowd, leastPointsOfASuggestion: matching.least },
        whatToDo: {
          mergeProvisionalByItself: words(actions.mergeProvisional),
          ...{ lookAsTheyArrive: words(actions.onArrival), lookEachNight: words(actions.nightly) },
        },
      },
      authorIds,
      concernedIds: [],
      problems: [],
    }
  },
}
