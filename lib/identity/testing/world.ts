import type { IdPrefix } from '@/lib/shared/ids'
import type { Bsuid } from '@/lib/whatsapp/bsuid'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import type { IdentityChangeUpdate, MessageUpdate, StatusUpdate, Update, WhoFacts } from '@/lib/whatsapp/update'
import { accountOf } from '../lineage'
import {
  type Conflict,
  type Contact,
  type Identifier,
  type Message,
  type Resolution,
  type Router,
  type Thread,
  type ThreadKey,
  type WaitingChange,
  WORKSPACE_SCOPE,
} from '../model'
import { phoneFact } from '../person-facts'
import { resolveUpdate } from '../resolve'
import { WorkingSet } from '../working-set'

/** An in-memory workspace for tests: two portfolios, three numbers, and whatever a test puts in. */
export const SUPPORT = 'num_support'
export const SALES = 'num_sales'
export const ABROAD = 'num_abroad'
export const HOME = 'pf_home'
export const OTHER = 'pf_other'

const NUMBERS: Record<string, string> = { [SUPPORT]: HOME, [SALES]: HOME, [ABROAD]: OTHER }
const EPOCH = Date.UTC(2026, 8, 1)

/** Minute `n` of the test. */
export function minute(n: number): Date {
  return new Date(EPOCH + n * 60_000)
}

export function bsuid(value: string): Bsuid {
  const parsed = parseBsuid(value)
  if (!parsed) throw new Error(`${value} has not the shape of a BSUID`)
  return parsed
}

export type Person = {
  phone?: string
  bsuid?: string
  parent?: string
  username?: string
  name?: string
}

export function who(person: Person): WhoFacts {
  return {
    phone: person.phone,
    bsuid: person.bsuid ? bsuid(person.bsuid) : undefined,
    parentBsuid: person.parent ? bsuid(person.parent) : undefined,
    username: person.username,
    profileName: person.name,
  }
}

type Where = { at?: number; number?: string }

let serial = 0

export function message(
  from: Person,
  more: Where & Partial<Omit<MessageUpdate, 'at'>> = {},
): MessageUpdate & { number: string } {
  const { at = 1, number = SUPPORT, ...rest } = more
  serial += 1
  const wamid = rest.wamid ?? `wamid.${serial}`
  return {
    kind: 'message',
    key: `m:${number}:${wamid}`,
    field: 'messages',
    at: minute(at),
    direction: 'inbound',
    messageType: 'text',
    errors: [],
    number,
    ...rest,
    wamid,
    who: who(from),
  }
}

type StatusMore = Where & { wamid: string; status: StatusUpdate['status']; errors?: StatusUpdate['errors'] }

export function status(
  to: Person,
  { at = 1, number = SUPPORT, ...more }: StatusMore,
): StatusUpdate & { number: string } {
  const key = `s:${number}:${more.wamid}:${more.status}`
  return { kind: 'status', key, field: 'messages', at: minute(at), who: who(to), errors: [], number, ...more }
}

type ChangeMore = Where & { form?: IdentityChangeUpdate['form']; from?: Person }

export function change(to: Person, more: ChangeMore): IdentityChangeUpdate & { number: string } {
  const { at = 1, number = SUPPORT, form = 'user_changed_user_id', from = {} } = more
  serial += 1
  const { phone, bsuid: previousBsuid, parentBsuid } = who(from)
  return {
    kind: 'identity-change',
    key: `i:${number}:${serial}`,
    field: 'messages',
    at: minute(at),
    form,
    who: who(to),
    previous: { phone, bsuid: previousBsuid, parentBsuid },
    number,
  }
}

export type Sent = Update & { number?: string }

export class World {
  ws: WorkingSet
  readonly resolutions = new Map<string, Resolution>()
  private readonly counters = new Map<IdPrefix, number>()
  private readonly eventOf = new Map<string, string>()
  private readonly contacts: Contact[] = []
  private readonly identifiers: Identifier[] = []
  private readonly threads: Thread[] = []
  private readonly threadKeys: ThreadKey[] = []
  private readonly messages: Message[] = []
  /** Every conflict that was opened before the last reload. */
  readonly conflicts: Conflict[] = []
  private readonly waiting = new Map<string, WaitingChange>()

  constructor(private readonly router: Router = () => ({ steps: [] })) {
    this.ws = new WorkingSet({}, (prefix) => this.id(prefix))
  }

  id(prefix: IdPrefix): string {
    const next = (this.counters.get(prefix) ?? 0) + 1
    this.counters.set(prefix, next)
    return `${prefix}_${String(next).padStart(4, '0')}`
  }

  /** A CRM contact with claimed identifiers, put in before the first update. */
  static withCrm(people: (Person & { crm: string; labels?: string[] })[], router?: Router): World {
    const world = new World(router)
    for (const person of people) world.addCrm(person)
    return world.reseeded()
  }

  private addCrm(person: Person & { crm: string; labels?: string[] }): void {
    const contact: Contact = {
      id: person.crm,
      crmContactId: person.crm,
      name: person.name,
      provisional: false,
      labels: person.labels ?? [],
    }
    this.contacts.push(contact)
    if (person.phone) this.claim(contact, { kind: 'phone', scope: WORKSPACE_SCOPE, ...phoneFact(person.phone) })
    if (person.bsuid) this.claim(contact, { kind: 'bsuid', scope: HOME, value: person.bsuid, matchKey: person.bsuid })
  }

