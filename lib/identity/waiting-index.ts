import { type Identifier, type IdentifierKind, type WaitingChange, WORKSPACE_SCOPE } from './model'

/** Waiting identity changes by the identifiers that would free them: either BSUID, or the phone that was left. */
export class WaitingIndex {
  private readonly byEvent = new Map<string, WaitingChange>()
  private readonly byKey = new Map<string, Set<string>>()
  private readonly gained = new Set<string>()

  add(change: WaitingChange): void {
    this.byEvent.set(change.eventId, change)
    for (const key of keysOf(change)) {
      const known = this.byKey.get(key)
      if (known) known.add(change.eventId)
      else this.byKey.set(key, new Set([change.eventId]))
    }
  }

  remove(eventId: string): WaitingChange | undefined {
    const change = this.byEvent.get(eventId)
    if (!change) return undefined
    this.byEvent.delete(eventId)
    for (const key of keysOf(change)) this.byKey.get(key)?.delete(eventId)
    return change
  }

  get(eventId: string): WaitingChange | undefined {
    return this.byEvent.get(eventId)
  }

  /** An identifier found a holder; changes that hang on it become due. */
  noteHolder(row: Identifier): void {
    if (this.byEvent.size > 0) this.gained.add(keyOf(row.kind, row.scope, row.matchKey))
  }

  /** The changes that may apply now, oldest first, each time an identifier found a holder. */
  takeDue(): WaitingChange[] {
    if (this.gained.size === 0) return []
    const due = new Set<string>()
    for (const key of this.gained) for (const eventId of this.byKey.get(key) ?? []) due.add(eventId)
    this.gained.clear()
    return [...due]
      .map((eventId) => this.byEvent.get(eventId))
      .filter((change) => change !== undefined)
      .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.eventId < b.eventId ? -1 : 1))
  }
}

function keysOf(change: WaitingChange): string[] {
  const keys: string[] = []
  const { previous, next } = change.change
  if (previous.bsuid) keys.push(keyOf('bsuid', change.portfolioId, previous.bsuid))
  if (next.bsuid) keys.push(keyOf('bsuid', change.portfolioId, next.bsuid))
  if (previous.phone) keys.push(keyOf('phone', WORKSPACE_SCOPE, previous.phone.matchKey))
  return keys
}

function keyOf(kind: IdentifierKind, scope: string, matchKey: string): string {
  return `${kind}\n${scope}\n${matchKey}`
}
