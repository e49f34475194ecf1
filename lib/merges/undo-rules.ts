import type { Fields, IdentifierState, Side, Snapshot, UndoQuestion } from './model'
import { PICKABLE } from './model'

/** An identifier of the survivor as it stands when the merge is undone. */
export type IdentifierNow = IdentifierState & {
  /** `kind value`, compared as the resolver compares. */
  trait: string
  evidenceEventId: string | null
}

export type ThreadNow = { id: string; lastAt: string /** `kind value` of its keys. */; traits: readonly string[] }

/** An event of the survivor that is in none of its conversations, or is evidence of an identifier that is new. */
export type EventNow = { id: string; threadId: string | null; messageId: string | null; traits: readonly string[] }

export type Present = {
  survivor: { fields: Fields; labels: readonly string[] }
  identifiers: readonly IdentifierNow[]
  threads: readonly ThreadNow[]
  events: readonly EventNow[]
  /** CRM contact ids that contacts other than these two have today. */
  crmIdsTaken: ReadonlySet<string>
}

export type UndoPlan = {
  survivor: { fields: Fields; labels: string[] }
  merged: Fields
  /** What goes back to the merged contact. */
  identifierIds: string[]
  threadIds: string[]
  eventIds: string[]
  messageIds: string[]
  questions: UndoQuestion[]
}

type Sides = Map<string, Side>

/**
 * Which side everything is on: what was there, by the snapshot; what came since, by what it took the place of, by the
 * conversation it was said in, and by the identifiers it came with. What both or neither lay claim to has no side.
 */
class SideFinder {
  readonly identifiers: Sides = new Map()
  readonly threads: Sides = new Map()
  private readonly events: Map<string, EventNow>
  private readonly crmSide: Side

  constructor(
    snapshot: Snapshot,
    private readonly now: Present,
  ) {
    for (const side of ['survivor', 'merged'] as const) {
      for (const { id } of snapshot[side].identifiers) this.identifiers.set(id, side)
      for (const { id } of snapshot[side].threads) this.threads.set(id, side)
    }
    const { survivor, written } = snapshot
    this.crmSide = written.fields.crmContactId === survivor.fields.crmContactId ? 'survivor' : 'merged'
    this.events = new Map(now.events.map((event) => [event.id, event]))
    // Each round can free another: a new BSUID tells whose a new conversation is, and that whose a new phone.
    for (let grew = true; grew; ) grew = this.followReplacements() || this.readThreads() || this.readEvidence()
  }

  /** The side that alone has one of these traits. What WhatsApp showed counts before what the CRM claims. */
  sideOfTraits(traits: readonly string[]): Side | undefined {
    const rows = this.now.identifiers.filter((row) => traits.includes(row.trait))
    const verified = rows.filter((row) => row.standing === 'verified')
    const sides = (verified.length > 0 ? verified : rows).map((row) => this.identifiers.get(row.id))
    const [only, another] = new Set(sides.filter((side) => side !== undefined))
    return another ? undefined : only
  }

  sideOfEvent(event: EventNow): Side | undefined {
    const byThread = event.threadId ? this.threads.get(event.threadId) : undefined
    return byThread ?? this.sideOfTraits(event.traits)
  }

  private followReplacements(): boolean {
    let grew = false
    for (const { id, replacedById } of this.now.identifiers) {
      const side = this.identifiers.get(id)
      if (!side || !replacedById || this.identifiers.has(replacedById)) continue
      this.identifiers.set(replacedById, side)
      grew = true
    }
    return grew
  }

  private readThreads(): boolean {
    return this.place(this.now.threads, this.threads, ({ traits }) => this.sideOfTraits(traits))
  }

  private readEvidence(): boolean {
    return this.place(this.now.identifiers, this.identifiers, ({ evidenceEventId }) => {
      // Without an event, the CRM or an import said so of the record whose id the survivor went by.
      if (!evidenceEventId) return this.crmSide
      const event = this.events.get(evidenceEventId)
      return event && this.sideOfEvent(event)
    })
  }

  private place<T extends { id: string }>(rows: readonly T[], sides: Sides, find: (row: T) => Side | undefined) {
    const placed = rows.flatMap((row): [string, Side][] => {
      const side = sides.has(row.id) ? undefined : find(row)
      return side ? [[row.id, side]] : []
    })
    for (const [id, side] of placed) sides.set(id, side)
    return placed.length > 0
  }
}

/** Both contacts as they were, with what happened since on the side it belongs to, and the rest as questions. */
export function planUndo(snapshot: Snapshot, now: Present): UndoPlan {
  const finder = new SideFinder(snapshot, now)
  const questions: UndoQuestion[] = []
  const survivor = restoredFields(snapshot, now, questions)
  const merged = { ...snapshot.merged.fields }
  freeCrmIds({ survivor, merged }, now, questions)
  askAboutIdentifiers(snapshot, finder, { now, questions })
  for (const { id } of now.threads) {
    if (!finder.threads.has(id)) questions.push({ ...ask(`thread ${id}`), kind: 'thread-new', threadId: id })
  }
  const activity = (side: Side) => lastActivity(snapshot, now.threads, { side, sides: finder.threads })
  survivor.lastContactAt = activity('survivor')
  merged.lastContactAt = activity('merged')
  const looseSide = looseSides(snapshot, now, finder)
  return {
    survivor: { fields: survivor, labels: restoredLabels(snapshot, now.survivor.labels) },
    merged,
    identifierIds: idsOn('merged', now.identifiers, finder.identifiers),
    threadIds: idsOn('merged', now.threads, finder.threads),
    ...looseSide,
    questions,
  }
}

