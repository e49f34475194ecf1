import { type IdPrefix, newId } from '@/lib/shared/ids'
import { type ChangeLog, emptyChangeLog } from './change-log'
import { KnownWorld, messageKey, type WorkingSetSeed } from './known-world'
import type {
  Assurance,
  Conflict,
  Contact,
  Destination,
  EndReason,
  Evidence,
  Identifier,
  IdentifierKind,
  Message,
  MessageState,
  Sighting,
  Thread,
  ThreadKeyKind,
  WaitingChange,
} from './model'

export type NewIdentifier = {
  contactId: string
  kind: IdentifierKind
  scope: string
  value: string
  matchKey: string
  at: Date
  evidence: Evidence
  /** Set when the identifier is already history when it is learned. */
  ended?: { at: Date; reason: EndReason }
}

export type MakeId = (prefix: IdPrefix) => string

/** Seen again within this time: not worth a write. */
const TOUCH_AFTER_MS = 60_000

/**
 * Everything a batch needs to know and everything it changes, in memory. Look-ups see the changes made so far, so the
 * updates of one batch meet each other exactly as they would one by one; `log` is what a store then writes in bulk.
 */
export class WorkingSet extends KnownWorld {
  readonly log: ChangeLog = emptyChangeLog()

  constructor(
    seed: WorkingSetSeed = {},
    private readonly makeId: MakeId = (prefix) => newId(prefix),
  ) {
    super(seed)
  }

  createContact(name: string | undefined): Contact {
    const contact: Contact = { id: this.makeId('c'), provisional: true, labels: [], name }
    this.contacts.set(contact.id, contact)
    this.log.contactsCreated.set(contact.id, contact)
    return contact
  }

  /** WhatsApp's profile name fills an empty name; it never replaces one that a person or the CRM gave. */
  nameIfMissing(contactId: string, name: string): void {
    const contact = this.contacts.get(contactId)
    if (!contact || contact.name) return
    contact.name = name
    this.log.contactsNamed.add(contact.id)
    this.markContact(contact)
  }

  /** The person wrote: moves the dates of first and last contact apart, in whatever order messages arrive. */
  contactWrote(contactId: string, at: Date): void {
    const contact = this.contacts.get(contactId)
    if (!contact) return
    const isFirst = !contact.firstContactAt || at < contact.firstContactAt
    const isLast = !contact.lastContactAt || at.getTime() - contact.lastContactAt.getTime() > TOUCH_AFTER_MS
    if (isFirst) contact.firstContactAt = at
    if (isLast) contact.lastContactAt = at
    if (isFirst || isLast) this.markContact(contact)
  }

  addIdentifier(made: NewIdentifier): Identifier {
    const row: Identifier = {
      id: this.makeId('idn'),
      contactId: made.contactId,
      kind: made.kind,
      scope: made.scope,
      value: made.value,
      matchKey: made.matchKey,
      assurance: 'verified',
      active: made.ended === undefined,
      validFrom: made.at,
      lastSeenAt: made.at,
      evidence: made.evidence,
      validTo: made.ended?.at,
      endReason: made.ended?.reason,
    }
    this.index.add(row)
    this.log.identifiersCreated.set(row.id, row)
    this.waiting.noteHolder(row)
    return row
  }

  /** A claim that a signed payload confirmed. */
  verify(row: Identifier, at: Date, evidence: Evidence): void {
    const assurance: Assurance = 'verified'
    Object.assign(row, { assurance, evidence, validFrom: at, lastSeenAt: at })
    this.markIdentifier(row)
    this.waiting.noteHolder(row)
  }

  end(row: Identifier, at: Date, reason: EndReason): void {
    Object.assign(row, { active: false, validTo: at, endReason: reason })
    this.markIdentifier(row)
  }

  replacedBy(row: Identifier, next: Identifier): void {
    row.replacedById = next.id
    this.markIdentifier(row)
  }

  /** The payload that showed a BSUID beside a phone says more about it than the one that showed it alone. */
  tie(row: Identifier, evidence: Evidence): void {
    if (row.evidence.source !== 'payload' || row.evidence.besidePhone !== undefined) return
    row.evidence = evidence
    this.markIdentifier(row)
  }

  /** Widens the time in which an identifier was seen; payloads arrive in any order. */
  seen(row: Identifier, at: Date): void {
    if (at < row.validFrom && row.evidence.source !== 'change') {
      row.validFrom = at
      this.markSeen(row)
    }
    if (at.getTime() - row.lastSeenAt.getTime() > TOUCH_AFTER_MS && row.active) {
      row.lastSeenAt = at
      this.markSeen(row)
    }
  }

  /** A name was seen on its contact; says whether that is news. Exact, because which name was seen last decides. */
  sighted(row: Identifier, at: Date): boolean {
    if (row.validFrom <= at && at <= row.lastSeenAt) return false
    if (at < row.validFrom) row.validFrom = at
    if (at > row.lastSeenAt) row.lastSeenAt = at
    this.markSeen(row)
    return true
  }

  /** What was taken for history is the contact's today. */
  resume(row: Identifier): void {
    if (row.active) return
    Object.assign(row, { active: true, validTo: undefined, endReason: undefined })
    this.markIdentifier(row)
  }

