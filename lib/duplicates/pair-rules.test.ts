import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addTrait,
  areSimilarNames,
  CROWD,
  type Evidence,
  editDistance,
  hasNewEvidence,
  pairKey,
  type SharedTrait,
  scoreOf,
  sortedReasons,
  vetoesOf,
} from './pair-rules'

const trait = (kind: SharedTrait['kind'], key: string, ...holders: [string, string][]): SharedTrait => ({
  ...{ kind, key },
  holders: holders.map(([contactId, value]) => ({ contactId, value })),
})

test('a shared trait is a reason for each two of its holders, once', () => {
  const evidence: Evidence = new Map()
  addTrait(evidence, trait('phone', 'p1', ['c', '447700900118'], ['a', '447700900118'], ['b', '447700900118']))
  addTrait(evidence, trait('phone', 'p1', ['a', '447700900118'], ['b', '447700900118']))
  expect([...evidence.keys()].sort()).toEqual(['a|b', 'a|c', 'b|c'])
  expect(evidence.get(pairKey('b', 'a'))).toEqual([{ kind: 'same-phone', key: 'p1' }])
})

test('two spellings of one phone are a weaker reason than the same one', () => {
  const evidence: Evidence = new Map()
  addTrait(evidence, trait('phone', 'p1', ['a', '5521987654321'], ['b', '552187654321']))
  expect(evidence.get('a|b')).toEqual([{ kind: 'equivalent-phone', key: 'p1' }])
  // Somebody who has both spellings has the same one too.
  addTrait(evidence, trait('phone', 'p2', ['a', '1'], ['a', '2'], ['b', '2']))
  expect(evidence.get('a|b')).toContainEqual({ kind: 'same-phone', key: 'p2' })
})

test('what a crowd shares is no evidence', () => {
  const evidence: Evidence = new Map()
  const people = (n: number) => Array.from({ length: n }, (_, i): [string, string] => [`c${i}`, '1'])
  expect(addTrait(evidence, trait('phone', 'p', ...people(CROWD + 1)))).toBe(false)
  expect(evidence.size).toBe(0)
  expect(addTrait(evidence, trait('phone', 'p', ...people(CROWD)))).toBe(true)
  expect(evidence.size).toBe((CROWD * (CROWD - 1)) / 2)
})

test.each([
  ['Sheena Nelson', 'sheena nelson', true],
  ['Nelson, Sheena', 'Sheena Nelson', true],
  ['José Álvarez', 'Jose Alvarez', true],
  ['Sheena Nelson', 'Sheena Neslon', true],
  ['Christopher Wainwright', 'Cristofer Wainwright', false],
  ['Ann', 'Dan', false],
  ['Ann Lee', 'Ann Lea', true],
  ['Ann Lee', 'Bob Lee', false],
  ['', 'Ann', false],
  [null, null, false],
  ['🙂', '🙂', false],
])('names %s and %s', (a, b, similar) => {
  expect(areSimilarNames(a, b)).toBe(similar)
  expect(areSimilarNames(b, a)).toBe(similar)
})

test('the edit distance is symmetric, and zero only for equals', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b, 20)).toBe(editDistance(b, a, 20))
      expect(editDistance(a, b, 20) === 0).toBe(a === b)
    }),
  )
})

test('different BSUIDs in one portfolio are a veto; one shared, or another portfolio, is none', () => {
  const of = (...pairs: [string, string[]][]) => new Map(pairs)
  expect(vetoesOf(of(['pf1', ['US.1']]), of(['pf1', ['US.2']]))).toEqual([
    { kind: 'different-bsuids', portfolioId: 'pf1' },
  ])
  expect(vetoesOf(of(['pf1', ['US.1', 'US.3']]), of(['pf1', ['US.3']]))).toEqual([])
  expect(vetoesOf(of(['pf1', ['US.1']]), of(['pf2', ['US.2']]))).toEqual([])
  expect(vetoesOf(of(), of(['pf2', ['US.2']]))).toEqual([])
})

test('the score is made of kinds, is at most a hundred, and the order of the data leaves no trace', () => {
  const phone = { kind: 'same-phone', key: '1' } as const
  const other = { kind: 'same-phone', key: '2' } as const
  const mail = { kind: 'same-email', key: '1' } as const
  expect(scoreOf([phone])).toBe(60)
  expect(scoreOf([phone, other])).toBe(60)
  expect(scoreOf([phone, mail])).toBe(100)
  expect(sortedReasons([mail, other, phone])).toEqual(sortedReasons([phone, mail, other]))
})

test('the same evidence in any order makes the same pairs', () => {
  const holder = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2'))
  const traits = fc.array(
    fc.record({
      kind: fc.constantFrom('phone' as const, 'email' as const),
      key: fc.constantFrom('x', 'y'),
      holders: fc.array(
        holder.map(([contactId, value]) => ({ contactId, value })),
        { maxLength: 6 },
      ),
    }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(traits, fc.nat(), (given, seed) => {
      const shuffled = given.map((one, i) => ({ one, at: (i * 7919 + seed) % 97 })).toSorted((a, b) => a.at - b.at)
      const made = (list: readonly SharedTrait[]) => {
        const evidence: Evidence = new Map()
        for (const one of list) addTrait(evidence, one)
        return [...evidence].map(([key, reasons]) => [key, sortedReasons(reasons)]).sort()
      }
      expect(made(shuffled.map(({ one }) => one))).toEqual(made(given))
    }),
  )
})

test('"not the same" stands until there is a reason that was not there before', () => {
  const phone = { kind: 'same-phone', key: '1' } as const
  const mail = { kind: 'same-email', key: '1' } as const
  expect(hasNewEvidence([phone], [phone])).toBe(false)
  expect(hasNewEvidence([phone, mail], [phone])).toBe(false)
  expect(hasNewEvidence([phone], [phone, { kind: 'similar-name', key: '' }])).toBe(false)
  expect(hasNewEvidence([phone], [phone, mail])).toBe(true)
  expect(hasNewEvidence([phone], [{ kind: 'same-phone', key: '2' }])).toBe(true)
})
