import { exportDatasets } from '@/lib/data-protection/queries'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { datasetList } from '../list'

/** The register of test datasets as CSV, without the people in them. */
export const GET = memberRoute('data-protection:read', async (actor, request) => {
  const { filters } = datasetList.parse(new URL(request.url).searchParams)
  const result = await exportDatasets(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('test-datasets.csv') })
})
