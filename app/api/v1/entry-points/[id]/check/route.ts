import { entryPointCheck } from '@/lib/api/calls/entry-point-check'
import { checkEntryPoint } from '@/lib/entry-points/check-entry-point'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(entryPointCheck, async ({ actor, params }) => {
  const checked = await checkEntryPoint(actor, params.id)
  if (!checked.ok) return checked
  const { verdict, found, hops, message } = checked.value
  return ok({ verdict, found, hops, message })
})

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
