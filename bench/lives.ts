import fc from 'fast-check'
import { acceptSignedProposals, disturbed, partition, play, wrongMerges } from '@/lib/identity/testing/judge'
import { type LifeEvent, type LivesOptions, livesArbitrary } from '@/lib/identity/testing/lives'
import { type Recall, recallOf } from '@/lib/identity/testing/recall'
import { type Bench, type RowResult, single } from './harness'

/** Enough in all; a world holds one to four people. */
const LIVES = 20_000
const SEED = 20_260_901

type Kind = { name: string; share: number; orders: number; samePeople: boolean; options: LivesOptions }

const now = { oldShapes: false, renames: true, replies: true }

/**
 * Number changes, chains of BSUIDs out of order and usernames that pass on are in all of them. The people must be the
 * same in each order only where no number passes to another person: who has a number when no payload says so is not known.
 */
const KINDS: readonly Kind[] = [
  {
    name: 'no number passes on, two portfolios',
    share: 0.4,
    orders: 50,
    samePeople: true,
    options: { ...now, recycled: false, twoPortfolios: true },
  },
  {
    name: 'no number passes on, one portfolio',
    share: 0.1,
    orders: 50,
    samePeople: true,
    options: { ...now, recycled: false, twoPortfolios: false },
  },
  {
    name: 'recycled numbers and shared phones, one portfolio',
    share: 0.2,
    orders: 10,
    samePeople: false,
    options: { ...now, recycled: true, shared: true, twoPortfolios: false },
  },
  {
    name: 'recycled numbers, two portfolios',
    share: 0.3,
    orders: 10,
    samePeople: false,
    options: { ...now, recycled: true, twoPortfolios: true },
  },
]

type Found = Recall & {
  lives: number
  worlds: number
  orders: number
  events: number
  /** Contacts on which something of two people ended up, before and after the proposals were accepted. */
  wrongBefore: number
  wrongAfter: number
  /** Orders in which that happened. */
  wrongOrders: number
  /** Orders that ended in other people than the first. */
  otherPeople: number
}

function nothing(): Found {
  const counts = { lives: 0, worlds: 0, orders: 0, events: 0, linkable: 0, found: 0 }
  return { ...counts, wrongBefore: 0, wrongAfter: 0, wrongOrders: 0, otherPeople: 0 }
}

function judgeOrder(events: readonly LifeEvent[], found: Found): string[] {
  const world = play(events)
  const before = wrongMerges(world, events).length
  acceptSignedProposals(world, events)
  const after = wrongMerges(world, events).length
  const recall = recallOf(world, events)
  found.orders += 1
  found.events += events.length
  found.wrongBefore += before
  found.wrongAfter += after
  if (before + after > 0) found.wrongOrders += 1
  found.linkable += recall.linkable
  found.found += recall.found
  return partition(world, events)
}

function judgeWorld(events: readonly LifeEvent[], kind: Kind, seed: number, found: Found): void {
  const people = JSON.stringify(judgeOrder(events, found))
  for (let order = 0; order < kind.orders; order += 1) {
    const other = JSON.stringify(judgeOrder(disturbed(events, seed * 100 + order), found))
    if (kind.samePeople && other !== people) found.otherPeople += 1
  }
  found.worlds += 1
  found.lives += new Set(events.map((event) => event.person)).size
}

function judgeKind(kind: Kind, log: (line: string) => void): Found {
  const found = nothing()
  for (let seed = SEED; found.lives < LIVES * kind.share; seed += 1) {
    const [events = []] = fc.sample(livesArbitrary(kind.options), { numRuns: 1, seed })
    judgeWorld(events, kind, seed, found)
  }
  log(`${kind.name}: ${JSON.stringify(found)}`)
  return found
}

function rowsOf(kinds: Record<string, Found>): RowResult[] {
  const all = Object.values(kinds)
  const sum = (count: (found: Found) => number) => all.reduce((total, found) => total + count(found), 0)
  const [before, after] = [sum((found) => found.wrongBefore), sum((found) => found.wrongAfter)]
  const recalls = all.map(({ found, linkable }) => found / linkable)
  const lowest = Math.min(...recalls)
  const otherPeople = sum((found) => found.otherPeople)
  return [
    single({
      name: 'lives-wrong-merges',
      unit: 'contacts that hold two people, once the signed proposals are accepted',
      rounds: [after],
      target: '0 in any arrival order',
      met: after === 0,
      notes: kinds,
    }),
    single({
      name: 'lives-wrong-links',
      unit: 'contacts that hold two people, until the signed proposals are accepted',
      rounds: [before],
      target: '0 in any arrival order',
      met: before === 0,
    }),
    single({
      name: 'lives-recall',
      unit: 'of the pairs that signed payloads tie together, by kind of life; the least counts',
      rounds: recalls,
      target: 'at least 0.99 once the signed proposals are accepted',
      met: lowest >= 0.99,
    }),
    single({
      name: 'lives-same-people',
      unit: 'arrival orders that end in other people',
      rounds: [otherPeople],
      target: '0 of 50 orders of each world in which no number passes on',
      met: otherPeople === 0,
    }),
  ]
}

export const bench: Bench = {
  name: 'lives',
  what: `${LIVES} generated lives, their updates in random order, each one to seven times`,
  run: async (log) => rowsOf(Object.fromEntries(KINDS.map((kind) => [kind.name, judgeKind(kind, log)]))),
}
