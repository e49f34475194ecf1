import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Book, bookOf, conflictQuery, contactLabel, factsOf, shownValue } from './list-conflicts'
import type { ShownKind } from './rules'
import type { ConflictFilter } from './schema'
import { maskedText, plainText } from './shown'
import { type ConflictWhere, nextConflictIds, readConflicts, type StoredConflict, whereConflicts } from './store'
import { kindWords, proposalWords } from './words'

const PAGE = 500

type Line = { conflict: StoredConflict; facts: ReturnType<typeof factsOf>; book: Book; plain: boolean }

function shown({ facts, plain }: Line, kind: ShownKind): string {
  const value = shownValue(facts.evidence, kind)
  if (value === undefined) return ''
  return plain ? plainText({ kind, value }) : maskedText({ kind, value })
}

const COLUMNS: CsvColumn<Line>[] = [
  { header: 'id', value: ({ conflict }) => conflict.id },
  { header: 'state', value: ({ facts }) => facts.state },
  { header: 'kind', value: ({ conflict }) => conflict.kind },
  { header: 'disagreement', value: ({ facts }) => kindWords(facts.told) },
  { header: 'rule', value: ({ conflict }) => conflict.rule },
  { header: 'phone', value: (line) => shown(line, 'phone') },
  { header: 'bsuid', value: (line) => shown(line, 'bsuid') },
  { header: 'parent_bsuid', value: (line) => shown(line, 'parent_bsuid') },
  { header: 'username', value: (line) => shown(line, 'username') },
  {
    header: 'events_with',
    value: ({ conflict, book }) => (conflict.contactId ? contactLabel(book.contacts.get(conflict.contactId)) : ''),
  },
  {
    header: 'crm_contact_ids',
    value: ({ facts, book }) => facts.contactIds.flatMap((id) => book.contacts.get(id)?.crmContactId ?? []).join('; '),
  },
  { header: 'contact_ids', value: ({ facts }) => facts.contactIds.join('; ') },
  {
    header: 'question',
    value: ({ facts }) => proposalWords(facts.evidence.proposal, facts.told).question,
  },
  {
    header: 'basis',
    value: ({ facts }) => proposalWords(facts.evidence.proposal, facts.told).basis,
  },
  { header: 'events', value: ({ conflict }) => conflict.events },
  { header: 'number', value: ({ conflict, book }) => book.places.numbers.get(conflict.numberId ?? '') },
  { header: 'portfolio', value: ({ conflict, book }) => book.places.portfolios.get(conflict.portfolioId ?? '') },
  { header: 'first_seen_at', value: ({ conflict }) => conflict.firstSeenAt },
  { header: 'last_seen_at', value: ({ conflict }) => conflict.lastSeenAt },
  { header: 'opened_at', value: ({ conflict }) => conflict.createdAt },
  { header: 'first_event_id', value: ({ conflict }) => conflict.firstEventId },
  { header: 'last_event_id', value: ({ conflict }) => conflict.lastEventId },
]

async function* pagesOf(workspaceId: string, where: ConflictWhere, plain: boolean): AsyncGenerator<Line[]> {
  let after: string | undefined
  for (;;) {
    const ids = await nextConflictIds(where, { after, take: PAGE })
    if (ids.length === 0) return
    const conflicts = await readConflicts(workspaceId, ids)
    const book = await bookOf(workspaceId, conflicts)
    yield conflicts.map((conflict) => ({ conflict, facts: factsOf(conflict), book, plain }))
    after = ids.at(-1)
  }
}

/**
 * Every conflict a filter matches as CSV, newest first, read page by page while it is sent. Identifiers are masked unless
 * `plain` is asked for by somebody with `identity:reveal`. The export is in the audit log before its first byte leaves.
 */
export async function exportConflicts(
  actor: Actor,
  { filter, plain }: { filter: ConflictFilter; plain: boolean },
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'duplicates:read') || (plain && !can(actor, 'identity:reveal'))) return fail('not-allowed')
  const where = await whereConflicts(await conflictQuery(actor, filter))
  // What was searched for may itself be somebody's number.
  const { q, ...conditions } = filter
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    const more = { filter: { ...conditions, searched: Boolean(q) }, identifiers: plain ? 'plain' : 'masked' }
    record({ action: 'conflicts.exported', subject: { kind: 'conflict', id: null }, more })
    return ok(csvStream(COLUMNS, pagesOf(actor.workspaceId, where, plain)))
  })
}
