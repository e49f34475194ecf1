import type { Actor } from '../server/actor'
import { can } from '../server/actor'
import { transact } from '../server/audit'
import { type CsvColumn, csvStream } from '../shared/csv'
import { fail, ok, type Result } from '../shared/result'
import { type AuditDetail, type AuditFilters, auditAfter } from './queries'

const PAGE = 1_000

const changes = (entry: AuditDetail): string =>
  entry.lines.map((line) => `${line.path}: ${line.before ?? '–'} → ${line.after ?? '–'}`).join('\n')

const COLUMNS: CsvColumn<AuditDetail>[] = [
  { header: 'seq', value: (entry) => entry.seq },
  { header: 'at', value: (entry) => entry.at },
  { header: 'actor_kind', value: (entry) => entry.actor.kind },
  { header: 'actor_id', value: (entry) => entry.actor.id },
  { header: 'actor', value: (entry) => entry.actor.name },
  { header: 'action', value: (entry) => entry.action },
  { header: 'subject_kind', value: (entry) => entry.subject.kind },
  { header: 'subject_id', value: (entry) => entry.subject.id },
  { header: 'changes', value: changes },
  { header: 'reason', value: (entry) => entry.reason },
  { header: 'correlation_id', value: (entry) => entry.correlationId },
  { header: 'origin', value: (entry) => entry.origin },
  { header: 'prev_hash', value: (entry) => entry.prevHash },
  { header: 'hash', value: (entry) => entry.hash },
]

async function* pagesOf(actor: Actor, filters: AuditFilters): AsyncGenerator<AuditDetail[]> {
  let after = 0
  for (;;) {
    const entries = await auditAfter(actor, filters, { after, take: PAGE })
    if (entries.length === 0) return
    yield entries
    after = entries.at(-1)?.seq ?? after
  }
}

/** The log as CSV, oldest first, with its hashes. The export is itself in the log before its first byte leaves. */
export async function exportAudit(
  actor: Actor,
  filters: AuditFilters,
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'audit:export')) return fail('not-allowed')
  await transact(actor, async (_tx, record) => {
    record({ action: 'audit.exported', subject: { kind: 'audit', id: null }, more: { filters } })
    return ok(undefined)
  })
  return ok(csvStream(COLUMNS, pagesOf(actor, filters)))
}
