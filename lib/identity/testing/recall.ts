import type { LifeEvent } from './lives'
import type { World } from './world'

/** Pairs of messages of one person, counted: those that signed payloads tie together, and those that share a contact. */
export type Recall = { linkable: number; found: number }

/**
 * Two messages are linkable when a chain of signed payloads leads from one to the other: identifiers shown together, or a
 * change from one to the next. What is not tied by any payload nobody could put together.
 */
export function recallOf(world: World, events: readonly LifeEvent[]): Recall {
  const total: Recall = { linkable: 0, found: 0 }
  for (const person of new Set(events.map((event) => event.person))) {
    const own = events.filter((event) => event.person === person)
    for (const keys of tiedMessages(own)) {
      total.linkable += pairs(keys.length)
      const groups = new Map<string, number>()
      for (const key of keys) {
        const contactId = world.resolutions.get(key)?.contactId
        const group = contactId ? world.survivor(contactId) : `alone ${key}`
        groups.set(group, (groups.get(group) ?? 0) + 1)
      }
      for (const size of groups.values()) total.found += pairs(size)
    }
  }
  return total
}

function pairs(n: number): number {
  return (n * (n - 1)) / 2
}

/** The messages of one person in groups that payloads tie together. */
function tiedMessages(events: readonly LifeEvent[]): string[][] {
  const ties = new Ties()
  const messages = new Map<string, string>()
  for (const { update } of events) {
    const named = identifiersOf(update)
    for (const other of named) ties.tie(named[0] ?? other, other)
    if (update.kind === 'message' && named[0]) messages.set(update.key, named[0])
  }
  const groups = new Map<string, string[]>()
  for (const [key, identifier] of messages) {
    const root = ties.rootOf(identifier)
    groups.set(root, [...(groups.get(root) ?? []), key])
  }
  return [...groups.values()]
}

function identifiersOf(update: LifeEvent['update']): string[] {
  const who = 'who' in update ? update.who : undefined
  const previous = update.kind === 'identity-change' ? update.previous : undefined
  return [who?.bsuid, who?.phone, previous?.bsuid, previous?.phone].filter((value) => value !== undefined)
}

class Ties {
  private readonly parent = new Map<string, string>()

  rootOf(value: string): string {
    const parent = this.parent.get(value)
    return parent === undefined ? value : this.rootOf(parent)
  }

  tie(a: string, b: string): void {
    const [one, other] = [this.rootOf(a), this.rootOf(b)]
    if (one !== other) this.parent.set(one, other)
  }
}
