import { expect, test } from 'vitest'
import { changesBetween, counted, FIRST_RULES, isSuggested, readRules } from './dedup-rules'
import { addTrait, type Evidence, scoreOf, WEIGHTS } from './pair-rules'

const { matching, actions } = FIRST_RULES

test('what Handrail begins with merges nothing by itself', () => {
  expect(actions.mergeProvisional).toBe(false)
  expect(readRules({}, {})).toEqual(FIRST_RULES)
  expect(readRules(null, 'damaged')).toEqual(FIRST_RULES)
})

test('stored rules read back as they were written, and damage reads as the beginning', () => {
  const rules = {
    matching: { weights: { ...WEIGHTS, 'same-email': 0 }, crowd: 4, least: 60 },
    actions: { mergeProvisional: true, onArrival: false, nightly: true },
  }
  expect(readRules(JSON.parse(JSON.stringify(rules.matching)), rules.actions)).toEqual(rules)
  expect(readRules({ weights: { 'same-phone': 'many' }, crowd: null }, {}).matching).toEqual(matching)
})

test('a reason without points does not count, and a name alone never makes a suggestion', () => {
  const reasons = [
    { kind: 'same-email' as const, key: 'k' },
    { kind: 'similar-name' as const, key: '' },
  ]
  const without = { ...matching, weights: { ...WEIGHTS, 'same-email': 0 } }
  expect(counted(reasons, without)).toEqual([reasons[1]])
  expect(isSuggested(counted(reasons, without), { score: 15, least: 0 })).toBe(false)
  expect(isSuggested(reasons, { score: 60, least: 60 })).toBe(true)
  expect(isSuggested(reasons, { score: 60, least: 61 })).toBe(false)
  expect(scoreOf(reasons, { ...WEIGHTS, 'same-email': 70 })).toBe(85)
})

test('how many people make a crowd is the rules’ to say', () => {
  const holders = ['a', 'b', 'c'].map((contactId) => ({ contactId, value: '1' }))
  const evidence: Evidence = new Map()
  expect(addTrait(evidence, { kind: 'phone', key: 'k', holders }, 2)).toBe(false)
  expect(addTrait(evidence, { kind: 'phone', key: 'k', holders }, 3)).toBe(true)
  expect(evidence.size).toBe(3)
})

test('a version says in sentences what it changed', () => {
  const after = {
    matching: { weights: { ...WEIGHTS, 'same-email': 0, 'same-phone': 70 }, crowd: 5, least: 50 },
    actions: { ...actions, mergeProvisional: true },
  }
  expect(changesBetween(FIRST_RULES, after)).toEqual([
    '“same phone” counts 70 points instead of 60.',
    '“same e-mail” does not count any more (45 points before).',
    'A shared trait says nothing with more people than: 5 instead of 10.',
    'Least points of a suggestion: 50 instead of 0.',
    'Merging provisional contacts by itself is on.',
  ])
  expect(changesBetween(after, FIRST_RULES)).toContain('“same e-mail” counts 45 points.')
  expect(changesBetween(after, after)).toEqual([])
})
