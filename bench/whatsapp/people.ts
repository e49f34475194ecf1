import type { SampleNumber, SampleParams } from '@/lib/whatsapp/sample-parts'
import { MARKED_SECONDS, mark } from './templates'

/**
 * The invented people of a run, written with marks where their digits go. Person 0 to 9,999,999; each has a generation
 * that counts the changes of phone number, because phone and BSUID change together. [BSUID]
 *
 * The phones begin with 888, a calling code that belongs to no country: nobody can be reached by them.
 */
const phoneOf = (person: string, generation: string) => `8882${person}${generation}`
const bsuidDigits = (generation: string) => `1349${mark('person')}000000${generation}`

export const MOST_PEOPLE = 10_000_000

/** Separates the ids of one run from those of every other. */
function wamidOf(run: string, update: string): string {
  return `wamid.HBgM${run}${update}`
}

export function wamidFor(run: string, update: number): string {
  return wamidOf(run, String(update).padStart(12, '0'))
}

/** What `buildSample` is given to make a template. */
export function markedPerson(number: SampleNumber, run: string, text: string): SampleParams {
  const generation = mark('generation')
  const next = mark('nextGeneration')
  return {
    ...number,
    wamid: wamidOf(run, mark('update')),
    at: new Date(MARKED_SECONDS * 1_000),
    text,
    phone: phoneOf(mark('person'), generation),
    bsuid: `GB.${bsuidDigits(generation)}`,
    parentBsuid: `GB.ENT.${bsuidDigits(generation)}`,
    username: `guest_${mark('person')}`,
    profileName: `Guest ${mark('person')}`,
    newPhone: phoneOf(mark('person'), next),
    newBsuid: `GB.${bsuidDigits(next)}`,
    newParentBsuid: `GB.ENT.${bsuidDigits(next)}`,
    newUsername: `guest_${mark('person')}_new`,
    otherPhone: phoneOf(mark('other'), '000'),
  }
}

/** The identifiers of a person as payloads show them. Phone as digits, without the plus. */
export function personIdentifiers(person: number, generation = 0): { phone: string; bsuid: string; username: string } {
  const number = String(person).padStart(7, '0')
  const changes = String(generation).padStart(3, '0')
  return {
    phone: phoneOf(number, changes),
    bsuid: `GB.1349${number}000000${changes}`,
    username: `guest_${number}`,
  }
}
