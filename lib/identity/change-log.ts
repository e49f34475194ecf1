import type { Conflict, Contact, Identifier, Message, Resolution, Thread, ThreadKey, WaitingChange } from './model'

/** A change that was waiting and has found its other end: the earlier event gets this resolution. */
export type SettledEvent = { eventId: string; resolution: Resolution }

/** A message whose person became known after some of its statuses were stored as unmapped. */
export type Adoption = { messageId: string; wamid: string; contactId: string; threadId?: string }

/**
 * Everything a batch changed, in the form a store writes in bulk: created rows once, in their final state, and existing
 * rows that differ from what was loaded.
 */
export type ChangeLog = {
  contactsCreated: Map<string, Contact>
  contactsChanged: Map<string, Contact>
  /** Those of them that got a name. */
  contactsNamed: Set<string>
  identifiersCreated: Map<string, Identifier>
  identifiersChanged: Map<string, Identifier>
  /** Those of which only times were moved, as most updates do. */
  identifiersSeen: Map<string, Identifier>
  threadsCreated: Map<string, Thread>
  threadsChanged: Map<string, Thread>
  keysAdded: ThreadKey[]
  keysEnded: Set<string>
  messagesCreated: Map<string, Message>
  messagesChanged: Map<string, Message>
  conflictsOpened: Map<string, Conflict>
  waitingAdded: Map<string, WaitingChange>
  waitingRemoved: Set<string>
  settled: SettledEvent[]
  adoptions: Adoption[]
}

export function emptyChangeLog(): ChangeLog {
  return {
    contactsCreated: new Map(),
    contactsChanged: new Map(),
    contactsNamed: new Set(),
    identifiersCreated: new Map(),
    identifiersChanged: new Map(),
    identifiersSeen: new Map(),
    threadsCreated: new Map(),
    threadsChanged: new Map(),
    keysAdded: [],
    keysEnded: new Set(),
    messagesCreated: new Map(),
    messagesChanged: new Map(),
    conflictsOpened: new Map(),
    waitingAdded: new Map(),
    waitingRemoved: new Set(),
    settled: [],
    adoptions: [],
  }
}