  private claim(contact: Contact, row: Pick<Identifier, 'kind' | 'scope' | 'value' | 'matchKey'>): void {
    this.identifiers.push({
      ...row,
      id: this.id('idn'),
      contactId: contact.id,
      assurance: 'claimed',
      active: true,
      validFrom: minute(0),
      lastSeenAt: minute(0),
      evidence: { source: 'crm' },
    })
  }

  private reseeded(): World {
    this.ws = new WorkingSet({ contacts: this.contacts, identifiers: this.identifiers }, (prefix) => this.id(prefix))
    return this
  }

  /** Everything known so far in a new working set, as a store would load it for the next batch. */
  reload(edit: (seed: { contacts: Contact[]; identifiers: Identifier[] }) => void = () => undefined): void {
    const { log } = this.ws
    this.contacts.push(...log.contactsCreated.values())
    this.identifiers.push(...log.identifiersCreated.values())
    this.threads.push(...log.threadsCreated.values())
    this.threadKeys.push(...log.keysAdded)
    this.messages.push(...log.messagesCreated.values())
    this.conflicts.push(...log.conflictsOpened.values())
    for (const [eventId, change] of log.waitingAdded) this.waiting.set(eventId, change)
    for (const eventId of log.waitingRemoved) this.waiting.delete(eventId)
    edit({ contacts: this.contacts, identifiers: this.identifiers })
    for (const row of [...this.threads, ...this.messages]) {
      if (row.contactId) row.contactId = this.survivor(row.contactId)
    }
    this.ws = new WorkingSet(
      {
        contacts: this.contacts,
        identifiers: this.identifiers,
        threads: this.threads,
        threadKeys: this.threadKeys,
        messages: this.messages,
        waiting: this.waiting.values(),
      },
      (prefix) => this.id(prefix),
    )
  }

  /** What accepting a duplicate review does: the identifiers of one contact become the survivor's. */
  merge(survivorId: string, mergedId: string): void {
    this.reload(({ contacts, identifiers }) => {
      for (const contact of contacts) if (contact.id === mergedId) contact.mergedIntoId = survivorId
      for (const row of identifiers) if (row.contactId === mergedId) row.contactId = survivorId
    })
  }

  /** What accepting a split does: identifiers that were somebody else's become a contact of their own. */
  split(contactId: string, identifierIds: readonly string[]): string[] {
    const made: Contact = { id: this.id('c'), provisional: true, labels: [] }
    const moved: string[] = []
    this.reload(({ contacts, identifiers }) => {
      const held = identifiers.filter((row) => row.contactId === this.survivor(contactId))
      for (const row of accountOf(held, identifierIds)) {
        row.contactId = made.id
        moved.push(row.value)
      }
      if (moved.length > 0) contacts.push(made)
    })
    return moved
  }

  survivor(contactId: string): string {
    const next = this.contacts.find((contact) => contact.id === contactId)?.mergedIntoId
    return next ? this.survivor(next) : contactId
  }

  mergedCount(): number {
    return this.contacts.filter((contact) => contact.mergedIntoId).length
  }

  /** Every thread there was before the last reload. */
  allThreads(): readonly Thread[] {
    return this.threads
  }

  /** Every identifier there is. */
  everything(): Identifier[] {
    return [...this.identifiers, ...this.ws.log.identifiersCreated.values()]
  }

  /** Resolves one update; the same key again is the same event and changes nothing. */
  send(update: Sent): Resolution {
    const known = this.resolutions.get(update.key)
    if (known) return known
    const eventId = this.id('ev')
    this.eventOf.set(eventId, update.key)
    return this.resolve(update, eventId)
  }

  /** Resolves an event again, as a replay does. */
  replay(update: Sent): Resolution {
    const eventId = [...this.eventOf].find(([, key]) => key === update.key)?.[0] ?? this.id('ev')
    this.eventOf.set(eventId, update.key)
    return this.resolve(update, eventId)
  }

  private resolve(update: Sent, eventId: string): Resolution {
    const portfolioId = update.number ? NUMBERS[update.number] : undefined
    const resolution = resolveUpdate(
      update,
      {
        eventId,
        receivedAt: update.at,
        number: update.number && portfolioId ? { id: update.number, portfolioId } : undefined,
        numbersOf: (portfolio) => Object.keys(NUMBERS).filter((number) => NUMBERS[number] === portfolio),
        route: this.router,
      },
      this.ws,
    )
    this.resolutions.set(update.key, resolution)
    for (const settled of this.ws.log.settled.splice(0)) {
      const key = this.eventOf.get(settled.eventId)
      if (key) this.resolutions.set(key, settled.resolution)
    }
    return resolution
  }

  contactOf(update: Sent): string | undefined {
    return this.resolutions.get(update.key)?.contactId
  }

  /** `kind value` of every active identifier of a contact, verified ones unless asked otherwise. */
  active(contactId: string | undefined, assurance: Identifier['assurance'] = 'verified'): string[] {
    return this.ws
      .identifiersOf(contactId ?? '')
      .filter((row) => row.active && row.assurance === assurance)
      .map((row) => `${row.kind} ${row.value}`)
      .sort()
  }
}
