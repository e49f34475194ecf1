import { describe, expect, test } from 'vitest'
import { sentenceFor } from '@/lib/shared/sentences'
import { canBeChecked, contentOf, gapsOf, type MappedField, type MappedSystem, refusalsOf } from './rules'
import { IDENTITY_KEYS, KEY_WORDS } from './vocabulary'

const field = (identityKey: MappedField['identityKey'], more: Partial<MappedField> = {}): MappedField => ({
  identityKey,
  fieldName: `contact.wa_${identityKey}`,
  fieldType: 'text',
  trustedFor: KEY_WORDS[identityKey].trusts[0] ?? 'recognition',
  isMatchKey: false,
  ...more,
})

describe('where a key may live', () => {
  test('every key may live in a text field of its own, trusted for its job', () => {
    for (const key of IDENTITY_KEYS) expect(refusalsOf(field(key)), key).toEqual([])
  })

  test('not among notes or labels, whatever the field is called a type of', () => {
    expect(refusalsOf(field('bsuid', { fieldType: 'notes' }))).toEqual(['field-is-notes'])
    expect(refusalsOf(field('bsuid', { fieldType: 'labels' }))).toEqual(['field-is-labels'])
    for (const fieldName of ['contact.notes', 'Internal note', 'wa_description', 'waComment']) {
      expect(refusalsOf(field('bsuid', { fieldName })), fieldName).toEqual(['field-is-notes'])
    }
    for (const fieldName of ['contact.tags', 'WhatsApp label', 'wa-tag']) {
      expect(refusalsOf(field('username', { fieldName })), fieldName).toEqual(['field-is-labels'])
    }
    expect(refusalsOf(field('bsuid', { fieldName: 'stage_id' }))).toEqual([])
  })

  test('a BSUID not in a phone field, which would reformat it, and no id in a number field', () => {
    expect(refusalsOf(field('bsuid', { fieldType: 'phone' }))).toEqual(['bsuid-in-phone-field'])
    expect(refusalsOf(field('phone', { fieldType: 'phone' }))).toEqual([])
    expect(refusalsOf(field('crm_contact_id', { fieldType: 'number' }))).toEqual(['id-in-number-field'])
  })

  test('a username is never a match key, nor is what names no person', () => {
    const matching = (key: MappedField['identityKey']) => refusalsOf(field(key, { isMatchKey: true }))
    expect(matching('username')).toEqual(['username-as-key'])
    expect(matching('thread_id')).toEqual(['key-names-no-person'])
    expect(matching('business_number')).toEqual(['key-names-no-person'])
    expect(matching('last_known_phone')).toEqual(['last-phone-as-key'])
    for (const key of ['phone', 'bsuid', 'parent_bsuid', 'crm_contact_id'] as const) expect(matching(key)).toEqual([])
  })

  test('no key is trusted further than its job', () => {
    expect(refusalsOf(field('username', { trustedFor: 'continuity' }))).toEqual(['trusted-too-far'])
    expect(refusalsOf(field('phone', { trustedFor: 'anchor' }))).toEqual(['trusted-too-far'])
  })

  test('two keys of a system cannot share a field', () => {
    const others = [field('phone', { fieldName: 'Contact.WA ' })]
    expect(refusalsOf(field('bsuid', { fieldName: 'contact.wa' }), others)).toEqual(['field-twice'])
    expect(refusalsOf(field('phone', { fieldName: 'contact.wa' }), others)).toEqual([])
  })

  test('every reason has a sentence', () => {
    for (const code of refusalsOf(field('username', { fieldType: 'notes', isMatchKey: true, trustedFor: 'anchor' }))) {
      expect(sentenceFor(code)).toMatch(/\.$/)
    }
  })
})

describe('what is missing from the map', () => {
  const crm = (fields: MappedField[]): MappedSystem => ({ id: 's1', name: 'Orchard', kind: 'crm', fields })
  const whole = [
    field('phone', { isMatchKey: true }),
    field('bsuid', { isMatchKey: true }),
    field('username'),
    field('crm_contact_id', { isMatchKey: true }),
  ]

  test('a CRM at all, its fields, and that it matches by the BSUID', () => {
    expect(gapsOf([])).toHaveLength(1)
    expect(gapsOf([crm(whole)])).toEqual([])
    const sentences = gapsOf([crm([field('phone'), field('bsuid')])]).map(({ sentence }) => sentence)
    expect(sentences[0]).toBe('Orchard has no field for Username and CRM contact id.')
    expect(sentences[1]).toMatch(/does not match by it/)
  })

  test('a system that matches by the phone alone', () => {
    const bot: MappedSystem = {
      id: 's2',
      name: 'Order bot',
      kind: 'bot',
      fields: [field('phone', { isMatchKey: true })],
    }
    expect(gapsOf([crm(whole), bot])).toEqual([
      {
        systemId: 's2',
        sentence: 'Order bot matches by the phone alone: a message without one is lost or doubled there.',
      },
    ])
  })

  test('the check needs a place for the BSUID and the anchor', () => {
    expect([canBeChecked([crm(whole)]), canBeChecked([crm(whole.slice(0, 3))]), canBeChecked([])]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('the content is the same in whatever order it was written down', () => {
    const other: MappedSystem = { id: 's0', name: 'Basil', kind: 'inbox', fields: [] }
    expect(contentOf([crm(whole), other])).toEqual(contentOf([other, crm([...whole].reverse())]))
  })
})
