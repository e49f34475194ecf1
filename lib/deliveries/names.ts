import type { Names } from '@/lib/identity/why'
import { db } from '@/lib/server/db'
import { inParts } from './in-parts'

/** The names behind the ids of events, read in one go for a page or an export. */
export type NameBook = Names & {
  contacts: Map<string, NamedContact>
  crmIdOf: (contactId: string) => string | null
  workflowName: (id: string) => string | null
  numberLabel: (id: string) => string | null
}

type NamedContact = {
  id: string
  crmContactId: string | null
  name: string | null
  provisional: boolean
  state: string
}

type Mentioning = {
  contactId?: string | null
  numberId?: string | null
  workflowId?: string | null
  why?: unknown
  candidates?: unknown
}

const CONTACT_ID = /^c_/
const NUMBER_ID = /^num_/
const PORTFOLIO_ID = /^pf_/
const WORKFLOW_ID = /^wf_/

/** Every id that a list of events mentions, in their columns and inside the steps of their why-traces. */
function mentionedIds(events: readonly Mentioning[]): string[] {
  const ids = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') ids.add(value)
    else if (Array.isArray(value)) for (const entry of value) collect(entry)
    else if (typeof value === 'object' && value !== null) for (const entry of Object.values(value)) collect(entry)
  }
  for (const { contactId, numberId, workflowId, why, candidates } of events) {
    for (const value of [contactId, numberId, workflowId, why, candidates]) collect(value)
  }
  return [...ids]
}

/** Reads the names that these events mention. An id that is not known any more is named in words, never shown raw. */
export async function nameBook(workspaceId: string, events: readonly Mentioning[]): Promise<NameBook> {
  const ids = mentionedIds(events)
  const of = (shape: RegExp) => ids.filter((id) => shape.test(id))
  const [contacts, numbers, portfolios, workflows] = await Promise.all([
    inParts(of(CONTACT_ID), (part) =>
      db.contact.findMany({
        where: { workspaceId, id: { in: part } },
        select: { id: true, crmContactId: true, name: true, provisional: true, state: true },
      }),
    ),
    inParts(of(NUMBER_ID), (part) => db.businessNumber.findMany({ where: { workspaceId, id: { in: part } } })),
    inParts(of(PORTFOLIO_ID), (part) => db.portfolio.findMany({ where: { workspaceId, id: { in: part } } })),
    inParts(of(WORKFLOW_ID), (part) => db.workflow.findMany({ where: { workspaceId, id: { in: part } } })),
  ])
  return bookOf({
    contacts: new Map(contacts.map((row) => [row.id, row])),
    numbers: new Map(numbers.map((row) => [row.id, row.label])),
    portfolios: new Map(portfolios.map((row) => [row.id, row.name])),
    workflows: new Map(workflows.map((row) => [row.id, row.name])),
  })
}

type Read = {
  contacts: Map<string, NamedContact>
  numbers: Map<string, string>
  portfolios: Map<string, string>
  workflows: Map<string, string>
}

function bookOf({ contacts, numbers, portfolios, workflows }: Read): NameBook {
  return {
    contacts,
    contact: (id) => contactWords(contacts.get(id)),
    number: (id) => numbers.get(id) ?? 'a number that was removed',
    portfolio: (id) => portfolios.get(id) ?? 'unnamed',
    workflow: (id) => workflows.get(id) ?? 'a workflow that was removed',
    crmIdOf: (id) => contacts.get(id)?.crmContactId ?? null,
    workflowName: (id) => workflows.get(id) ?? null,
    numberLabel: (id) => numbers.get(id) ?? null,
  }
}

/** A contact inside a sentence: the CRM id where there is one, since that is the name other systems know. */
function contactWords(contact: NamedContact | undefined): string {
  if (!contact) return 'a contact that is gone'
  if (contact.crmContactId) return contact.crmContactId
  return contact.name ? `${contact.name} (provisional)` : 'a provisional contact'
}