  /** An identity change told since when the identifier is the contact's; a payload only that it was by then. */
  beganAt(row: Identifier, at: Date, evidence: Evidence): void {
    if (row.validFrom <= at) return
    Object.assign(row, { validFrom: at, evidence })
    this.markIdentifier(row)
  }

  /** History that was only glimpsed reaches from the first to the last payload that showed it. */
  widen(row: Identifier, at: Date): void {
    if (at < row.validFrom) row.validFrom = at
    else if (row.validTo && at > row.validTo) row.validTo = at
    else return
    this.markSeen(row)
  }

  openThread(made: Omit<Thread, 'id' | 'openedWith' | 'lastMessageAt'>): Thread {
    const thread: Thread = {
      ...made,
      id: this.makeId('th'),
      openedWith: made.destination.kind,
      lastMessageAt: made.openedAt,
    }
    this.threads.add(thread)
    this.log.threadsCreated.set(thread.id, thread)
    return thread
  }

  /**
   * Gives a thread one more key. The key is active in one thread at a time; a thread in review never takes one from a
   * thread that has a contact.
   */
  addThreadKey(thread: Thread, kind: ThreadKeyKind, fact: { value: string; matchKey: string }): void {
    if (this.keysOf(thread.id).some((key) => key.kind === kind && key.matchKey === fact.matchKey)) return
    if (!thread.inReview) {
      for (const other of this.threadsWith(thread.numberId, kind, fact.matchKey))
        this.endKey(other.id, kind, fact.matchKey)
    }
    const { numberId } = thread
    const key = { id: this.makeId('id'), threadId: thread.id, numberId, kind, active: !thread.inReview, ...fact }
    this.threads.addKey(key)
    this.log.keysAdded.push(key)
  }

  endKey(threadId: string, kind: ThreadKeyKind, matchKey: string): void {
    for (const key of this.keysOf(threadId)) {
      if (key.kind !== kind || key.matchKey !== matchKey || !key.active) continue
      key.active = false
      if (!this.log.keysAdded.includes(key)) this.log.keysEnded.add(key.id)
    }
  }

  moveDestination(thread: Thread, destination: Destination): void {
    thread.destination = destination
    this.markThread(thread)
  }

  /** An older message turned up: that is what opened the thread. */
  reopenThread(thread: Thread, at: Date, destination: Destination): void {
    Object.assign(thread, { openedAt: at, openedWith: destination.kind, destination })
    this.markThread(thread)
  }

  routeThread(threadId: string, workflowId: string): void {
    const thread = this.threads.get(threadId)
    if (!thread || thread.workflowId === workflowId) return
    thread.workflowId = workflowId
    this.markThread(thread)
  }

  touchThread(thread: Thread, at: Date): void {
    if (at <= thread.lastMessageAt) return
    thread.lastMessageAt = at
    this.markThread(thread)
  }

  putMessage(made: Omit<Message, 'id'>): Message {
    const message: Message = { id: this.makeId('msg'), ...made }
    this.messages.set(messageKey(made.numberId, made.wamid), message)
    this.log.messagesCreated.set(message.id, message)
    return message
  }

  setStatus(message: Message, status: MessageState, at: Date): void {
    Object.assign(message, { status, statusAt: at })
    this.markMessage(message)
  }

  /** Gives a message its person; statuses of it that were unmapped until now follow. */
  assignMessage(
    message: Message,
    known: Partial<Pick<Message, 'contactId' | 'threadId' | 'direction' | 'type' | 'at'>>,
  ): void {
    const hadNobody = message.contactId === undefined
    Object.assign(message, known)
    this.markMessage(message)
    if (!hadNobody || !known.contactId) return
    this.log.adoptions.push({
      messageId: message.id,
      wamid: message.wamid,
      contactId: known.contactId,
      threadId: message.threadId,
    })
  }

  openConflict(made: Omit<Conflict, 'id' | 'sightings'>, sighting: Sighting): Conflict {
    const known = this.log.conflictsOpened.get(made.key)
    if (known) {
      known.sightings.push(sighting)
      return known
    }
    const conflict: Conflict = { ...made, id: this.makeId('cf'), sightings: [sighting] }
    this.log.conflictsOpened.set(made.key, conflict)
    return conflict
  }

  addWaiting(change: WaitingChange): void {
    this.waiting.add(change)
    this.log.waitingAdded.set(change.eventId, change)
    this.log.waitingRemoved.delete(change.eventId)
  }

  removeWaiting(eventId: string): void {
    this.waiting.remove(eventId)
    if (!this.log.waitingAdded.delete(eventId)) this.log.waitingRemoved.add(eventId)
  }

  private markContact(contact: Contact): void {
    if (!this.log.contactsCreated.has(contact.id)) this.log.contactsChanged.set(contact.id, contact)
  }

  private markIdentifier(row: Identifier): void {
    if (!this.log.identifiersCreated.has(row.id)) this.log.identifiersChanged.set(row.id, row)
  }

  private markSeen(row: Identifier): void {
    if (!this.log.identifiersCreated.has(row.id)) this.log.identifiersSeen.set(row.id, row)
  }

  private markThread(thread: Thread): void {
    if (!this.log.threadsCreated.has(thread.id)) this.log.threadsChanged.set(thread.id, thread)
  }

  private markMessage(message: Message): void {
    if (!this.log.messagesCreated.has(message.id)) this.log.messagesChanged.set(message.id, message)
  }
}
