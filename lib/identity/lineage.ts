import type { Identifier } from './model'
import type { WorkingSet } from './working-set'

/**
 * The BSUIDs of one account, older and newer, starting from one of them: those joined by replacement. Two accounts of one
 * person, which a merge may have put on one contact, are two lineages.
 */
export function lineageOf(
  ws: WorkingSet,
  contactId: string,
  start: { portfolioId: string; bsuid: string },
): Identifier[] {
  const rows = ws.identifiersOf(contactId).filter((row) => row.kind === 'bsuid' && row.scope === start.portfolioId)
  const joined = new Set(rows.filter((row) => row.matchKey === start.bsuid))
  for (let grew = joined.size > 0; grew; ) {
    grew = false
    for (const row of rows) {
      if (joined.has(row)) continue
      const touches = [...joined].some((other) => other.replacedById === row.id || row.replacedById === other.id)
      if (touches) joined.add(row)
      grew ||= touches
    }
  }
  return [...joined]
}
