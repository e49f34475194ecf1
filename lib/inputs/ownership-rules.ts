import { PARTS, type Part, type PartRole } from './vocabulary'

/** Who owns, does and signs a part as it was written down; null where nobody was named. */
export type Named = { ownerId: string | null; doerId: string | null; signerId: string | null; version: number }
export type PersonFact = { id: string; name: string; roles: readonly string[]; disabled: boolean }

/** Who holds a place: a person by name, the holders of a role, or nobody. */
export type Holder =
  | { kind: 'person'; id: string; name: string }
  | { kind: 'role'; people: { id: string; name: string }[] }
  | { kind: 'left'; name: string }
  | { kind: 'nobody' }

export type PartView = {
  part: Part
  title: string
  role: PartRole
  owner: Holder
  doer: Holder
  signer: Holder
  /** What is wrong, in sentences; empty when the part is in good hands. */
  gaps: string[]
  named: Named
}

const NOBODY: Named = { ownerId: null, doerId: null, signerId: null, version: 0 }

function holderOf(id: string | null, role: string, people: ReadonlyMap<string, PersonFact>): Holder {
  if (id !== null) {
    const person = people.get(id)
    if (!person) return { kind: 'left', name: 'somebody who was removed' }
    return person.disabled ? { kind: 'left', name: person.name } : { kind: 'person', id, name: person.name }
  }
  const holders = [...people.values()].filter(({ roles, disabled }) => !disabled && roles.includes(role))
  if (holders.length === 0) return { kind: 'nobody' }
  return { kind: 'role', people: holders.map((holder) => ({ id: holder.id, name: holder.name })) }
}

/** The one person a place comes down to: by name, or as the only holder of the role. */
function soleOf(holder: Holder): { id: string; name: string } | null {
  if (holder.kind === 'person') return holder
  return holder.kind === 'role' && holder.people.length === 1 ? (holder.people[0] ?? null) : null
}

function gapsOf({ owner, doer, signer }: Pick<PartView, 'owner' | 'doer' | 'signer'>): string[] {
  const gaps: string[] = []
  if (owner.kind === 'nobody') gaps.push('Nobody owns it, and nobody holds the role it belongs to.')
  if (owner.kind === 'role' && owner.people.length > 1)
    gaps.push(`${owner.people.length} people hold the role, and none of them is named as the owner.`)
  if (doer.kind === 'nobody') gaps.push('Nobody does the work.')
  if (signer.kind === 'nobody') gaps.push('Nobody can sign it off.')
  for (const [word, holder] of [
    ['own', owner],
    ['do', doer],
    ['sign', signer],
  ] as const) {
    if (holder.kind === 'left') gaps.push(`${holder.name} was to ${word} it and has left.`)
  }
  const [signs, does] = [soleOf(signer), soleOf(doer)]
  if (signs && signs.id === does?.id) gaps.push(`${signs.name} would sign their own work.`)
  return gaps
}

/**
 * Every part of the rollout with who owns, does and signs it. Where nobody is named, the seed split answers: the role
 * the part belongs to owns and does it, an approver signs.
 */
export function ownershipOf(rows: ReadonlyMap<string, Named>, people: ReadonlyMap<string, PersonFact>): PartView[] {
  return PARTS.map(([part, title, role]) => {
    const named = rows.get(part) ?? NOBODY
    const owner = holderOf(named.ownerId, role, people)
    const places = {
      owner,
      doer: named.doerId === null && owner.kind === 'person' ? owner : holderOf(named.doerId, role, people),
      signer: holderOf(named.signerId, 'approver', people),
    }
    return { part, title, role, ...places, gaps: gapsOf(places), named }
  })
}
