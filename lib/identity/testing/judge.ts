import { type Random, seeded } from '@/lib/shared/random'
import type { LifeEvent } from './lives'
import { World } from './world'

/** What generated lives are judged by: the test and the bench row `lives` share it. */
const UNDECIDED = new Set(['conflict', 'ambiguous', 'waiting', 'failed'])

export function play(events: readonly LifeEvent[]): World {
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
export function acceptSignedProposals(world: World, events: readonly LifeEvent[]): void {
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
export function wrongMerges(world: World, events: readonly LifeEvent[]): string[] {
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
export function partition(world: World, events: readonly LifeEvent[]): string[] {
  const groups = new Map<string, string[]>()
  const keys = new Set(events.filter(({ update }) => update.kind === 'message').map(({ update }) => update.key))
  for (const key of keys) {
    const contactId = world.resolutions.get(key)?.contactId
    const group = contactId ? world.survivor(contactId) : `alone ${key}`
    groups.set(group, [...(groups.get(group) ?? []), key])
  }
  return [...groups.values()].map((group) => group.sort().join(' ')).sort()
}

/** The events again, each one to seven times, in another order; the same seed gives the same. */
export function disturbed(events: readonly LifeEvent[], seed: number): LifeEvent[] {
  const random = seeded(seed)
  const copies = events.flatMap((event) => Array.from({ length: 1 + random.below(7) }, () => event))
  return shuffled(copies, random)
}

/** Fisher and Yates. */
function shuffled<T>(list: T[], random: Random): T[] {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    const [a, b] = [list[last] as T, list[other] as T]
    list[last] = b
    list[other] = a
  }
  return list
}
