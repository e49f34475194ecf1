import { auditVerify } from '@/lib/api/calls/audit'
import { verifyWorkspace } from '@/lib/audit/verify-workspace'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(auditVerify, async ({ actor }) => {
  const verdict = await verifyWorkspace(actor)
  if (!verdict.ok) return verdict
  const { entries, checkpoints, broken } = verdict.value
  return ok({ ok: broken === undefined, entries, checkpoints, broken: broken ?? null })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
