import { expect, test } from 'vitest'
import { samplePolicy, sampleScenarios } from '@/lib/policy/testing/sample-policy'
import { conflictParts, mergedText } from './draft-conflict'

const { classes, lists } = samplePolicy()
const mine = {
  content: samplePolicy({ purpose: 'Mine.', classes: { ...classes, region: { ...classes.region, note: 'Mine.' } } }),
  scenarios: sampleScenarios(),
}
const theirs = {
  content: samplePolicy({
    purpose: 'Theirs.',
    lists: { ...lists, products: { terms: [{ value: 'torch', label: '' }], open: null } },
  }),
  scenarios: sampleScenarios().slice(1),
}

test('both versions are told part by part, and what is alike is told as that', () => {
  const differing = conflictParts(mine, theirs).filter(({ same }) => !same)
  expect(differing.map(({ field }) => field)).toEqual(['purpose', 'list-products', 'class-region', 'scenarios'])
  expect(differing[1]).toMatchObject({ mine: 'lamps, lens', theirs: 'torch' })
})

test('the chosen parts are theirs, the rest stays', () => {
  const merged = mergedText(mine, theirs, { purpose: 'theirs', 'list-products': 'theirs', scenarios: 'theirs' })
  expect(merged.content.purpose).toBe('Theirs.')
  expect(merged.content.lists.products.terms).toEqual([{ value: 'torch', label: '' }])
  expect(merged.content.classes.region.note).toBe('Mine.')
  expect(merged.scenarios).toHaveLength(2)
  expect(conflictParts(mergedText(mine, theirs, {}), mine).every(({ same }) => same)).toBe(true)
})
