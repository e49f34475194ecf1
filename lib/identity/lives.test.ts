import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LifeEvent, livesArbitrary } from './testing/lives'
import { World } from './testing/world'

const UNDECIDED = new Set(['conflict', 'ambiguous', 'waiting', 'failed'])

function play(events: readonly LifeEvent[]): World {
  const world = new World()
  for (const { update } of events) world.send(update)
  return world
}

/** Messages that carried one of these BSUIDs are asked about again. */
function replayOf(bsuids: readonly string[], world: World, events: readonly LifeEvent[]): void {
  for (const { update } of events) {
    if (update.kind === 'message' && update.who.bsuid && bsuids.includes(update.who.bsuid)) world.replay(update)
  }
}

/** Replays what is undecided until replaying changes nothing more; the conflicts that still stand are in the log then. */
function replayUndecided(world: World, events: readonly LifeEvent[]): void {
  const undecided = () => events.filter(({ update }) => UNDECIDED.has(world.resolutions.get(update.key)?.outcome ?? ''))
  for (let left = -1; left !== undecided().length; ) {
    left = undecided().length
    world.reload()
    for (const { update } of undecided()) world.replay(update)
  }
}

/**
 * Accepts, one after the other, every proposal that rests on signed evidence and still stands: a split where a phone had
 * passed on, then a duplicate review between contacts that verified identifiers show to be one account. After each, what
 * was undecided is replayed.
 */
function acceptSignedProposals(world: World, events: readonly LifeEvent[]): void {
  for (let round = 0; round < 50; round += 1) {
    replayUndecided(world, events)
    const open = [...world.ws.log.conflictsOpened.values()].map((conflict) => conflict.proposal)
    world.reload()
    const splits = world.conflicts.splice(0).map((conflict) => conflict.proposal)
    const bsuids = splits.flatMap((split) =>
      split.kind === 'split' ? world.split(split.contactId, split.identifierIds) : [],
    )
    replayOf(bsuids, world, events)
    if (bsuids.length > 0) continue
    const reviews = open.filter((proposal) => proposal.kind === 'duplicate-review')
    const next = reviews.find(({ basis }) => basis === 'account') ?? reviews.find(({ basis }) => basis === 'phone')
    if (!next) return
    world.merge(...next.contactIds)
  }
  throw new Error('the proposals never end')
}

/** Contacts on which something of two people ended up: identifiers, or messages. */
function wrongMerges(world: World, events: readonly LifeEvent[]): string[] {
  const people = new Map<string, Set<number>>()
  const note = (contactId: string, person: number) => {
    const id = world.survivor(contactId)
    people.set(id, (people.get(id) ?? new Set()).add(person))
  }
  for (const row of world.everything()) {
    const person = /^GB\.p(\d+)a/.exec(row.value)?.[1]
    if (row.kind === 'bsuid' && person) note(row.contactId, Number(person))
  }
  for (const { person, update } of events) {
    const contactId = world.contactOf(update)
    if (contactId && update.kind === 'message') note(contactId, person)
  }
  return [...people].filter(([, persons]) => persons.size > 1).map(([id]) => id)
}

/** Which messages share a contact, as sets of keys; undecided ones are each alone. */
function partition(world: World, events: readonly LifeEvent[]): string[] {
  const groups = new Map<string, string[]>()
  const keys = new Set(events.filter(({ update }) => update.kind === 'message').map(({ update }) => update.key))
  for (const key of keys) {
    const contactId = world.resolutions.get(key)?.contactId
    const group = contactId ? world.survivor(contactId) : `alone ${key}`
    groups.set(group, [...(groups.get(group) ?? []), key])
  }
  return [...groups.values()].map((group) => group.sort().join(' ')).sort()
}

/** The events again, each one to seven times, in another order. */
function disturbed(events: readonly LifeEvent[]): fc.Arbitrary<LifeEvent[]> {
  const times = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: events.length, maxLength: events.length })
  return times.chain((counts) => {
    const repeated = events.flatMap((event, i) => Array.from({ length: counts[i] ?? 1 }, () => event))
    return fc.shuffledSubarray(repeated, { minLength: repeated.length, maxLength: repeated.length })
  })
}

function livesInTwoOrders(options: Parameters<typeof livesArbitrary>[0]) {
  return livesArbitrary(options).chain((events) => fc.tuple(fc.constant(events), disturbed(events)))
}

describe('generated lives', () => {
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
