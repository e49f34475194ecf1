import { describe, expect, test } from 'vitest'
import { blockersOf, headline, type OverviewFacts, waitingFor } from './rules'

const entryPoints = { total: 120, wrong: 0, noOwner: 0, noRollback: 0, overdue: 0, moved: 68, verified: 54 }
const calm: OverviewFacts = {
  connections: 1,
  contacts: 300,
  needsReview: 0,
  setAside: 0,
  backlog: 0,
  failures: [],
  notUnderstood: 0,
  revokedHandles: [],
  exposed: 10,
  entryPoints,
}

describe('the headline', () => {
  test('a workspace without a connection is told the first step', () => {
    const facts = { ...calm, connections: 0 }
    expect(headline(facts, blockersOf(facts)).title).toBe('Connect WhatsApp to begin')
  })

  test('counts what stops the rollout, not what is merely open', () => {
    const facts = { ...calm, needsReview: 3, notUnderstood: 1, entryPoints: { ...entryPoints, wrong: 2, noOwner: 14 } }
    expect(headline(facts, blockersOf(facts))).toEqual({
      title: '2 things are in the way',
      sentence: '68 of 120 entry points moved, 54 verified.',
    })
  })

  test('all clear when nothing is in the way', () => {
    expect(headline(calm, blockersOf(calm)).title).toBe('All clear')
    const open = { ...calm, entryPoints: { ...entryPoints, noOwner: 1 } }
    expect(headline(open, blockersOf(open)).title).toBe('Nothing is blocked')
  })
})

test('the worst comes first, each with an owner and a link', () => {
  const facts = {
    ...calm,
    notUnderstood: 2,
    setAside: 1,
    failures: [{ sentence: 'The template needs a phone.', count: 5 }],
  }
  const found = blockersOf(facts)
  expect(found.map((blocker) => blocker.kind)).toEqual(['blocked', 'stale', 'open'])
  expect(found.every((blocker) => blocker.href.startsWith('/') && blocker.owner)).toBe(true)
  expect(found[0]?.title).toBe('1 delivery was set aside after 5 tries')
})

test('a username that WhatsApp took away is in the way, and leads to its number', () => {
  const [found] = blockersOf({ ...calm, revokedHandles: [{ numberId: 'num_1', label: 'Support' }] })
  expect(found).toMatchObject({
    kind: 'blocked',
    title: 'WhatsApp took the username of Support away',
    href: '/settings/numbers?open=num_1',
  })
})

test('what waits for me depends on my roles', () => {
  const facts = { ...calm, needsReview: 1, entryPoints: { ...entryPoints, noOwner: 4 } }
  const found = blockersOf(facts)
  expect(waitingFor(found, ['crm_owner']).map((blocker) => blocker.key)).toEqual(['review'])
  expect(waitingFor(found, ['marketing']).map((blocker) => blocker.key)).toEqual(['owner'])
  expect(waitingFor(found, ['viewer'])).toEqual([])
})
