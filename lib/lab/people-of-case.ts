import type { DatasetPerson } from '@/lib/data-protection/schema'
import type { CasePeople } from './model'
import type { PackFacts } from './pack-facts'

export type Cast = { customers: readonly DatasetPerson[]; strangers: readonly DatasetPerson[] }

export function castOf(people: readonly DatasetPerson[]): Cast {
  return {
    customers: people.filter(({ crmContactId }) => crmContactId !== null),
    strangers: people.filter(({ crmContactId }) => crmContactId === null),
  }
}

/** What a dataset lacks for being sent; null when nothing. */
export function castProblem({ customers, strangers }: Cast): string | null {
  if (customers.length < 2) return 'The dataset needs at least two people with a CRM contact id.'
  return strangers.length < 1 ? 'The dataset needs at least one person without a CRM contact id.' : null
}

/**
 * The people of a case. Each case of a run has people of its own as long as the dataset lasts, and the next run goes on
 * where this one ended, because a handler under test remembers whom it has seen.
 */
export function peopleOfCase(cast: Cast, knows: PackFacts['knows'], place: number): CasePeople {
  const pick = (from: readonly DatasetPerson[], index: number): DatasetPerson => {
    const person = from[index % from.length]
    if (!person) throw new Error('The dataset has nobody of this kind.')
    return person
  }
  const { customers, strangers } = cast
  // Two neighbours are never the same person, so that whoever is mentioned is somebody else.
  const first = place * 2
  return {
    person: pick(knows === 'customer' ? customers : strangers, knows === 'customer' ? first : place),
    other: pick(customers, first + 1),
  }
}
