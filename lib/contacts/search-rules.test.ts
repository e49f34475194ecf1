import { expect, test } from 'vitest'
import { readSearch } from './search-rules'

const identifiers = (typed: string) => readSearch(typed, 'GB').identifiers.map(({ kind, matchKey }) => [kind, matchKey])

test.each<[string, string[][]]>([
  ['07700 900118', [['phone', '447700900118']]],
  ['+55 11 8765-0118', [['phone', '5511987650118']]],
  ['@Wren.Hollis', [['username', 'wren.hollis']]],
  ['Ada@Example.test', [['email', 'ada@example.test']]],
  ['10482', [['username', '10482']]],
  ['Ada Moss', []],
])('%s is looked for as %j', (typed, expected) => {
  expect(identifiers(typed)).toEqual(expected)
})

test('a BSUID never meets the phone reader', () => {
  expect(identifiers(' GB.1349120865 ')).toEqual([
    ['bsuid', 'GB.1349120865'],
    ['parent_bsuid', 'GB.1349120865'],
  ])
})

test('words are folded as names are kept', () => {
  expect(readSearch('  ZOË  Rio ', 'GB').words).toBe('zoë rio')
})
