import { type Identifier, type IdentifierKind, WORKSPACE_SCOPE } from './model'

/** Who holds a BSUID in a portfolio, now or as an older link of a lineage, and who only claims it. */
export type BsuidStanding = { holder?: Identifier; claimants: string[] }

export type PhoneStanding = {
  /** The one verified holder at the time asked about. */
  holder?: Identifier
  /** True when the holder has since left the phone: the payload is older than that. */
  late: boolean
  /** Contacts that claim it, leaving out those a signed payload showed to have left it. */
  claimants: string[]
}

/** Identifiers by what they say and by whose they are. Rows are indexed once; their state is read when asked. */
export class IdentifierIndex {
  private readonly byKey = new Map<string, Identifier[]>()
  private readonly byContact = new Map<string, Identifier[]>()

  add(row: Identifier): void {
    push(this.byKey, keyOf(row.kind, row.scope, row.matchKey), row)
    push(this.byContact, row.contactId, row)
  }

  ofContact(contactId: string): readonly Identifier[] {
    return this.byContact.get(contactId) ?? []
  }

  bsuid(portfolioId: string, value: string): BsuidStanding {
    const rows = this.rows('bsuid', portfolioId, value)
    const verified = rows.filter((row) => row.assurance === 'verified')
    const holder = verified.find((row) => row.active) ?? verified.at(-1)
    // A CRM that imported BSUIDs without naming the portfolio claims them for the workspace.
    const claims = [...rows, ...this.rows('bsuid', WORKSPACE_SCOPE, value)]
    return { ...(holder ? { holder } : {}), claimants: claimantsOf(claims) }
  }

  parentHolder(value: string): Identifier | undefined {
    const verified = this.rows('parent_bsuid', WORKSPACE_SCOPE, value).filter((row) => row.assurance === 'verified')
    return verified.find((row) => row.active) ?? verified.at(-1)
  }

  usernameHolders(matchKey: string): Identifier[] {
    return this.rows('username', WORKSPACE_SCOPE, matchKey)
  }

  /**
   * Whose phone this was at the time of the payload. Phones pass from person to person, and payloads arrive late: a
   * message sent before its sender left the number is theirs, even when somebody else has the number by now.
   */
  phone(matchKey: string, at: Date): PhoneStanding {
    const rows = this.rows('phone', WORKSPACE_SCOPE, matchKey)
    const verified = rows.filter((row) => row.assurance === 'verified')
    const notYet = new Set(verified.filter((row) => beginsAfter(row, at)).map((row) => row.contactId))
    const current = verified.find((row) => row.active && !notYet.has(row.contactId))
    const past = verified.find((row) => !row.active && row.validTo && row.validFrom <= at && at <= row.validTo)
    const left = new Set(verified.filter((row) => !row.active).map((row) => row.contactId))
    const claimants = claimantsOf(rows).filter((id) => !left.has(id) && !notYet.has(id))
    if (past && !(current && current.validFrom <= at)) return { holder: past, late: true, claimants }
    return { ...(current ? { holder: current } : {}), late: false, claimants }
  }

  /** When another contact was first seen with this phone, if that was after the time asked about. */
  phoneTakenAfter(matchKey: string, at: Date, byOtherThan: string): Date | undefined {
    return this.rows('phone', WORKSPACE_SCOPE, matchKey)
      .filter((row) => row.assurance === 'verified' && row.contactId !== byOtherThan && row.validFrom > at)
      .map((row) => row.validFrom)
      .sort((a, b) => a.getTime() - b.getTime())[0]
  }

  private rows(kind: IdentifierKind, scope: string, matchKey: string): Identifier[] {
    return this.byKey.get(keyOf(kind, scope, matchKey)) ?? []
  }
}

/** An identity change told when the phone became the contact's; before that it was not. */
function beginsAfter(row: Identifier, at: Date): boolean {
  return row.evidence.source === 'change' && row.validFrom > at
}

function claimantsOf(rows: Identifier[]): string[] {
  return [
    ...new Set(rows.filter((row) => row.active && row.assurance === 'claimed').map((row) => row.contactId)),
  ].sort()
}

function keyOf(kind: IdentifierKind, scope: string, matchKey: string): string {
  return `${kind}\n${scope}\n${matchKey}`
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
