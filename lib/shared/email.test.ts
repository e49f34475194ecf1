import { describe, expect, test } from 'vitest'
import { emailKey } from './email'

test('spelling in capitals and with spaces around is the same address', () => {
  expect(emailKey('  Marta.Ash@Example.TEST ')).toBe('marta.ash@example.test')
})

test.each(["o'neil@example.test", 'a+b@example.test', 'x_y-z@mail.example.co.uk'])('%s is an address', (value) => {
  expect(emailKey(value)).toBe(value)
})

describe('look-alikes are refused, not compared', () => {
  test.each([
    ['Cyrillic a', '\u0430dmin@example.test'],
    ['Greek omicron', 'm\u03bfrta@example.test'],
    ['Kelvin sign, which lower-cases to k', '\u212aim@example.test'],
    ['full-width letters, which NFKC makes ASCII', '\uff41dmin@example.test'],
    ['dotless i', 'adm\u0131n@example.test'],
    ['a ligature', '\ufb01n@example.test'],
    ['zero-width space', 'ad\u200bmin@example.test'],
    ['right-to-left override', 'admin\u202e@example.test'],
    ['soft hyphen', 'ad\u00admin@example.test'],
    ['full-width at', 'admin\uff20example.test'],
    ['Cyrillic domain', 'admin@ex\u0430mple.test'],
  ])('%s', (_name, value) => expect(emailKey(value)).toBeNull())
})

describe('lists and other things that are not one address', () => {
  test.each([
    'a@example.test,b@example.test',
    'a@example.test;b@example.test',
    'a@example.test b@example.test',
    'a@example.test\nbcc:b@example.test',
    'Marta <a@example.test>',
    '"a b"@example.test',
    'a@b@example.test',
    'a..b@example.test',
    '.a@example.test',
    'a@example',
    'a@-example.test',
    '@example.test',
    '',
    `${'a'.repeat(250)}@example.test`,
  ])('%j', (value) => expect(emailKey(value)).toBeNull())

  test.each([[['a@example.test', 'b@example.test']], [{ email: 'a@example.test' }], [null], [7]])('%j', (value) =>
    expect(emailKey(value)).toBeNull(),
  )
})
