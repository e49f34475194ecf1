import { createHash } from 'node:crypto'
import type { PersonFacts } from './model'
import type { ConflictFinding } from './person-rule'

/**
 * The same disagreement, seen in many messages, is one conflict: same kind, same contacts, same identifiers. The
 * identifiers are in the key as a digest only, so that the key names nobody.
 */
export function conflictKey(finding: ConflictFinding, facts: PersonFacts): string {
  const identifiers = `${facts.bsuid ?? ''}|${facts.phone?.matchKey ?? ''}|${facts.parentBsuid ?? ''}`
  const digest = createHash('sha256').update(identifiers).digest('hex').slice(0, 16)
  return [finding.kind, facts.portfolioId, [...finding.contactIds].sort().join('+'), digest].join(':')
}