const ask = (key: string) => ({ key, decided: null })

function idsOn(side: Side, rows: readonly { id: string }[], sides: Sides): string[] {
  return rows.filter(({ id }) => sides.get(id) === side).map(({ id }) => id)
}

/** A field that nobody touched since goes back; one that was edited stays, and is asked about. */
function restoredFields({ survivor, written }: Snapshot, now: Present, questions: UndoQuestion[]): Fields {
  const fields: Fields = { ...now.survivor.fields }
  for (const field of PICKABLE) {
    const before = survivor.fields[field]
    const current = now.survivor.fields[field]
    if (current === written.fields[field]) fields[field] = before
    else if (current !== before)
      questions.push({ ...ask(`field ${field}`), kind: 'field', field, before, now: current })
  }
  const isUntouched = fields.crmContactId === survivor.fields.crmContactId
  fields.provisional = isUntouched ? survivor.fields.provisional : fields.provisional
  if (now.survivor.fields.firstContactAt === written.fields.firstContactAt) {
    fields.firstContactAt = survivor.fields.firstContactAt
  }
  return fields
}

/** A CRM contact id that somebody else has by now cannot come back: the contact stays without one, and that is asked. */
function freeCrmIds(both: Record<Side, Fields>, now: Present, questions: UndoQuestion[]): void {
  const taken = new Set(now.crmIdsTaken)
  for (const side of ['survivor', 'merged'] as const) {
    const value = both[side].crmContactId
    if (value !== null && taken.has(value)) {
      both[side].crmContactId = null
      questions.push({ ...ask(`crm-id ${side}`), kind: 'crm-id-taken', side, value })
    } else if (value !== null) taken.add(value)
  }
}

/** What somebody added since stays, what somebody took away since stays away. */
function restoredLabels({ survivor, written }: Snapshot, now: readonly string[]): string[] {
  const added = now.filter((label) => !written.labels.includes(label))
  const removed = written.labels.filter((label) => !now.includes(label))
  return [...new Set([...survivor.labels, ...added])].filter((label) => !removed.includes(label)).sort()
}

type Asking = { now: Present; questions: UndoQuestion[] }

function askAboutIdentifiers(snapshot: Snapshot, finder: SideFinder, { now, questions }: Asking): void {
  const before = new Map([...snapshot.survivor.identifiers, ...snapshot.merged.identifiers].map((row) => [row.id, row]))
  for (const row of now.identifiers) {
    const side = finder.identifiers.get(row.id)
    if (!side) questions.push({ ...ask(`identifier ${row.id}`), kind: 'identifier-new', identifierId: row.id })
    else if (before.get(row.id)?.active && !row.active && endedByOther(row, side, finder)) {
      questions.push({ ...ask(`ended ${row.id}`), kind: 'identifier-ended', identifierId: row.id, side })
    }
  }
}

/** Ended because the two were one: what took its place is the other's. */
function endedByOther({ replacedById }: IdentifierNow, side: Side, { identifiers }: SideFinder): boolean {
  const heir = replacedById ? identifiers.get(replacedById) : undefined
  return heir !== undefined && heir !== side
}

type Whose = { side: Side; sides: Sides }

/** As it was, or later when one of its conversations went on since. */
function lastActivity(snapshot: Snapshot, threads: readonly ThreadNow[], { side, sides }: Whose): string | null {
  const before = new Map(
    [...snapshot.survivor.threads, ...snapshot.merged.threads].map(({ id, lastAt }) => [id, lastAt]),
  )
  let last = snapshot[side].fields.lastContactAt
  for (const { id, lastAt } of threads) {
    const wentOn = (sides.get(id) ?? 'survivor') === side && before.get(id) !== lastAt
    if (wentOn && (last === null || lastAt > last)) last = lastAt
  }
  return last
}

/** Events and messages outside of both contacts' conversations: those that were the merged one's, and those about it since. */
function looseSides(snapshot: Snapshot, now: Present, finder: SideFinder): Pick<UndoPlan, 'eventIds' | 'messageIds'> {
  const since = now.events.filter((event) => {
    const isLoose = event.threadId === null || !finder.threads.has(event.threadId)
    return isLoose && finder.sideOfTraits(event.traits) === 'merged'
  })
  const messages = since.map(({ messageId }) => messageId).filter((id) => id !== null)
  return {
    eventIds: [...new Set([...snapshot.loose.events, ...since.map(({ id }) => id)])],
    messageIds: [...new Set([...snapshot.loose.messages, ...messages])],
  }
}
