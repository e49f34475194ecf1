import { auditList } from '@/lib/api/calls/audit'
import { writeCursor } from '@/lib/api/cursor'
import { type AuditDetail, auditBefore } from '@/lib/audit/queries'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

function toAnswer({ at, lines, ...entry }: AuditDetail) {
  return { ...entry, at: at.toISOString(), changes: lines }
}

export const GET = apiRoute(auditList, async ({ actor, query }) => {
  const { cursor, limit, from, to, ...names } = query
  const filters = { ...names, from: from ? new Date(from) : null, to: to ? new Date(to) : null }
  const found = await auditBefore(actor, filters, { before: Number(cursor ?? 0), take: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return ok({ items: page.map(toAnswer), nextCursor: writeCursor('audit', last ? String(last.seq) : null) })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
