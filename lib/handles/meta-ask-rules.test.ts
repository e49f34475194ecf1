import { expect, test } from 'vitest'
import { newsOf, nextAskAt, problemOf, strangeName } from './meta-ask-rules'

const now = new Date('2026-11-26T12:00:00Z')
const hoursTo = (at: Date) => (at.getTime() - now.getTime()) / 3_600_000
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

test('what a read says in the words of the webhooks', () => {
  const name = { username: 'larkmoss', status: 'reserved' as const }
  expect(newsOf(name, 'none', now)).toMatchObject({ status: 'reserved', username: 'larkmoss', revoked: false })
  expect(newsOf({ username: null, status: null }, 'approved', now)).toMatchObject({ status: 'deleted' })
  expect(newsOf({ username: null, status: null }, 'none', now)).toBeNull()
  // A name without a status says nothing about whether it is visible, and least of all that it is gone.
  expect(newsOf({ username: 'larkmoss', status: null }, 'approved', now)).toBeNull()
})

test('the clock asks four times a day, when Meta allows it, and seldom where nobody answers', () => {
  expect(hoursTo(nextAskAt(now, null))).toBe(6)
  expect(nextAskAt(now, { code: 'graph-busy', seconds: 120, heardAt: null }).getTime() - now.getTime()).toBe(120_000)
  const silent = (hours: number) => hoursTo(nextAskAt(now, { code: 'graph-unreachable', heardAt: ago(hours) }))
  expect([0, 0.5, 2, 10, 500].map(silent)).toEqual([1, 1, 2, 10, 24])
})

test('a problem is kept with its code, and its absence is no problem', () => {
  expect(problemOf({ code: 'graph-busy', details: { seconds: 9 } })).toEqual({
    code: 'graph-busy',
    details: { seconds: 9 },
  })
  for (const stored of [null, undefined, {}, { code: '' }, 'text', { code: 7 }]) expect(problemOf(stored)).toBeNull()
})

test('another name at WhatsApp than ours is seen, whatever its case', () => {
  const at = (approvedName: string | null, metaName: string | null, metaState = 'approved') =>
    strangeName({ approvedName, metaName, metaState })
  expect(at('larkmoss', 'larkmoss.uk')).toBe('larkmoss.uk')
  expect(at('larkmoss', 'LARKMOSS')).toBeNull()
  expect(at(null, 'larkmoss')).toBeNull()
  expect(at('larkmoss', 'larkmoss.uk', 'deleted')).toBeNull()
})
