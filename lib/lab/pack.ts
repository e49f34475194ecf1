import { completeSample, incoming, nextWamid, type SampleCase, type SampleNumber } from '@/lib/whatsapp/sample-parts'
import { findSample, SAMPLES, type Sample, type SampleName } from '@/lib/whatsapp/samples'
import type { Beat, CasePeople } from './model'
import { PACK_FACTS, type PackFacts } from './pack-facts'
import { filled, placeholderValues } from './placeholders'

/** One payload of the pack: what it is, why it is worth sending, the fact behind it, and what a good handler does. */
export type Variation = { name: SampleName; title: string; reason: string } & PackFacts

export const VARIATIONS: readonly Variation[] = SAMPLES.map(({ name, title, reason }) => ({
  ...{ name, title, reason },
  ...PACK_FACTS[name],
}))
const BY_NAME = new Map<string, Variation>(VARIATIONS.map((variation) => [variation.name, variation]))

/** The variation of a name that came from outside; undefined when there is none. */
export function findVariation(name: string): Variation | undefined {
  return BY_NAME.get(name)
}

/**
 * What every rollout has to send: who wrote in all its shapes, every identity change, every status, and the faults. The
 * rest of the pack is about contents that are the same with and without a username.
 */
export const ESSENTIAL: readonly SampleName[] = VARIATIONS.filter(
  ({ group, name }) => group !== 'notices' && (group !== 'contents' || name === 'emoji'),
).map(({ name }) => name)

export type BeatNumbers = {
  number: SampleNumber
  /** Another number of the portfolio, and one of another portfolio; some variations need them. */
  second?: SampleNumber | undefined
  foreign?: SampleNumber | undefined
}

const NEEDS: Partial<Record<SampleName, 'second' | 'foreign'>> = {
  'several-numbers': 'second',
  'two-portfolios': 'foreign',
}

/** Why a variation cannot be sent with these numbers; null when it can. */
export function missingFor(name: SampleName, numbers: BeatNumbers): string | null {
  const need = NEEDS[name]
  if (need === 'second' && !numbers.second) return 'It needs a second number in the portfolio.'
  return need === 'foreign' && !numbers.foreign ? 'It needs a number in a second portfolio.' : null
}

/** What shows afterwards that a change took effect: the person writes again, as WhatsApp knows them from now on. */
function afterwards(name: SampleName, sample: SampleCase): object[] {
  const later = { ...sample, wamid: nextWamid(sample.wamid, 5), at: new Date(sample.at.getTime() + 60_000) }
  const { profileName, username, newBsuid, newPhone } = sample
  if (name === 'number-change-oldest') return [incoming(later, { profileName, phone: newPhone })]
  const told: readonly SampleName[] = [
    'rotation',
    'rotation-without-previous',
    'rotation-withdrawn-field',
    'number-change',
  ]
  return told.includes(name) ? [incoming(later, { profileName, bsuid: newBsuid, username })] : []
}

export type BeatsGiven = {
  people: CasePeople
  numbers: BeatNumbers
  wamid: string
  at: Date
  /** Values somebody typed over those of the pack. */
  over?: { text?: string | undefined; profileName?: string | undefined; username?: string | undefined } | undefined
  /** A payload of somebody's own, with placeholders like `{{phone}}`; what comes before stays the pack's. */
  body?: object | undefined
}

/** The phone of a person whose number changes: its last digit moves within the reserved block. */
export function phoneAfterMove(phone: string): string {
  return `${phone.slice(0, -1)}${(Number(phone.at(-1)) + 5) % 10}`
}

/** The next identifiers of a person whose number changes, made of those they have, so that a case stays reproducible. */
function successors({ phone, bsuid, username }: CasePeople['person']) {
  const digits = bsuid.replace(/\D/g, '')
  const country = bsuid.slice(0, 2)
  return {
    newBsuid: `${country}.9${digits.slice(1)}`,
    parentBsuid: `${country}.ENT.${digits}`,
    newParentBsuid: `${country}.ENT.9${digits.slice(1)}`,
    foreignBsuid: `${country}.8${digits.slice(1)}`,
    newUsername: `${username}_2`.slice(0, 35),
    newPhone: phoneAfterMove(phone),
  }
}

function parametersOf(given: BeatsGiven): SampleCase {
  const { people, numbers, wamid, at, over } = given
  const { person, other } = people
  return completeSample({
    ...numbers.number,
    ...{ wamid, at, phone: person.phone, bsuid: person.bsuid, username: over?.username ?? person.username },
    ...successors(person),
    ...{ profileName: over?.profileName ?? person.name, otherPhone: other.phone },
    ...(over?.text === undefined ? {} : { text: over.text }),
    ...(numbers.second && { secondNumber: numbers.second }),
    ...(numbers.foreign && { foreignNumber: numbers.foreign }),
  })
}

/** The message a delivery is looked up by: the one under test when it is in it, else the last it speaks of. */
function wamidIn(body: object, wamid: string): string {
  const found = [...JSON.stringify(body).matchAll(/"id":"(wamid\.[^"]+)"/g)].map(([, id]) => id)
  return found.includes(wamid) ? wamid : (found.at(-1) ?? wamid)
}

function sampleOf(name: SampleName): Sample {
  const sample = findSample(name)
  if (!sample) throw new Error(`No payload of the pack is called ${name}.`)
  return sample
}

function ownBody({ body, people }: BeatsGiven, parameters: SampleCase): object | undefined {
  return body && filled(body, placeholderValues(parameters, people.other.bsuid))
}

/** Every delivery of a case in the order of sending. */
export function beatsOf(name: SampleName, given: BeatsGiven): Beat[] {
  const sample = sampleOf(name)
  const parameters = parametersOf(given)
  const beat = (role: Beat['role'], body: object, signature: Beat['signature'] = 'right'): Beat => ({
    ...{ role, signature, body: JSON.stringify(body), wamid: wamidIn(body, given.wamid) },
  })
  return [
    ...(sample.before?.(parameters) ?? []).map((body) => beat('before', body)),
    beat('test', ownBody(given, parameters) ?? sample.build(parameters), sample.signature),
    ...(given.body ? [] : afterwards(name, parameters)).map((body) => beat('after', body)),
  ]
}
