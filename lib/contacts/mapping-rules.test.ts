import { expect, test } from 'vitest'
import { checkMapping, columnOfProblem, layoutOf, suggestColumns, suggestKey, toContactInput } from './mapping-rules'
import type { ImportMapping } from './schema'

test('the headings of our own export are understood', () => {
  const header = [
    'handrail_id',
    'crm_contact_id',
    'name',
    'email',
    'phones',
    'bsuids',
    'usernames',
    'labels',
    'language',
  ]
  expect(suggestColumns(header, [])).toEqual([
    'ignore',
    'crmContactId',
    'name',
    'email',
    'phone',
    'bsuid',
    'username',
    'labels',
    'language',
  ])
})

test('the headings of common CRM exports are understood', () => {
  const header = [
    'Record ID',
    'First Name',
    'Last Name',
    'E-mail',
    'Mobile Phone Number',
    'Phone type',
    'Tags',
    'Notes',
  ]
  expect(suggestColumns(header, [])).toEqual([
    'crmContactId',
    'name',
    'name',
    'email',
    'phone',
    'ignore',
    'labels',
    'ignore',
  ])
  expect(suggestKey(['crmContactId', 'name'])).toBe('crmContactId')
  expect(suggestKey(['name'])).toBe('identifiers')
})

test('a column whose values are BSUIDs is one, whatever it is called', () => {
  expect(suggestColumns(['wa', 'Customer id', 'Account id'], [['GB.1349', '1', '2']])).toEqual([
    'bsuid',
    'crmContactId',
    'ignore',
  ])
})

const mapping = (given: Partial<ImportMapping>): ImportMapping => ({
  columns: ['crmContactId', 'phone'],
  key: 'crmContactId',
  defaultCountry: 'GB',
  portfolioId: null,
  ...given,
})

test('a username is refused as what contacts are matched by', () => {
  expect(checkMapping(mapping({ key: 'username' }), 2)).toMatchObject({ ok: false, code: 'username-not-a-key' })
})

test.each([
  [mapping({ columns: ['name', 'phone'] }), 'import-key-missing'],
  [mapping({ key: 'identifiers' }), 'import-key-unused'],
  [mapping({ columns: ['username', 'labels'], key: 'identifiers' }), 'import-no-fields'],
  [mapping({ columns: ['crmContactId', 'crmContactId'] }), 'import-field-twice'],
  [mapping({ columns: ['crmContactId'] }), 'import-columns-changed'],
])('a choice that cannot work is refused: %#', (given, code) => {
  expect(checkMapping(given, 2)).toMatchObject({ ok: false, code })
})

test('a row becomes a contact: several columns, several values in a cell, empty cells say nothing', () => {
  const columns = ['crmContactId', 'name', 'name', 'phone', 'phone', 'labels', 'email'] as const
  const cells = ['1', 'Ada', 'Moss', '07700 900118; 07700 900119', '02079460001', 'trade, loyal', ' ']
  expect(toContactInput(cells, layoutOf(columns))).toMatchObject({
    crmContactId: '1',
    name: 'Ada Moss',
    phones: ['07700 900118', '07700 900119', '02079460001'],
    labels: ['trade', 'loyal'],
    email: undefined,
    bsuids: undefined,
  })
})

test('a problem names the column it is in', () => {
  const file = { header: ['id', 'Home', 'Mobile'], columns: ['crmContactId', 'phone', 'phone'] as const }
  expect(columnOfProblem('phones', { ...file, cells: ['1', '', 'call me'] })).toBe('Mobile')
  expect(columnOfProblem(null, { ...file, cells: [] })).toBe(null)
})
