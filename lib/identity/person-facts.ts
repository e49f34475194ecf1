import { phoneMatchKey } from '@/lib/shared/phone'
import type { WhoFacts } from '@/lib/whatsapp/update'
import type { IdentifierKind, PersonFacts, PhoneFact } from './model'

/** Digits as received, and the key all spellings of the line share. */
export function phoneFact(digits: string): PhoneFact {
  return { value: digits, matchKey: phoneMatchKey(digits) }
}

/** WhatsApp compares usernames without case. */
export function usernameKey(username: string): string {
  return username.toLowerCase()
}

export function personFacts(who: WhoFacts, scope: { portfolioId: string; at: Date }): PersonFacts {
  return {
    portfolioId: scope.portfolioId,
    at: scope.at,
    ...(who.phone ? { phone: phoneFact(who.phone) } : {}),
    ...(who.bsuid ? { bsuid: who.bsuid } : {}),
    ...(who.parentBsuid ? { parentBsuid: who.parentBsuid } : {}),
    ...(who.username ? { username: who.username } : {}),
    ...(who.profileName ? { profileName: who.profileName } : {}),
  }
}

/** The kinds a payload carries, in the order a reader expects them. */
export function kindsOf(facts: PersonFacts): IdentifierKind[] {
  const kinds: IdentifierKind[] = []
  if (facts.phone) kinds.push('phone')
  if (facts.username) kinds.push('username')
  if (facts.bsuid) kinds.push('bsuid')
  if (facts.parentBsuid) kinds.push('parent_bsuid')
  return kinds
}

/** A username alone identifies nobody: it is never a match key. */
export function canIdentify(facts: PersonFacts): boolean {
  return facts.phone !== undefined || facts.bsuid !== undefined || facts.parentBsuid !== undefined
}
