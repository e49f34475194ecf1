import { expect, test } from 'vitest'
import { FIRST_RULES } from '@/lib/duplicates/dedup-rules'
import { changesOf, fieldsOf, problemsOf, rulesOf } from './fields-of'

test('what the form holds reads back as the rules it began with', () => {
  expect(rulesOf(fieldsOf(FIRST_RULES))).toEqual(FIRST_RULES)
  expect(problemsOf(fieldsOf(FIRST_RULES))).toEqual({})
  expect(changesOf(fieldsOf(FIRST_RULES), FIRST_RULES)).toEqual([])
})

test('numbers outside their bounds are named where they stand, and are no change yet', () => {
  const fields = { ...fieldsOf(FIRST_RULES), 'same-phone': '', crowd: '1', least: '100.5', 'same-email': '101' }
  expect(problemsOf(fields)).toEqual({
    'same-phone': 'Write a whole number from 0 to 100.',
    'same-email': 'Write a whole number from 0 to 100.',
    least: 'Write a whole number from 0 to 100.',
    crowd: 'Write a whole number from 2 to 100.',
  })
  expect(changesOf(fields, FIRST_RULES)).toEqual([])
})

test('a switch is a change like a number', () => {
  const fields = { ...fieldsOf(FIRST_RULES), mergeProvisional: 'on', 'same-email': '0' }
  expect(changesOf(fields, FIRST_RULES)).toHaveLength(2)
})
