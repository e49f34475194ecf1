import { expect, test } from 'vitest'
import { diffLines } from './diff'

test('only what changed, path by path', () => {
  const before = { zone: 'Europe/London', retention: { days: 30 }, labels: ['a'] }
  const after = { zone: 'Europe/Paris', retention: { days: 30 }, labels: ['a', 'b'] }
  expect(diffLines(before, after)).toEqual([
    { path: 'labels', before: '["a"]', after: '["a","b"]' },
    { path: 'zone', before: 'Europe/London', after: 'Europe/Paris' },
  ])
})

test('something new, something gone, and nothing at all', () => {
  expect(diffLines(undefined, { name: 'New' })).toEqual([{ path: 'name', before: null, after: 'New' }])
  expect(diffLines({ name: 'Old' }, undefined)).toEqual([{ path: 'name', before: 'Old', after: null }])
  expect(diffLines(undefined, undefined)).toEqual([])
  expect(diffLines({ a: null }, {})).toEqual([])
})

test('a long value is cut', () => {
  expect(diffLines('', 'x'.repeat(1_000))[0]?.after).toHaveLength(301)
})
