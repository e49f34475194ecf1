import type { Identifier } from '../model'
import { partition } from './judge'
import type { LifeEvent } from './lives'
import { spans } from './spans'
import type { World } from './world'

/**
 * What a world says in the end, with ids replaced by what they stand for, so that two arrival orders can be compared: who
 * is one person, what each holds and held and when, where the replies of each conversation go, how far each answer came.
 */
export type WorldState = {
  people: string[]
  holds: string[]
  threads: string[]
  statuses: string[]
}

export function worldState(world: World, events: readonly LifeEvent[]): WorldState {
  world.reload()
  return {
    people: partition(world, events),
    holds: holdsOf(world),
    threads: threadsOf(world, events),
    statuses: statusesOf(world, events),
  }
}

function holdsOf(world: World): string[] {
  const byPerson = new Map<string, Identifier[]>()
  for (const row of world.everything()) {
    const person = world.survivor(row.contactId)
    byPerson.set(person, [...(byPerson.get(person) ?? []), row])
  }
  return [...byPerson.values()].map((rows) => spans(rows).join('; ')).sort()
}

/** Which messages share a conversation, and where its replies go. */
function threadsOf(world: World, events: readonly LifeEvent[]): string[] {
  const messages = new Map<string, Set<string>>()
  for (const { update } of events) {
    if (update.kind !== 'message') continue
    const threadId = world.resolutions.get(update.key)?.threadId ?? `none ${update.key}`
    messages.set(threadId, (messages.get(threadId) ?? new Set()).add(update.key))
  }
  return [...messages]
    .map(([id, keys]) => {
      const thread = world.ws.thread(id)
      return `${[...keys].sort().join(' ')} > ${thread?.destination.kind} ${thread?.destination.value}`
    })
    .sort()
}

function statusesOf(world: World, events: readonly LifeEvent[]): string[] {
  const found = new Set<string>()
  for (const { update } of events) {
    if (update.kind !== 'status') continue
    found.add(`${update.wamid} ${world.ws.message(update.number ?? '', update.wamid)?.status}`)
  }
  return [...found].sort()
}

/** Conversations whose replies would go to what their person has left. */
export function strayReplies(world: World): string[] {
  world.reload()
  return world.allThreads().flatMap((thread) => {
    if (!thread.contactId || thread.inReview) return []
    const mine = world.ws.identifiersOf(thread.contactId).filter((row) => row.value === thread.destination.value)
    return mine.some((row) => row.active)
      ? []
      : [`${thread.numberId} ${thread.destination.kind} ${thread.destination.value}`]
  })
}
