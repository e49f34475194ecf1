import { expect, test } from 'vitest'
import { samplePolicy } from '@/lib/policy/testing/sample-policy'
import { readTyped, typedFrom, withTyped } from './draft-fields'

test('a list as typed and as kept are the same', () => {
  const policy = samplePolicy({
    banned: [{ value: 'official', reason: 'every handle of ours is' }],
  })
  const typed = typedFrom(policy)
  expect(typed.locations).toBe('uk\nde\nfr')
  expect(typed.banned).toBe('official = every handle of ours is')
  expect(withTyped(policy, typed)).toMatchObject({ content: policy, count: 0 })
})

test('what cannot be part of a handle is named and left out', () => {
  const read = readTyped('UK = United Kingdom\n\nnew york = no\nuk\nsão')
  expect(read.terms).toEqual([{ value: 'uk', label: 'United Kingdom' }])
  expect(read.problems).toEqual([
    '“new york” has something else than a to z and 0 to 9.',
    '“uk” is there twice.',
    '“são” has something else than a to z and 0 to 9.',
  ])
  expect(readTyped('a\nb\nc', 2)).toEqual({
    terms: [
      { value: 'a', label: '' },
      { value: 'b', label: '' },
    ],
    problems: ['A list has at most 2 words; this one has 3.'],
  })
})
