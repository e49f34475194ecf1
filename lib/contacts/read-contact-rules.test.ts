import { expect, test } from 'vitest'
import { type ReadGround, readContact } from './read-contact-rules'
import type { ContactInput } from './schema'

const ground: ReadGround = { defaultCountry: 'GB', portfolioId: 'pf_1', crmIdRequired: false }

function problemOf(input: ContactInput, changed: Partial<ReadGround> = {}) {
  const read = readContact(input, { ...ground, ...changed })
  return read.ok ? undefined : [read.problem.code, read.problem.field]
}

test('phones are digits with one key per line, BSUIDs stay exactly as they are', () => {
  const read = readContact(
    { phones: ['07700 900118', '+44 7700 900118', '+52 1 55 5550 0118'], bsuids: ['GB.AbC1', 'GB.ENT.9'] },
    ground,
  )
  expect(read.ok && read.contact.claims).toEqual([
    { kind: 'phone', scope: 'workspace', value: '447700900118', matchKey: '447700900118' },
    { kind: 'phone', scope: 'workspace', value: '5215555500118', matchKey: '525555500118' },
    { kind: 'bsuid', scope: 'pf_1', value: 'GB.AbC1', matchKey: 'GB.AbC1' },
    { kind: 'parent_bsuid', scope: 'workspace', value: 'GB.ENT.9', matchKey: 'GB.ENT.9' },
  ])
})

test.each<[ContactInput, string, string | null]>([
  [{}, 'row-empty', null],
  [{ labels: ['trade'], language: 'en' }, 'row-empty', null],
  [{ usernames: ['wren.hollis'] }, 'username-only', 'usernames'],
  [{ crmContactId: '1.2E+15' }, 'crm-id-rounded', 'crmContactId'],
  [{ crmContactId: 'x'.repeat(191) }, 'crm-id-too-long', 'crmContactId'],
  [{ crmContactId: '1', name: 'x'.repeat(201) }, 'name-too-long', 'name'],
  [{ crmContactId: '1', email: 'nobody' }, 'email-bad', 'email'],
  [{ crmContactId: '1', phones: ['call me'] }, 'phone-letters', 'phones'],
  [{ crmContactId: '1', phones: ['4.47701E+11'] }, 'phone-rounded', 'phones'],
  [{ crmContactId: '1', phones: ['123'] }, 'phone-impossible', 'phones'],
  [{ crmContactId: '1', phones: ['GB.1349120865'] }, 'phone-letters', 'phones'],
  [{ crmContactId: '1', bsuids: ['+447700900118'] }, 'bsuid-bad', 'bsuids'],
  [{ crmContactId: '1', usernames: ['no spaces'] }, 'username-bad', 'usernames'],
  [{ crmContactId: '1', labels: ['x'.repeat(61)] }, 'label-too-long', 'labels'],
  [{ crmContactId: '1', language: 'English please' }, 'language-bad', 'language'],
  [
    { crmContactId: '1', phones: Array.from({ length: 21 }, (_, i) => `0770090${1000 + i}`) },
    'too-many-values',
    'phones',
  ],
])('%j is refused', (input, code, field) => {
  expect(problemOf(input)).toEqual([code, field])
})

test('what depends on the workspace', () => {
  expect(problemOf({ crmContactId: '1', bsuids: ['GB.1'] }, { portfolioId: null })).toEqual([
    'bsuid-no-portfolio',
    'bsuids',
  ])
  expect(problemOf({ name: 'Ada' }, { crmIdRequired: true })).toEqual(['crm-id-missing', 'crmContactId'])
})

test('text is kept as both databases can: NUL and lone surrogates are replaced', () => {
  const read = readContact({ name: `A\u0000b \ud800 ` }, ground)
  expect(read.ok && read.contact.name).toBe('A\uFFFDb \uFFFD')
})
