import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleNames, matchPattern, samePattern } from './pattern-rules'
import type { NamePattern, PolicyLists } from './schema'
import { samplePolicy } from './testing/sample-policy'
import { LIST_KEYS, SEPARATORS } from './vocabulary'

const { lists } = samplePolicy()
const support: NamePattern = [
  { kind: 'words', before: '' },
  { kind: 'functions', before: '.' },
  { kind: 'locations', before: '_' },
]

describe('a pattern reads a name', () => {
  test('part by part, and says which words are new', () => {
    expect(matchPattern(support, lists, 'northlight.help_es')).toEqual({
      matched: true,
      pieces: [
        { kind: 'words', text: 'northlight', known: true },
        { kind: 'functions', text: 'help', known: true },
        { kind: 'locations', text: 'es', known: false },
      ],
    })
  })

  const refused: [name: string, sentence: string][] = [
    [
      'northlight',
      'The name ends after “northlight”, where a function name of the policy (help, orders) or another of 4 to 8 letters belongs.',
    ],
    ['northlight_help', '“.” belongs after “northlight”, and “_help” was found.'],
    ['moon.help_uk', '“moon.help_uk” at the beginning is not a word of the policy (northlight).'],
    ['northlight.help_spain', 'Nothing may follow “northlight.help_spa”, and “in” does.'],
    [
      'northlight.help_4',
      '“4” after “northlight.help” is not a location of the policy (uk, de, fr) or another of 2 to 3 letters.',
    ],
  ]
  test.each(refused)('%s is refused with the place and the reason', (name, sentence) => {
    expect(matchPattern(support, lists, name)).toMatchObject({ matched: false, sentence })
  })

  test('a fixed word, and a word that is the beginning of another', () => {
    const shop: NamePattern = [
      { kind: 'text', before: '', text: 'shop' },
      { kind: 'products', before: '' },
    ]
    const both: PolicyLists = {
      ...lists,
      products: { terms: ['lens', 'lenses'].map((value) => ({ value, label: '' })), open: null },
    }
    expect(matchPattern(shop, both, 'shoplenses').matched).toBe(true)
    expect(matchPattern(shop, both, 'shoplens').matched).toBe(true)
    expect(matchPattern(shop, both, 'shoplensed').matched).toBe(false)
  })
})

test('examples are names the pattern allows, each with the next words of the lists', () => {
  expect(exampleNames(support, lists, 3)).toEqual(['northlight.help_uk', 'northlight.orders_de', 'northlight.help_fr'])
  for (const name of exampleNames(support, lists, 9)) expect(matchPattern(support, lists, name).matched).toBe(true)
  const empty = { ...lists, locations: { terms: [], open: null } }
  expect(exampleNames(support, empty, 3)).toEqual([])
  const open = { ...lists, locations: { terms: [], open: { min: 2, max: 3 } } }
  expect(exampleNames(support, open, 1)).toEqual(['northlight.help_tow'])
})

const word = fc.stringMatching(/^[ab]{1,3}$/)
const anyList = fc.record({
  terms: fc.array(
    word.map((value) => ({ value, label: '' })),
    { maxLength: 4 },
  ),
  open: fc.option(fc.record({ min: fc.constant(1), max: fc.integer({ min: 1, max: 4 }) })),
})
const anyLists = fc.record({ words: anyList, locations: anyList, products: anyList, functions: anyList })
const anyPart = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), before: fc.constantFrom(...SEPARATORS), text: word }),
  fc.record({ kind: fc.constantFrom(...LIST_KEYS), before: fc.constantFrom(...SEPARATORS) }),
)
const anyPattern = fc.array(anyPart, { minLength: 1, maxLength: 4 })

/** The same question put to an expression made here, from these small alphabets only. */
function byExpression(pattern: NamePattern, all: PolicyLists): RegExp {
  const parts = pattern.map((part, index) => {
    const before = index === 0 ? '' : part.before.replace('.', '\\.')
    if (part.kind === 'text') return before + part.text
    const { terms, open } = all[part.kind]
    const choices = [...terms.map(({ value }) => value), ...(open ? [`[a-z]{${open.min},${open.max}}`] : [])]
    return choices.length > 0 ? `${before}(?:${choices.join('|')})` : '(?!)'
  })
  return new RegExp(`^${parts.join('')}$`)
}

test('the walk and an expression agree on every name', () => {
  fc.assert(
    fc.property(anyPattern, anyLists, fc.stringMatching(/^[ab._]{0,9}$/), (pattern, all, name) => {
      expect(matchPattern(pattern, all, name).matched).toBe(byExpression(pattern, all).test(name))
    }),
    { numRuns: 3000 },
  )
})

test('every example matches its own pattern', () => {
  fc.assert(
    fc.property(anyPattern, anyLists, (pattern, all) => {
      for (const name of exampleNames(pattern, all, 5)) expect(matchPattern(pattern, all, name).matched).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('a name made to be ambiguous at every place takes no longer than another', () => {
  const greedy: PolicyLists['words'] = {
    terms: Array.from({ length: 20 }, (_, index) => ({ value: 'a'.repeat(index + 1), label: '' })),
    open: { min: 1, max: 20 },
  }
  const all = { words: greedy, locations: greedy, products: greedy, functions: greedy }
  const pattern: NamePattern = Array.from({ length: 6 }, () => ({ kind: 'words', before: '' }))
  const name = `${'a'.repeat(79)}!`
  const started = performance.now()
  for (let turn = 0; turn < 100; turn += 1) expect(matchPattern(pattern, all, name).matched).toBe(false)
  expect((performance.now() - started) / 100).toBeLessThan(50)
})

test('two patterns are the same whatever stands before their first part', () => {
  expect(samePattern([{ kind: 'words', before: '' }], [{ kind: 'words', before: '_' }])).toBe(true)
  expect(samePattern([{ kind: 'words', before: '' }], [{ kind: 'products', before: '' }])).toBe(false)
})
