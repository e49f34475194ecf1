import type { Thread, ThreadKey, ThreadKeyKind } from './model'

/** Threads by id, by the keys they carry and by their contact. */
export class ThreadIndex {
  private readonly byId = new Map<string, Thread>()
  private readonly byKey = new Map<string, string[]>()
  private readonly keys = new Map<string, ThreadKey[]>()
  private readonly byContact = new Map<string, string[]>()

  add(thread: Thread): void {
    this.byId.set(thread.id, thread)
    if (thread.contactId) push(this.byContact, thread.contactId, thread.id)
  }

  addKey(key: ThreadKey): void {
    push(this.byKey, keyOf(key.numberId, key.kind, key.matchKey), key.threadId)
    push(this.keys, key.threadId, key)
  }

  get(id: string): Thread | undefined {
    return this.byId.get(id)
  }

  keysOf(threadId: string): readonly ThreadKey[] {
    return this.keys.get(threadId) ?? []
  }

  ofContact(contactId: string): Thread[] {
    return this.known(this.byContact.get(contactId))
  }

  /** Threads of a number that carry this key, the most recent first. */
  withKey(numberId: string, kind: ThreadKeyKind, matchKey: string): Thread[] {
    return this.known(this.byKey.get(keyOf(numberId, kind, matchKey))).sort(
      (a, b) => b.lastMessageAt.getTime() - a.lastMessageAt.getTime() || (a.id < b.id ? 1 : -1),
    )
  }

  private known(ids: readonly string[] = []): Thread[] {
    return ids.map((id) => this.byId.get(id)).filter((thread) => thread !== undefined)
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

function keyOf(numberId: string, kind: ThreadKeyKind, matchKey: string): string {
  return `${numberId}\n${kind}\n${matchKey}`
}
