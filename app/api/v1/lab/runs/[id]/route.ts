import { labRunRead } from '@/lib/api/calls/lab'
import { runAnswer, wholeRun } from '@/lib/lab/run-report'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { fail, ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(labRunRead, async ({ actor, params }) => {
  const whole = await wholeRun(actor, params.id)
  return whole ? ok(runAnswer(whole.run, whole.records)) : fail('not-found')
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
