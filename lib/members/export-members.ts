import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, toCsv } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { listMembers, type MemberFilters, type MemberRow, type MemberWindow } from './queries'

const columns: CsvColumn<MemberRow>[] = [
  { header: 'name', value: (row) => row.name },
  { header: 'email', value: (row) => row.email },
  { header: 'roles', value: (row) => row.roles.join(' ') },
  { header: 'state', value: (row) => (row.disabled ? 'disabled' : 'active') },
  { header: 'joined', value: (row) => row.joinedAt },
  { header: 'last_seen', value: (row) => row.lastSeenAt },
]

/** More people than any workspace has; a file of all of them fits in memory. */
const MOST = 20_000

/** What the list shows, as CSV. That it was taken is in the audit log. */
export async function exportMembers(
  actor: Actor,
  filters: MemberFilters,
  order: Pick<MemberWindow, 'sort' | 'dir'>,
): Promise<Result<string, 'not-allowed'>> {
  if (!can(actor, 'members:read')) return fail('not-allowed')
  const { rows } = await listMembers(actor, filters, { ...order, skip: 0, take: MOST })
  return transact(actor, async (_tx, record) => {
    record({ action: 'members.exported', subject: { kind: 'members', id: null }, more: { rows: rows.length } })
    return ok(toCsv(columns, rows))
  })
}
