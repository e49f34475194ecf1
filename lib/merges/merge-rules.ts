import { type Fields, PICKABLE, type Pickable, type Picks, type Side } from './model'

/** One contact of a merge as it stands now. */
export type Party = {
  id: string
  state: string
  version: number
  fields: Fields
  labels: readonly string[]
  /** Portfolios in which it holds an active, verified BSUID. */
  activePortfolios: readonly string[]
}

export type MergeRefusal =
  | 'merge-self'
  | 'merge-gone'
  | 'merge-stale'
  | 'merge-needs-reason'
  | 'merge-moves-reply'
  | 'merge-nothing-to-pick'

export type Asked = {
  picks: Picks
  /** The versions the person looked at; unset where nobody looked, as in a call of the API. */
  versions?: { survivor: number; merged: number } | undefined
  /** Why two contacts are one that hold different active BSUIDs in one portfolio. */
  acknowledged: string | null
}

const chosenSide = (picks: Picks, field: Pickable, survivor: string | null): Side =>
  picks[field] ?? (survivor === null ? 'merged' : 'survivor')

/** Whose value stays in each field. */
export function sidesOf(survivor: Fields, picks: Picks): Record<Pickable, Side> {
  const entries = PICKABLE.map((field) => [field, chosenSide(picks, field, survivor[field])] as const)
  return Object.fromEntries(entries) as Record<Pickable, Side>
}

const earlier = (a: string | null, b: string | null): string | null => (a && b ? (a < b ? a : b) : (a ?? b))
const later = (a: string | null, b: string | null): string | null => (a && b ? (a > b ? a : b) : (a ?? b))

/** What the survivor says afterwards. It is a CRM contact as soon as one of the two was. */
export function mergedFields(survivor: Fields, merged: Fields, picks: Picks): Fields {
  const sides = sidesOf(survivor, picks)
  const of = (field: Pickable) => (sides[field] === 'survivor' ? survivor[field] : merged[field])
  return {
    name: of('name'),
    crmContactId: of('crmContactId'),
    language: of('language'),
    ownerMemberId: of('ownerMemberId'),
    provisional: survivor.provisional && merged.provisional,
    firstContactAt: earlier(survivor.firstContactAt, merged.firstContactAt),
    lastContactAt: later(survivor.lastContactAt, merged.lastContactAt),
  }
}

export function mergedLabels(survivor: readonly string[], merged: readonly string[], picks: Picks): string[] {
  const { labels = 'both' } = picks
  const kept = labels === 'both' ? [...survivor, ...merged] : labels === 'survivor' ? survivor : merged
  return [...new Set(kept)].sort()
}

/** Two CRM records of one person: the one that stays, and the one to merge into it in the CRM. */
export function crmMerge(survivor: Fields, merged: Fields, picks: Picks): { kept: string; merged: string } | null {
  const [mine, other] = [survivor.crmContactId, merged.crmContactId]
  if (mine === null || other === null) return null
  return sidesOf(survivor, picks).crmContactId === 'survivor'
    ? { kept: mine, merged: other }
    : { kept: other, merged: mine }
}

/** Portfolios in which both have an account today: two WhatsApp accounts, perhaps of one person. */
export function rivalPortfolios(survivor: Party, merged: Party): string[] {
  return survivor.activePortfolios.filter((one) => merged.activePortfolios.includes(one))
}

/** Every reason why these two may not be merged as asked; empty when they may. `replies`: conversations that would move. */
export function refusalsOf(survivor: Party, merged: Party, asked: Asked & { replies: number }): MergeRefusal[] {
  if (survivor.id === merged.id) return ['merge-self']
  if (survivor.state !== 'active' || merged.state !== 'active') return ['merge-gone']
  const { versions, picks, acknowledged, replies } = asked
  const refusals: MergeRefusal[] = []
  const isOld = versions && (versions.survivor !== survivor.version || versions.merged !== merged.version)
  if (isOld) refusals.push('merge-stale')
  if (rivalPortfolios(survivor, merged).length > 0 && !acknowledged) refusals.push('merge-needs-reason')
  if (replies > 0) refusals.push('merge-moves-reply')
  const sides = sidesOf(survivor.fields, picks)
  const loses = picks.crmContactId !== undefined && (sides.crmContactId === 'survivor' ? survivor : merged)
  // Choosing the side without a CRM id would make a CRM contact provisional.
  const either = survivor.fields.crmContactId ?? merged.fields.crmContactId
  if (loses && loses.fields.crmContactId === null && either !== null) refusals.push('merge-nothing-to-pick')
  return refusals
}

/** Which of two should stay: the one the CRM knows, then the older one. */
export function suggestedSurvivor<P extends { id: string; fields: Pick<Fields, 'crmContactId'> }>(a: P, b: P): P {
  const known = (party: P) => (party.fields.crmContactId === null ? 1 : 0)
  if (known(a) !== known(b)) return known(a) < known(b) ? a : b
  return a.id <= b.id ? a : b
}
