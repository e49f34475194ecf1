import { exportEntryPoints } from '@/lib/entry-points/export-entry-points'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { xlsxHeaders } from '@/lib/server/xlsx-write'
import { csvHeaders } from '@/lib/shared/csv'
import { entryPointList, filtersOf } from '../list'

/** What the list shows, as a file that imports again unchanged: CSV, or an Excel workbook with `format=xlsx`. */
export const GET = memberRoute('entry-points:read', async (actor, request) => {
  const params = new URL(request.url).searchParams
  const format = params.get('format') === 'xlsx' ? 'xlsx' : 'csv'
  const result = await exportEntryPoints(actor, filtersOf(entryPointList.parse(params)), format)
  if (!result.ok) return routeRefusal(result.code)
  const headers = format === 'xlsx' ? xlsxHeaders('entry-points.xlsx') : csvHeaders('entry-points.csv')
  return new Response(result.value, { headers })
})
