import { createHash } from 'node:crypto'
import { canonicalJson } from '@/lib/audit/chain'
import type { PolicyContent, Scenario } from './schema'

/** Hash of everything that is signed off: the rules, and the scenarios they were tried on. */
export function policyHash(content: PolicyContent, scenarios: readonly Scenario[]): string {
  return createHash('sha256').update(canonicalJson({ content, scenarios })).digest('hex')
}
