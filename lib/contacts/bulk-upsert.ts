import { type Actor, actorId, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { sqlOf, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type AppliedPart, applyPart, type PartRow, ROWS_PER_PART, storePartRows } from './apply-part'
import { readGround } from './import-ground'
import { addCounts, type Counts, NO_COUNTS } from './model'
import { problemSentence, type RowProblem } from './problems'
import { type ContactReading, type ReadGround, readContact } from './read-contact-rules'
import { withRetries } from './retry'
import { BULK_LIMIT, type BulkAnswer, type BulkContacts, incomingContactSchema } from './schema'

/** A contact of the wrong shape fails alone, and says which field it is. */
export function readUnknownContact(value: unknown, ground: ReadGround): ContactReading {
  const parsed = incomingContactSchema.safeParse(value)
  if (parsed.success) return readContact(parsed.data, ground)
  const where = parsed.error.issues[0]?.path[0]
  const field = where === undefined ? null : String(where)
  return { ok: false, problem: { code: 'bad-shape', field, args: { where: field ?? 'the contact' } } }
}

type Sync = { batchId: string; total: number; counts: Counts; stored: boolean; now: Date }

/** The batch of a sync exists from its first change on, so that asking for nothing new leaves nothing behind. */
async function saveSync(tx: Tx, actor: Actor, { sync, part }: { sync: Sync; part: AppliedPart }): Promise<boolean> {
  const counts = addCounts(sync.counts, part.counts)
  const changed = part.counts.created + part.counts.updated > 0
  if (!changed && !sync.stored) return false
  const { batchId: id, total, now } = sync
  await tx.batch.upsert({
    where: { id },
    update: { ...counts, endedAt: new Date() },
    create: {
      id,
      workspaceId: actor.workspaceId,
      kind: 'contacts-sync',
      state: 'done',
      fileName: actor.kind === 'system' ? actor.origin : actor.name,
      total,
      ...counts,
      createdById: actorId(actor),
      createdAt: now,
      endedAt: new Date(),
    },
  })
  return true
}

async function syncPart(actor: Actor, sync: Sync, rows: readonly PartRow[]): Promise<Result<AppliedPart, never>> {
  return transact(actor, async (tx: Tx, record: Recorder) => {
    const sql = sqlOf(tx)
    const ground = { workspaceId: actor.workspaceId, batchId: sync.batchId, evidenceKind: 'crm', now: sync.now }
    const part = await applyPart(sql, ground, rows)
    if (!(await saveSync(tx, actor, { sync, part }))) return ok(part)
    const changes = part.stored.filter((row) => row.result !== 'failed')
    if (changes.length === 0) return ok(part)
    const rowsHash = await storePartRows(sql, ground, changes)
    record({
      action: 'contacts.synced',
      subject: { kind: 'batch', id: sync.batchId },
      correlationId: sync.batchId,
      more: { ...part.counts, rowsHash },
    })
    return ok(part)
  })
}

async function syncPartSafely(actor: Actor, sync: Sync, rows: readonly PartRow[]): Promise<AppliedPart> {
  const result = await withRetries(() => syncPart(actor, sync, rows))
  if (!result.ok) throw new Error(result.code)
  return result.value
}

function errorsOf(part: AppliedPart): BulkAnswer['errors'] {
  return part.planned.flatMap(({ row, outcome }) => {
    if (outcome.result !== 'failed') return []
    const problem: RowProblem = outcome
    const sentence = problemSentence(problem)
    return [{ index: row.row, code: problem.code, message: problem.field ? `${problem.field}: ${sentence}` : sentence }]
  })
}

/**
 * Creates or updates contacts by CRM contact id, as a CRM keeps Handrail in step (`POST /api/v1/contacts/bulk`). Phones,
 * BSUIDs, usernames and e-mails become claims: nothing verified moves, nobody is merged. Every contact of the list is
 * counted once: created, updated, skipped (nothing new) or failed, with a sentence for each failure. A list is applied
 * in parts, each its own transaction; sending it again is harmless.
 */
export async function bulkUpsertContacts(
  actor: Actor,
  input: BulkContacts,
): Promise<Result<BulkAnswer, 'not-allowed' | 'portfolio-unknown' | 'too-many-contacts'>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  if (input.contacts.length > BULK_LIMIT) return fail('too-many-contacts', { limit: BULK_LIMIT })
  const ground = await readGround(actor, { portfolioId: input.portfolioId ?? null, crmIdRequired: true })
  if (!ground) return fail('portfolio-unknown')
  const rows = input.contacts.map((value, row): PartRow => ({ row, reading: readUnknownContact(value, ground) }))
  const sync: Sync = { batchId: newId('imp'), total: rows.length, counts: NO_COUNTS, stored: false, now: new Date() }
  const errors: BulkAnswer['errors'] = []
  for (let from = 0; from < rows.length; from += ROWS_PER_PART) {
    const part = await syncPartSafely(actor, sync, rows.slice(from, from + ROWS_PER_PART))
    sync.counts = addCounts(sync.counts, part.counts)
    sync.stored ||= part.counts.created + part.counts.updated > 0
    errors.push(...errorsOf(part))
  }
  return ok({ ...sync.counts, errors })
}
