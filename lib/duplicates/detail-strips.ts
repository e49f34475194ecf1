import type { HeldBy } from './detail-store'
import {
  type ComparedCell,
  contactCells,
  decisiveCell,
  type Moment,
  type Payloads,
  type PersonCells,
  payloadCells,
} from './evidence'
import { maskedText } from './shown'
import type { NamedContact } from './store'

/** A cell of the strip as text. `source` is what its plain value is asked for by. */
export type StripCell = {
  presence: 'present' | 'known' | 'missing'
  text: string | null
  source: string | null
  missingText: string | null
  compared: 'agree' | 'differ' | null
  remark: string | null
  /** Cells that agree on the same are joined. */
  group: string | null
  /** A second identifier in the same cell: the parent BSUID beside the BSUID. */
  also: { text: string; source: string } | null
}

export type StripCells = Record<'phone' | 'username' | 'bsuid' | 'number' | 'contact' | 'thread', StripCell>

/** What became of a contact that is not there as it was. */
export type Gone = { how: 'merged'; intoId: string | null } | { how: 'erased' } | null

export type DetailStrip = {
  key: string
  cells: StripCells
  /** The cell that decided where the events went. */
  decisive: 'phone' | 'bsuid' | null
} & (
  | { of: Moment }
  | {
      of: 'contact'
      contact: { id: string; name: string | null; crmContactId: string | null; placed: boolean; gone: Gone }
    }
)

const NOTHING: StripCell = {
  presence: 'missing',
  text: null,
  source: null,
  missingText: null,
  compared: null,
  remark: null,
  group: null,
  also: null,
}

const missing = (missingText: string): StripCell => ({ ...NOTHING, missingText })
const present = (text: string): StripCell => ({ ...NOTHING, presence: 'present', text })

function personCell(cell: ComparedCell, missingText: string): StripCell {
  const { presence, held, compared, remark, agreesWith = null, also } = cell
  if (!held) return missing(missingText)
  return {
    ...{ presence, compared, remark, missingText: null, group: agreesWith },
    text: maskedText(held),
    source: held.source,
    also: also ? { text: maskedText(also), source: also.source } : null,
  }
}

function personCells(cells: PersonCells, words: Record<keyof PersonCells, string>) {
  return {
    phone: personCell(cells.phone, words.phone),
    username: personCell(cells.username, words.username),
    bsuid: personCell(cells.bsuid, words.bsuid),
  }
}

const NOT_SENT = { phone: 'not sent', username: 'not sent', bsuid: 'not sent' }
const NOT_ON_FILE = { phone: 'none on file', username: 'none seen', bsuid: 'none on file' }

/** Enough of an id to recognise a conversation by. */
export const shortThread = (id: string): string => `…${id.slice(-6)}`

type Thread = { id: string; numberId: string }

export type StripGround = {
  payloads: Payloads
  portfolioId: string | null
  contactIds: readonly string[]
  placedId: string | null
  contacts: ReadonlyMap<string, NamedContact>
  held: readonly HeldBy[]
  threads: ReadonlyMap<string, Thread>
  numberLabel: (id: string) => string
  event: { numberId: string | null; threadId: string | null; decisive: string | null }
}

function goneOf(contact: NamedContact | undefined): Gone {
  if (contact?.state === 'merged') return { how: 'merged', intoId: contact.mergedIntoId }
  return contact?.state === 'active' ? null : { how: 'erased' }
}

function contactStrip(id: string, cells: PersonCells, ground: StripGround): DetailStrip {
  const contact = ground.contacts.get(id)
  const thread = ground.threads.get(id)
  return {
    key: id,
    of: 'contact',
    decisive: null,
    contact: {
      id,
      name: contact?.name ?? null,
      crmContactId: contact?.crmContactId ?? null,
      placed: id === ground.placedId,
      gone: goneOf(contact),
    },
    cells: {
      ...personCells(cells, NOT_ON_FILE),
      number: thread ? present(ground.numberLabel(thread.numberId)) : missing('not written yet'),
      contact: contact?.crmContactId ? present(contact.crmContactId) : missing('no record'),
      thread: thread ? present(shortThread(thread.id)) : missing('none yet'),
    },
  }
}

function placedCell({ placedId, contacts }: StripGround): StripCell {
  if (!placedId) return missing('nobody yet')
  const crmContactId = contacts.get(placedId)?.crmContactId
  return crmContactId ? present(crmContactId) : missing('provisional')
}

function payloadStrip(of: Moment, cells: PersonCells, ground: StripGround): DetailStrip {
  const { event, numberLabel } = ground
  const here = of === 'now'
  return {
    key: of,
    of,
    decisive: here ? decisiveCell(event.decisive) : null,
    cells: {
      ...personCells(cells, NOT_SENT),
      number: event.numberId ? present(numberLabel(event.numberId)) : missing('unknown'),
      contact: here ? placedCell(ground) : missing('as now'),
      thread: here ? (event.threadId ? present(shortThread(event.threadId)) : missing('none')) : missing('as now'),
    },
  }
}

/**
 * The strips in the order in which they are joined: the contact that has the events, what the payload said before and says
 * now, then everybody else. So what two of them share stands in neighbouring rows.
 */
export function stripsOf(ground: StripGround): DetailStrip[] {
  const { payloads, contactIds, placedId, held, portfolioId } = ground
  const compared = contactIds.map((id) => {
    const own = held.filter((row) => row.contactId === id)
    return { id, cells: contactCells(own, payloads, portfolioId) }
  })
  const all = compared.map(({ cells }) => cells)
  const strips = compared.map(({ id, cells }) => contactStrip(id, cells, ground))
  const said = (of: Moment) => payloadStrip(of, payloadCells(of, payloads[of], all), ground)
  return [
    ...strips.filter((strip) => strip.key === placedId),
    ...(payloads.before.length > 0 ? [said('before')] : []),
    said('now'),
    ...strips.filter((strip) => strip.key !== placedId),
  ]
}
