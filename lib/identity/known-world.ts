import { type BsuidStanding, IdentifierIndex, type PhoneStanding } from './identifier-index'
import type {
  Contact,
  Identifier,
  IdentifierKind,
  Message,
  Thread,
  ThreadKey,
  ThreadKeyKind,
  WaitingChange,
} from './model'
import { ThreadIndex } from './thread-index'
import { WaitingIndex } from './waiting-index'

/** What a store loads for a batch before anything is decided. */
export type WorkingSetSeed = {
  contacts?: Iterable<Contact>
  identifiers?: Iterable<Identifier>
  threads?: Iterable<Thread>
  threadKeys?: Iterable<ThreadKey>
  messages?: Iterable<Message>
  waiting?: Iterable<WaitingChange>
}

/** Everything that is known about the people, conversations and messages a batch could touch: the questions the rules ask. */
export class KnownWorld {
  protected readonly contacts = new Map<string, Contact>()
  protected readonly index = new IdentifierIndex()
  protected readonly threads = new ThreadIndex()
  protected readonly messages = new Map<string, Message>()
  protected readonly waiting = new WaitingIndex()

  constructor(seed: WorkingSetSeed = {}) {
    for (const contact of seed.contacts ?? []) this.contacts.set(contact.id, contact)
    for (const row of seed.identifiers ?? []) this.index.add(row)
    for (const thread of seed.threads ?? []) this.threads.add(thread)
    for (const key of seed.threadKeys ?? []) this.threads.addKey(key)
    for (const message of seed.messages ?? []) this.messages.set(messageKey(message.numberId, message.wamid), message)
    for (const change of seed.waiting ?? []) this.waiting.add(change)
  }

  /** The contact, or the survivor it was merged into. */
  contact(id: string): Contact | undefined {
    let contact = this.contacts.get(id)
    // A chain of merges is short; the bound only keeps damaged rows from turning it into a loop.
    for (let hops = 0; contact?.mergedIntoId && hops < 50; hops += 1) {
      const survivor = this.contacts.get(contact.mergedIntoId)
      if (!survivor) break
      contact = survivor
    }
    return contact
  }

  bsuid(portfolioId: string, value: string): BsuidStanding {
    return this.index.bsuid(portfolioId, value)
  }

  phone(matchKey: string, at: Date): PhoneStanding {
    return this.index.phone(matchKey, at)
  }

  phoneTakenAfter(matchKey: string, at: Date, byOtherThan: string): Date | undefined {
    return this.index.phoneTakenAfter(matchKey, at, byOtherThan)
  }

  parentHolder(value: string): Identifier | undefined {
    return this.index.parentHolder(value)
  }

  usernameHolders(matchKey: string): Identifier[] {
    return this.index.usernameHolders(matchKey)
  }

  identifiersOf(contactId: string): readonly Identifier[] {
    return this.index.ofContact(contactId)
  }

  activeOf(contactId: string, kind: IdentifierKind, scope: string): Identifier[] {
    return this.index.ofContact(contactId).filter((row) => row.active && row.kind === kind && row.scope === scope)
  }

  threadsWith(numberId: string, kind: ThreadKeyKind, matchKey: string): Thread[] {
    return this.threads.withKey(numberId, kind, matchKey)
  }

  threadsOfContact(contactId: string): Thread[] {
    return this.threads.ofContact(contactId)
  }

  thread(id: string): Thread | undefined {
    return this.threads.get(id)
  }

  keysOf(threadId: string): readonly ThreadKey[] {
    return this.threads.keysOf(threadId)
  }

  message(numberId: string, wamid: string): Message | undefined {
    return this.messages.get(messageKey(numberId, wamid))
  }

  /** Waiting changes that an identifier found since the last call may have freed. */
  takeDueChanges(): WaitingChange[] {
    return this.waiting.takeDue()
  }
}

export function messageKey(numberId: string, wamid: string): string {
  return `${numberId}\n${wamid}`
}
