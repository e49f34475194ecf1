import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptSignedProposals, disturbed, partition, play, wrongMerges } from './testing/judge'
import { livesArbitrary } from './testing/lives'

function livesInTwoOrders(options: Parameters<typeof livesArbitrary>[0]) {
  return fc
    .tuple(livesArbitrary(options), fc.integer())
    .map(([events, seed]) => [events, disturbed(events, seed)] as const)
}

describe('generated lives', { timeout: 60_000 }, () => {
  it('in which no number passes on: the same people in any order, and nobody twice', () => {
    const options = { oldShapes: false, recycled: false, twoPortfolios: false }
    fc.assert(
      fc.property(livesInTwoOrders(options), ([events, shuffled]) => {
        const inOrder = play(events)
        const anyOrder = play(shuffled)
        expect(wrongMerges(anyOrder, shuffled)).toEqual([])
        acceptSignedProposals(inOrder, events)
        acceptSignedProposals(anyOrder, shuffled)
        expect(wrongMerges(anyOrder, shuffled)).toEqual([])
        expect(partition(anyOrder, shuffled)).toEqual(partition(inOrder, events))
      }),
      { numRuns: 150 },
    )
  })

  it('with two portfolios: no wrong merge, the same people in any order', () => {
    const options = { oldShapes: false, recycled: false, twoPortfolios: true }
    fc.assert(
      fc.property(livesInTwoOrders(options), ([events, shuffled]) => {
        const inOrder = play(events)
        const anyOrder = play(shuffled)
        acceptSignedProposals(inOrder, events)
        acceptSignedProposals(anyOrder, shuffled)
        expect(wrongMerges(anyOrder, shuffled)).toEqual([])
        expect(partition(anyOrder, shuffled)).toEqual(partition(inOrder, events))
      }),
      { numRuns: 150 },
    )
  })

  it('with the older shapes too: no wrong merge in any order', () => {
    const options = { oldShapes: true, recycled: false, twoPortfolios: true }
    fc.assert(
      fc.property(livesInTwoOrders(options), ([, shuffled]) => {
        const anyOrder = play(shuffled)
        expect(wrongMerges(anyOrder, shuffled)).toEqual([])
        acceptSignedProposals(anyOrder, shuffled)
        expect(wrongMerges(anyOrder, shuffled)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('in which numbers pass from person to person: no wrong merge in any order', () => {
    const options = { oldShapes: false, recycled: true, twoPortfolios: false }
    fc.assert(
      fc.property(livesInTwoOrders(options), ([, shuffled]) => {
        const anyOrder = play(shuffled)
        expect(wrongMerges(anyOrder, shuffled)).toEqual([])
        acceptSignedProposals(anyOrder, shuffled)
        expect(wrongMerges(anyOrder, shuffled)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})
