import { nameKey } from '@/lib/shared/name-key'
import type { Claim, ContactState, IncomingContact, RowOutcome } from './model'
import { createContact, isSamePerson, keyClaims, type NewIds, updateContact } from './upsert-rules'

/** What a roster looks for in the database before it takes some rows. */
export type Lookup = { crmIds: string[]; claims: Claim[]; nameKeys: string[] }

function slot(claim: Claim): string {
  return `${claim.kind}|${claim.scope}|${claim.matchKey}`
}

/**
 * The contacts some rows are about, as they stand after the rows before. It finds the contact of a row (by CRM contact
 * id; without one, among the contacts that imports made without one), applies the row, and remembers what is to be
 * written. No database: rows and stored contacts go in, outcomes and changed contacts come out.
 */
export class Roster {
  private readonly byId = new Map<string, ContactState>()
  private readonly byCrmId = new Map<string, ContactState>()
  private readonly byClaim = new Map<string, Set<ContactState>>()
  private readonly byName = new Map<string, Set<ContactState>>()
  private readonly createdIds = new Set<string>()
  private readonly updatedIds = new Set<string>()

  constructor(
    private readonly evidenceKind: 'crm' | 'import',
    private readonly ids: NewIds,
  ) {}

  /** What has to be read so that `take` can answer for these rows. */
  lookup(rows: readonly IncomingContact[]): Lookup {
    const crmIds = new Set<string>()
    const claims = new Map<string, Claim>()
    const names = new Set<string>()
    for (const row of rows) {
      if (row.crmContactId !== null) {
        if (!this.byCrmId.has(row.crmContactId)) crmIds.add(row.crmContactId)
        continue
      }
      const keys = keyClaims(row.claims)
      for (const claim of keys) claims.set(slot(claim), claim)
      const name = nameKey(row.name)
      if (keys.length === 0 && name !== null) names.add(name)
    }
    return { crmIds: [...crmIds], claims: [...claims.values()], nameKeys: [...names] }
  }

  /** Adds stored contacts; one that is already here stays as the rows before left it. */
  learn(states: readonly ContactState[]): void {
    for (const state of states) if (!this.byId.has(state.id)) this.index(state)
  }

  take(incoming: IncomingContact): RowOutcome {
    const found = this.find(incoming)
    if (found === 'several') return { result: 'failed', code: 'key-ambiguous', field: null }
    if (!found) return this.create(incoming)
    const outcome = updateContact(found, incoming, { evidenceKind: this.evidenceKind, ids: this.ids })
    if (outcome.result === 'updated') {
      this.index(found)
      if (!this.createdIds.has(found.id)) this.updatedIds.add(found.id)
    }
    return outcome
  }

  /** A new roster that starts with some of these contacts as they stand; nothing in it is waiting to be written. */
  carry(keep: (state: ContactState) => boolean): Roster {
    const next = new Roster(this.evidenceKind, this.ids)
    next.learn([...this.byId.values()].filter(keep))
    return next
  }

  created(): ContactState[] {
    return this.pick(this.createdIds)
  }

  updated(): ContactState[] {
    return this.pick(this.updatedIds)
  }

  private pick(ids: Set<string>): ContactState[] {
    return [...ids].flatMap((id) => this.byId.get(id) ?? [])
  }

  private create(incoming: IncomingContact): RowOutcome {
    const { state, outcome } = createContact(incoming, this.evidenceKind, this.ids)
    this.createdIds.add(state.id)
    this.index(state)
    return outcome
  }

  private index(state: ContactState): void {
    this.byId.set(state.id, state)
    if (state.crmContactId !== null) {
      this.byCrmId.set(state.crmContactId, state)
      return
    }
    for (const row of keyClaims(state.identifiers)) add(this.byClaim, slot(row), state)
    const name = nameKey(state.name)
    if (name !== null) add(this.byName, name, state)
  }

  private find(incoming: IncomingContact): ContactState | 'several' | undefined {
    if (incoming.crmContactId !== null) return this.byCrmId.get(incoming.crmContactId)
    const keys = keyClaims(incoming.claims)
    const near =
      keys.length > 0
        ? keys.flatMap((claim) => [...(this.byClaim.get(slot(claim)) ?? [])])
        : [...(this.byName.get(nameKey(incoming.name) ?? '') ?? [])]
    const same = [...new Set(near)].filter((state) => isSamePerson(state, incoming))
    return same.length > 1 ? 'several' : same[0]
  }
}

function add<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const known = map.get(key)
  if (known) known.add(value)
  else map.set(key, new Set([value]))
}
