import { expect, test } from 'vitest'
import type { ContactState, HeldIdentifier, IncomingContact } from './model'
import { Roster } from './roster'
import { createContact, isSamePerson, updateContact } from './upsert-rules'

function ids() {
  let n = 0
  const next = () => {
    n += 1
    return String(n)
  }
  return { contact: () => `c_${next()}`, identifier: () => `idn_${next()}` }
}

const phone = (value: string) => ({ kind: 'phone' as const, scope: 'workspace', value, matchKey: value })
const bsuid = (value: string, scope: string) => ({ kind: 'bsuid' as const, scope, value, matchKey: value })

const incoming = (given: Partial<IncomingContact>): IncomingContact => ({
  crmContactId: 'CRM-1',
  claims: [],
  kinds: [],
  portfolioId: 'pf_1',
  labels: [],
  ...given,
})

function stored(identifiers: Partial<HeldIdentifier>[], given: Partial<ContactState> = {}): ContactState {
  const { state } = createContact(incoming({ name: 'Ada' }), 'import', ids())
  const held = identifiers.map((row, i) => ({
    ...phone('447700900118'),
    id: `old_${i}`,
    verified: false,
    active: true,
    evidenceKind: 'import',
    ...row,
  }))
  return { ...state, storedVersion: 1, identifiers: held, ...given }
}

const update = (state: ContactState, row: Partial<IncomingContact>) =>
  updateContact(state, incoming(row), { evidenceKind: 'import', ids: ids() })

test('what was not said stays: an empty row changes nothing', () => {
  expect(update(stored([{}]), {})).toMatchObject({ result: 'skipped' })
})

test('a claim the CRM no longer makes ends; one that was confirmed, or that a person gave, stays', () => {
  const state = stored([
    {},
    { ...phone('447700900119'), verified: true },
    { ...phone('447700900120'), evidenceKind: 'person' },
  ])
  expect(update(state, { kinds: ['phone'], claims: [phone('447700900121')] })).toMatchObject({
    result: 'updated',
    before: { ended: ['old_0'] },
    after: { version: 2, added: ['idn_1'] },
  })
})

test('a phone that a signed payload showed the person to have left is not claimed again', () => {
  const state = stored([{ verified: true, active: false }])
  expect(update(state, { kinds: ['phone'], claims: [phone('447700900118')] })).toMatchObject({ result: 'skipped' })
})

test("a list of one portfolio's BSUIDs says nothing about another's", () => {
  const state = stored([bsuid('GB.1', 'pf_1'), bsuid('GB.2', 'pf_2')])
  expect(update(state, { kinds: ['bsuid'], claims: [] })).toMatchObject({ before: { ended: ['old_0'] } })
})

test('a merged contact is not written to', () => {
  expect(update(stored([], { state: 'merged' }), { name: 'New' })).toMatchObject({
    result: 'failed',
    code: 'contact-merged',
  })
})

test('without a CRM id, a person is the name together with a shared identifier', () => {
  const state = stored([{}], { crmContactId: null, name: 'Ada' })
  const same = (row: Partial<IncomingContact>) => isSamePerson(state, incoming({ crmContactId: null, ...row }))
  expect(same({ name: 'ADA', claims: [phone('447700900118')] })).toBe(true)
  expect(same({ name: 'Bo', claims: [phone('447700900118')] })).toBe(false)
  expect(same({ name: 'Ada', claims: [phone('447700900119')] })).toBe(false)
  expect(same({ name: 'Ada' })).toBe(false)
  const username = { kind: 'username' as const, scope: 'workspace', value: 'ada', matchKey: 'ada' }
  expect(same({ name: 'Ada', claims: [username] })).toBe(false)
})

test('a row that fits several people changes none of them', () => {
  const roster = new Roster('import', ids())
  const twin = (id: string, value: string) => stored([{ ...phone(value), id: `${id}-p` }], { id, crmContactId: null })
  roster.learn([twin('c_a', '1'), twin('c_b', '2')])
  const row = incoming({ crmContactId: null, name: 'Ada', claims: [phone('1'), phone('2')] })
  expect(roster.take(row)).toMatchObject({ result: 'failed', code: 'key-ambiguous' })
  expect(roster.updated()).toEqual([])
})
