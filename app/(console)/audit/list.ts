import { TZDate } from '@date-fns/tz'
import { addDays } from 'date-fns'
import { parseAsString } from 'nuqs/server'
import { defineList } from '@/components/table/list-descriptor'
import type { AuditFilters } from '@/lib/audit/queries'

/** The audit log, for the page and the export. Its order is its sequence; nothing else would be a log. */
export const auditList = defineList({
  path: '/audit',
  sorts: ['seq'],
  initial: { sort: 'seq', dir: 'desc' },
  filters: {
    action: parseAsString,
    actor: parseAsString,
    subject: parseAsString,
    together: parseAsString,
    from: parseAsString,
    to: parseAsString,
  },
})

export type AuditListState = ReturnType<typeof auditList.parse>

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** Midnight of a day in the workspace's zone, as a moment. */
function startOf(day: string | null, zone: string, plusDays = 0): Date | null {
  const [, year, month, date] = DAY.exec(day ?? '') ?? []
  if (!year || !month || !date) return null
  const start = new TZDate(Number(year), Number(month) - 1, Number(date), zone)
  return new Date(addDays(start, plusDays).getTime())
}

export function filterOf({ filters }: AuditListState, zone: string): AuditFilters {
  const { action, actor, subject, together, from, to } = filters
  return {
    action,
    actorId: actor,
    subjectId: subject,
    correlationId: together,
    from: startOf(from, zone),
    to: startOf(to, zone, 1),
  }
}
