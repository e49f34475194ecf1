import { expect, test } from 'vitest'
import { namesPerson, needlesOf, tracesOf } from './traces'

const traces = tracesOf([
  { kind: 'phone', value: '447700900118' },
  { kind: 'bsuid', value: 'GB.491827364' },
  { kind: 'username', value: 'ann' },
  { kind: 'crm_id', value: 'C-1' },
  { kind: 'crm_id', value: '7' },
  { kind: 'phone', value: '447700900118' },
])

test('what is long is recognised anywhere, what may be a word only as a whole', () => {
  expect(traces).toEqual({ anywhere: ['447700900118', 'GB.491827364'], whole: ['C-1', 'ann'] })
  expect(needlesOf(traces)).toEqual(['447700900118', 'GB.491827364', '"C-1"', '"ann"'])
})

test('a row of a file names somebody however their phone is written', () => {
  expect(namesPerson({ Phone: '+44 (7700) 900-118' }, traces)).toBe(true)
  expect(namesPerson({ Phone: 447700900118 }, traces)).toBe(true)
  expect(namesPerson({ id: ['x', 'C-1'] }, traces)).toBe(true)
  expect(namesPerson({ name: 'annabel', Phone: '+44 7700 900119' }, traces)).toBe(false)
  expect(namesPerson(null, traces)).toBe(false)
})
