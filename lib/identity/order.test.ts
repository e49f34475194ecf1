import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptSignedProposals, disturbed, play, wrongMerges } from './testing/judge'
import { type LifeEvent, livesArbitrary } from './testing/lives'
import { strayReplies, worldState } from './testing/world-state'

/**
 * Rule 2 of product.md, section 3: the same updates, in whatever order and however often, end in the same state: the same
 * people, what each held and when, the same usernames and statuses, the same conversations and replies.
 */
const LIVES = { oldShapes: false, recycled: false, replies: true, renames: true }

function ended(events: readonly LifeEvent[]) {
  const world = play(events)
  acceptSignedProposals(world, events)
  return { world, state: worldState(world, events), merged: world.mergedCount() > 0 }
}

/**
 * Two contacts that turned out to be one person may have a conversation each on one number; a merge never joins them,
 * because it never changes where a reply goes. So then a conversation may be in parts, and is never mixed.
 */
function expectSameConversations(one: ReturnType<typeof ended>, other: ReturnType<typeof ended>) {
  if (!one.merged && !other.merged) return expect(other.state.threads).toEqual(one.state.threads)
  const people = one.state.people.map((keys) => new Set(keys.split(' ')))
  for (const thread of other.state.threads) {
    const keys = thread.split(' > ')[0]?.split(' ') ?? []
    expect(people.some((person) => keys.every((key) => person.has(key)))).toBe(true)
  }
}

describe('the same updates in any order, one to seven times each', () => {
  it.each([
    ['in one portfolio', false, 700],
    ['in two portfolios', true, 1300],
  ])(
    '%s: the state of the single run in order',
    (_where, twoPortfolios, numRuns) => {
      fc.assert(
        fc.property(livesArbitrary({ ...LIVES, twoPortfolios }), fc.integer(), (events, seed) => {
          const shuffled = disturbed(events, seed)
          const [inOrder, anyOrder] = [ended(events), ended(shuffled)]
          expect(anyOrder.state.people).toEqual(inOrder.state.people)
          expect(anyOrder.state.holds).toEqual(inOrder.state.holds)
          expect(anyOrder.state.statuses).toEqual(inOrder.state.statuses)
          expectSameConversations(inOrder, anyOrder)
          for (const { world } of [inOrder, anyOrder]) expect(strayReplies(world)).toEqual([])
          expect(wrongMerges(anyOrder.world, shuffled)).toEqual([])
        }),
        { numRuns },
      )
    },
    60_000,
  )
})
