import {
  type FieldType,
  IDENTITY_KEYS,
  type IdentityKey,
  KEY_WORDS,
  type MapSystemKind,
  type Trust,
} from './vocabulary'

/** Which field may carry which key, and what is missing from the map. Pure. */

export type MappedField = {
  identityKey: IdentityKey
  fieldName: string
  fieldType: FieldType
  trustedFor: Trust
  isMatchKey: boolean
}

export type MappedSystem = { id: string; name: string; kind: MapSystemKind; fields: readonly MappedField[] }

export type FieldRefusal =
  | 'field-is-notes'
  | 'field-is-labels'
  | 'username-as-key'
  | 'key-names-no-person'
  | 'last-phone-as-key'
  | 'bsuid-in-phone-field'
  | 'id-in-number-field'
  | 'trusted-too-far'
  | 'field-twice'

const NOTES = /\b(notes?|comments?|description|remarks?|memo)\b/i
const LABELS = /\b(labels?|tags?|segments?|list)\b/i
const PHONE_KEYS: readonly IdentityKey[] = ['phone', 'last_known_phone', 'business_number']

/** `contact.wa_notes` reads as its words. */
const wordsOf = (fieldName: string): string =>
  fieldName.replaceAll(/[._\-/]+/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2')

function typeRefusals({ identityKey, fieldName, fieldType }: MappedField): FieldRefusal[] {
  const words = wordsOf(fieldName)
  const refusals: (FieldRefusal | null)[] = [
    fieldType === 'notes' || NOTES.test(words) ? 'field-is-notes' : null,
    fieldType === 'labels' || LABELS.test(words) ? 'field-is-labels' : null,
    fieldType === 'phone' && !PHONE_KEYS.includes(identityKey) ? 'bsuid-in-phone-field' : null,
    fieldType === 'number' ? 'id-in-number-field' : null,
  ]
  return refusals.filter((one) => one !== null)
}

function keyRefusals({ identityKey, isMatchKey }: MappedField): FieldRefusal[] {
  if (!isMatchKey || KEY_WORDS[identityKey].mayMatch) return []
  if (identityKey === 'username') return ['username-as-key']
  return [identityKey === 'last_known_phone' ? 'last-phone-as-key' : 'key-names-no-person']
}

/** Every reason why a key may not live in this field, or may not be used so. `others`: the fields of the system besides. */
export function refusalsOf(field: MappedField, others: readonly MappedField[] = []): FieldRefusal[] {
  const name = field.fieldName.trim().toLowerCase()
  const isTaken = others.some(
    (other) => other.identityKey !== field.identityKey && other.fieldName.trim().toLowerCase() === name,
  )
  return [
    ...typeRefusals(field),
    ...keyRefusals(field),
    ...(KEY_WORDS[field.identityKey].trusts.includes(field.trustedFor) ? [] : (['trusted-too-far'] as const)),
    ...(isTaken ? (['field-twice'] as const) : []),
  ]
}

/** What a CRM has to hold so that a customer without a phone is found again. */
const NEEDED: readonly IdentityKey[] = ['phone', 'bsuid', 'username', 'crm_contact_id']

export type MapGap = { systemId: string | null; sentence: string }

/** What is missing, the worst first; empty when the map can carry a rollout. */
export function gapsOf(systems: readonly MappedSystem[]): MapGap[] {
  const crms = systems.filter(({ kind }) => kind === 'crm')
  if (crms.length === 0) {
    return [
      { systemId: null, sentence: 'No CRM is on the map: nobody can say where a customer without a phone is kept.' },
    ]
  }
  const gaps: MapGap[] = []
  for (const { id, name, fields } of crms) {
    const missing = NEEDED.filter((key) => !fields.some(({ identityKey }) => identityKey === key))
    if (missing.length > 0) {
      const titles = missing.map((key) => KEY_WORDS[key].title)
      gaps.push({ systemId: id, sentence: `${name} has no field for ${listed(titles)}.` })
    }
    const bsuid = fields.find(({ identityKey }) => identityKey === 'bsuid')
    if (bsuid && !bsuid.isMatchKey) {
      gaps.push({
        systemId: id,
        sentence: `${name} keeps the BSUID and does not match by it, so a message without a phone makes a second record.`,
      })
    }
  }
  for (const { id, name, kind, fields } of systems) {
    const matches = fields.filter(({ isMatchKey }) => isMatchKey)
    if (kind !== 'crm' && matches.length === 1 && matches[0]?.identityKey === 'phone') {
      gaps.push({
        systemId: id,
        sentence: `${name} matches by the phone alone: a message without one is lost or doubled there.`,
      })
    }
  }
  return gaps
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** True when the check of two conversations can say something: a CRM keeps the BSUID and the CRM contact id. */
export function canBeChecked(systems: readonly MappedSystem[]): boolean {
  return systems.some(
    ({ kind, fields }) =>
      kind === 'crm' &&
      (['bsuid', 'crm_contact_id'] as const).every((key) => fields.some(({ identityKey }) => identityKey === key)),
  )
}

/** The map as it is hashed for evidence and signed off: systems by name, their fields in the order of the keys. */
export function contentOf(systems: readonly MappedSystem[]) {
  return systems
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, kind, fields }) => ({
      ...{ system: name, kind },
      fields: IDENTITY_KEYS.flatMap((key) => fields.filter(({ identityKey }) => identityKey === key)).map(
        ({ identityKey, fieldName, fieldType, trustedFor, isMatchKey }) => ({
          ...{ identityKey, fieldName, fieldType, trustedFor, isMatchKey },
        }),
      ),
    }))
}
