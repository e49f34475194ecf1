import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, type Prisma } from '@/lib/server/db'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { maskValue } from '@/lib/shared/text'
import { type Condition, countWhere, idsAfter } from './list-store'
import { contactCondition } from './queries'
import type { ContactFilters } from './vocabulary'

const include = {
  identifiers: { where: { active: true }, orderBy: [{ validFrom: 'asc' }, { id: 'asc' }] },
  labels: { orderBy: { label: 'asc' } },
} as const satisfies Prisma.ContactInclude

type Line = Prisma.ContactGetPayload<{ include: typeof include }> & { plain: boolean }

/** Active identifiers of one kind, separated so that importing the file reads them apart again. */
function values(line: Line, kinds: readonly ('phone' | 'bsuid' | 'parent_bsuid' | 'username' | 'email')[]): string {
  return line.identifiers
    .flatMap((row) => {
      const kind = kinds.find((wanted) => wanted === row.kind)
      if (!kind) return []
      if (!line.plain) return [maskValue(kind, row.value)]
      return [kind === 'phone' ? `+${row.value}` : row.value]
    })
    .join('; ')
}

/** Headings the import understands by themselves. */
const COLUMNS: CsvColumn<Line>[] = [
  { header: 'crm_contact_id', value: (line) => line.crmContactId },
  { header: 'name', value: (line) => line.name },
  { header: 'email', value: (line) => values(line, ['email']) },
  { header: 'phones', value: (line) => values(line, ['phone']) },
  { header: 'bsuids', value: (line) => values(line, ['bsuid', 'parent_bsuid']) },
  { header: 'usernames', value: (line) => values(line, ['username']) },
  { header: 'labels', value: (line) => line.labels.map((row) => row.label).join('; ') },
  { header: 'language', value: (line) => line.language },
  { header: 'provisional', value: (line) => (line.provisional ? 'yes' : 'no') },
  { header: 'first_contact_at', value: (line) => line.firstContactAt },
  { header: 'last_contact_at', value: (line) => line.lastContactAt },
  { header: 'handrail_id', value: (line) => line.id },
]

const PAGE = 500

async function* pages(workspaceId: string, condition: Condition, plain: boolean): AsyncGenerator<Line[]> {
  let after = ''
  for (;;) {
    const ids = await idsAfter(condition, after, PAGE)
    if (ids.length === 0) return
    const contacts = await db.contact.findMany({
      where: { workspaceId, id: { in: ids } },
      include,
      orderBy: { id: 'asc' },
    })
    yield contacts.map((contact) => ({ ...contact, plain }))
    after = ids.at(-1) ?? after
  }
}

/**
 * Every contact the filters match as CSV, read page by page while it is sent. Identifiers are masked unless `plain` is
 * asked for by somebody with `identity:reveal`. The export is in the audit log before its first byte leaves.
 */
export async function exportContacts(
  actor: Actor,
  { filters, plain }: { filters: ContactFilters; plain: boolean },
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'contacts:export') || (plain && !can(actor, 'identity:reveal'))) return fail('not-allowed')
  const condition = await contactCondition(actor, filters)
  const contacts = await countWhere(condition)
  // What was searched for may itself be somebody's number.
  const { q, ...rest } = filters
  const filter = { ...rest, searched: Boolean(q) }
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    const more = { contacts, filter, identifiers: plain ? 'plain' : 'masked' }
    record({ action: 'contact.exported', subject: { kind: 'contact', id: null }, more })
    return ok(csvStream(COLUMNS, pages(actor.workspaceId, condition, plain)))
  })
}
