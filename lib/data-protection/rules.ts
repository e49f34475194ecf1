/** What is on file about a dataset, as far as the lab asks. Dates are days, `2026-11-27`. */
export type DatasetFacts = {
  name: string
  ownerMemberId: string | null
  accessRule: string | null
  synthetic: boolean
  decision: string | null
  decisionDate: string | null
  deleted: boolean
  people: number
}

export type DatasetState = 'usable' | 'undecided' | 'overdue' | 'deleted'

/** How a dataset stands on a day. Past its date it is not used, whether it was to be deleted or looked at again. */
export function datasetState({ decision, decisionDate, deleted }: DatasetFacts, today: string): DatasetState {
  if (deleted) return 'deleted'
  if (decision === null || decisionDate === null) return 'undecided'
  return decisionDate < today ? 'overdue' : 'usable'
}

/** Why the lab must not use a dataset; null when it may. */
export function refusalOf(facts: DatasetFacts, today: string): string | null {
  const { name, decision, decisionDate, ownerMemberId, accessRule, synthetic, people } = facts
  switch (datasetState(facts, today)) {
    case 'deleted':
      return `“${name}” was deleted.`
    case 'undecided':
      return `Nobody has decided how long “${name}” is kept.`
    case 'overdue':
      return decision === 'delete'
        ? `“${name}” should have been deleted by ${decisionDate}.`
        : `The time “${name}” may be kept ended on ${decisionDate}. Decide again.`
    case 'usable':
      if (!ownerMemberId && !synthetic) return `Nobody owns “${name}”.`
      if (!accessRule && !synthetic) return `It is not written down who may see “${name}”.`
      return people === 0 ? `“${name}” is kept elsewhere and holds no people here.` : null
  }
}
