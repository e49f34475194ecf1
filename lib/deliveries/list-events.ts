import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { type EventRecord, factsOf, readEvents } from './event-record'
import { countEvents, type EventPage, type EventQuery, eventIdsOfPage, whereEvents } from './event-store'
import { type NameBook, nameBook } from './names'
import type { EventFilter } from './schema'
import { becauseWords, whatWord } from './words'

/** One row of the events list. It carries no identifier of a person, so there is nothing to mask. */
export type EventRow = {
  id: string
  receivedAt: Date
  what: string
  outcome: string
  /** The workflow it reaches, "Review" while a person has to decide, null when it goes nowhere. */
  reaches: string | null
  because: string
  contact: { label: string; kind: 'crm' | 'provisional' | 'several' | 'none' }
  number: string | null
}

export type EventList = {
  rows: EventRow[]
  total: number
  /** True when more match than are counted. */
  more: boolean
  /** True when only the newest events were looked through. */
  windowed: boolean
}

/** The ground every question about events stands on: the workspace's zone and country, and one reading of the clock. */
export async function eventQuery(actor: Actor, filter: EventFilter, now = new Date()): Promise<EventQuery> {
  const { workspaceId } = actor
  const { zone, defaultCountry: country } = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  return { workspaceId, filter, now, zone, country }
}

function contactOf(event: EventRecord, names: NameBook): EventRow['contact'] {
  const count = event.candidates.length
  if (event.contactId && !(event.outcome === 'conflict' && count > 1)) {
    const crmContactId = names.crmIdOf(event.contactId)
    return crmContactId ? { label: crmContactId, kind: 'crm' } : { label: 'provisional', kind: 'provisional' }
  }
  if (count === 0) return { label: '–', kind: 'none' }
  return { label: count === 1 ? '1 contact' : `${count} contacts`, kind: 'several' }
}

function reachesOf(event: EventRecord, names: NameBook): string | null {
  if (event.workflowId) return names.workflow(event.workflowId)
  return event.outcome === 'conflict' || event.outcome === 'ambiguous' ? 'Review' : null
}

export function rowOf(event: EventRecord, names: NameBook): EventRow {
  const provisional = event.contactId ? (names.contacts.get(event.contactId)?.provisional ?? null) : null
  const facts = factsOf(event, provisional)
  return {
    id: event.id,
    receivedAt: event.receivedAt,
    what: whatWord(facts),
    outcome: event.outcome,
    reaches: reachesOf(event, names),
    because: becauseWords(facts),
    contact: contactOf(event, names),
    number: event.numberId ? names.numberLabel(event.numberId) : null,
  }
}

/** One page of events, filtered, searched and ordered in SQL. */
export async function listEvents(actor: Actor, filter: EventFilter, page: EventPage): Promise<EventList> {
  const query = await eventQuery(actor, filter)
  const where = await whereEvents(query)
  const [ids, { count, more }] = await Promise.all([eventIdsOfPage(where, page), countEvents(where)])
  const events = await readEvents(actor.workspaceId, ids)
  const names = await nameBook(actor.workspaceId, events)
  return { rows: events.map((event) => rowOf(event, names)), total: count, more, windowed: where.windowed }
}
