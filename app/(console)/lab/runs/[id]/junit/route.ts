import { junitOf } from '@/lib/lab/junit'
import { exportRun } from '@/lib/lab/run-report'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'

const named = (type: string, extension: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="test-run.${extension}"`,
  'cache-control': 'no-store',
})

/** A run as the XML that CI systems read, or with `?as=json` as the API tells it. */
export const GET = memberRoute<{ id: string }>('lab:read', async (actor, request, { id }) => {
  const result = await exportRun(actor, id)
  if (!result.ok) return routeRefusal(result.code)
  const { run, records, answer } = result.value
  if (new URL(request.url).searchParams.get('as') === 'json')
    return new Response(JSON.stringify(answer, null, 2), { headers: named('application/json', 'json') })
  return new Response(junitOf(run, records), { headers: named('application/xml; charset=utf-8', 'xml') })
})
