import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { MaskableKind } from '@/lib/shared/text'
import { type EventRecord, readEvents } from './event-record'
import { type EventWhere, nextEventIds, whereEvents } from './event-store'
import { failureOf } from './failure'
import { maskedText, plainText } from './identity-cells'
import { eventQuery, rowOf } from './list-events'
import { type NameBook, nameBook } from './names'
import type { EventFilter } from './schema'

const PAGE = 1_000

type Line = { event: EventRecord; names: NameBook; plain: boolean }

function shown({ plain }: Line, kind: MaskableKind, value: string | undefined): string {
  if (!value) return ''
  return plain ? plainText({ kind, value }) : maskedText({ kind, value })
}

const COLUMNS: CsvColumn<Line>[] = [
  { header: 'id', value: ({ event }) => event.id },
  { header: 'received_at', value: ({ event }) => event.receivedAt },
  { header: 'at', value: ({ event }) => event.at },
  { header: 'what', value: ({ event, names }) => rowOf(event, names).what },
  { header: 'status', value: ({ event }) => event.status },
  { header: 'outcome', value: ({ event }) => event.outcome },
  { header: 'because', value: ({ event, names }) => rowOf(event, names).because },
  { header: 'workflow', value: ({ event, names }) => (event.workflowId ? names.workflow(event.workflowId) : '') },
  { header: 'number', value: ({ event, names }) => (event.numberId ? names.number(event.numberId) : '') },
  { header: 'wamid', value: ({ event }) => event.wamid },
  { header: 'contact_id', value: ({ event }) => event.contactId },
  { header: 'crm_contact_id', value: ({ event, names }) => (event.contactId ? names.crmIdOf(event.contactId) : '') },
  { header: 'phone', value: (line) => shown(line, 'phone', line.event.identifiers.phone) },
  { header: 'bsuid', value: (line) => shown(line, 'bsuid', line.event.identifiers.bsuid) },
  { header: 'parent_bsuid', value: (line) => shown(line, 'parent_bsuid', line.event.identifiers.parentBsuid) },
  { header: 'username', value: (line) => shown(line, 'username', line.event.identifiers.username) },
  { header: 'error', value: ({ event }) => failureOf(event.errorCode, event.errorArgs)?.cause },
  { header: 'error_message', value: ({ event }) => failureOf(event.errorCode, event.errorArgs)?.sentence },
]

async function* pagesOf(actor: Actor, where: EventWhere, plain: boolean): AsyncGenerator<Line[]> {
  let after: string | undefined
  for (;;) {
    const ids = await nextEventIds(where, { after, take: PAGE })
    if (ids.length === 0) return
    const events = await readEvents(actor.workspaceId, ids)
    const names = await nameBook(actor.workspaceId, events)
    yield events.map((event) => ({ event, names, plain }))
    after = ids.at(-1)
  }
}

/**
 * Everything a filter matches as CSV, newest first, read page by page while it is sent. Identifiers are masked unless
 * `plain` is asked for by somebody with `identity:reveal`. The export is in the audit log before its first byte leaves.
 */
export async function exportEvents(
  actor: Actor,
  filter: EventFilter,
  { plain }: { plain: boolean },
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'deliveries:read') || (plain && !can(actor, 'identity:reveal'))) return fail('not-allowed')
  const where = await whereEvents(await eventQuery(actor, filter))
  const { q, ...conditions } = filter
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    record({
      action: 'events.exported',
      subject: { kind: 'event', id: null },
      more: { filter: { ...conditions, ...(q ? { searched: true } : {}) }, identifiers: plain ? 'plain' : 'masked' },
    })
    return ok(csvStream(COLUMNS, pagesOf(actor, where, plain)))
  })
}
