import type { PhoneStanding } from './identifier-index'
import type { Identifier, PersonFacts, WhyStep } from './model'
import { kindsOf } from './person-facts'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

/** What is known about the identifiers of one payload, looked up once and read by every row. */
export type Found = {
  facts: PersonFacts
  ws: WorkingSet
  /** The contact of the BSUID: its verified holder, or an older link of its lineage, or the only one that claims it. */
  bsuidHolder?: { contactId: string; row?: Identifier }
  bsuidClaimants: string[]
  phone?: PhoneStanding
  parentHolder?: Identifier
  why: WhyStep[]
}

export function lookFor(facts: PersonFacts, ws: WorkingSet): Found {
  const why: WhyStep[] = [step('payload', { kinds: kindsOf(facts) })]
  const found: Found = { facts, ws, bsuidClaimants: [], why }
  if (facts.bsuid) lookForBsuid(found, facts.bsuid)
  if (facts.phone) {
    found.phone = ws.phone(facts.phone.matchKey, facts.at)
    why.push(phoneStep(found.phone))
  }
  if (facts.parentBsuid) {
    const holder = ws.parentHolder(facts.parentBsuid)
    if (holder) found.parentHolder = holder
    why.push(holder ? step('parent-held', { contact: holder.contactId }) : step('parent-unknown'))
  }
  return found
}

function lookForBsuid(found: Found, bsuid: string): void {
  const standing = found.ws.bsuid(found.facts.portfolioId, bsuid)
  found.bsuidClaimants = standing.claimants
  const [claimant, another] = standing.claimants
  if (standing.holder) {
    found.bsuidHolder = { contactId: standing.holder.contactId, row: standing.holder }
    const code = standing.holder.active ? 'bsuid-held' : 'bsuid-lineage'
    found.why.push(step(code, { contact: standing.holder.contactId }))
  } else if (claimant && !another) {
    found.bsuidHolder = { contactId: claimant }
    found.why.push(step('bsuid-claimed', { contact: claimant }))
  } else if (another) {
    found.why.push(step('bsuid-claimed-by-several', { count: standing.claimants.length }))
  } else {
    found.why.push(step('bsuid-unknown', { portfolio: found.facts.portfolioId }))
  }
}

function phoneStep(standing: PhoneStanding): WhyStep {
  if (standing.holder) {
    return step(standing.late ? 'phone-held-then' : 'phone-held', { contact: standing.holder.contactId })
  }
  const [claimant, another] = standing.claimants
  if (another) return step('phone-claimed-by-several', { count: standing.claimants.length })
  return claimant ? step('phone-claimed', { contact: claimant }) : step('phone-unknown')
}

/** True when both hold different active BSUIDs in one portfolio: two WhatsApp accounts, perhaps one person. */
export function heldApart(ws: WorkingSet, a: string, b: string): boolean {
  const scopes = new Set(activeBsuidScopes(ws, a))
  return activeBsuidScopes(ws, b).some((scope) => scopes.has(scope))
}

function activeBsuidScopes(ws: WorkingSet, contactId: string): string[] {
  return ws
    .identifiersOf(contactId)
    .filter((row) => row.kind === 'bsuid' && row.active && row.assurance === 'verified')
    .map((row) => row.scope)
}
