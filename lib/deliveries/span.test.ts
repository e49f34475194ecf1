import { expect, it } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { firstIdAt, shortId } from './id-range'
import { rangeOf } from './span'

it('begins a day at midnight of the zone', () => {
  const now = new Date('2026-11-22T22:30:00Z')
  expect(rangeOf('today', now, 'Asia/Dubai').from.toISOString()).toBe('2026-11-22T20:00:00.000Z')
  expect(rangeOf('today', now, 'Europe/London').from.toISOString()).toBe('2026-11-22T00:00:00.000Z')
})

it('keeps a day whole when the clocks change', () => {
  const { from, to } = rangeOf('yesterday', new Date('2026-10-26T12:00:00Z'), 'Europe/London')
  expect(from.toISOString()).toBe('2026-10-24T23:00:00.000Z')
  expect(to?.toISOString()).toBe('2026-10-26T00:00:00.000Z')
})

it('looks back an hour, a week and a month', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  expect(rangeOf('hour', now, 'UTC').from.toISOString()).toBe('2026-11-22T11:00:00.000Z')
  expect(rangeOf('week', now, 'UTC').from.toISOString()).toBe('2026-11-16T00:00:00.000Z')
  expect(rangeOf('month', now, 'UTC').from.toISOString()).toBe('2026-10-24T00:00:00.000Z')
})

it('makes the smallest id of a moment', () => {
  const at = Date.now() + 60_000
  const id = newId('ev', at)
  expect(firstIdAt('ev', new Date(at)) <= id).toBe(true)
  expect(firstIdAt('ev', new Date(at + 1)) > id).toBe(true)
})

it('shortens an id to what a person compares', () => {
  expect(shortId('d_01JD8Z4QZ7ABCDEFGHJKMNPQRS')).toBe('d_01JD8Z…PQRS')
  expect(shortId('short')).toBe('short')
})
