import { z } from 'zod'
import { listEntryPointPage, listEntryPointRows } from '@/lib/entry-points/queries'
import type { Actor } from '@/lib/server/actor'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { entryPointList, filtersOf } from '../list'
import { type SheetPart, toSheetRow } from '../sheet-row'

const MOST = 1_000

const windowSchema = z.object({
  from: z.coerce.number().int().min(0).max(10_000_000),
  take: z.coerce.number().int().min(1).max(MOST),
})

const idsSchema = z.string().max(MOST * 40)

function answer(part: SheetPart): Response {
  return Response.json(part, { headers: { 'cache-control': 'no-store' } })
}

async function partByIds(actor: Actor, text: string): Promise<Response> {
  const ids = text.split(',').filter(Boolean).slice(0, MOST)
  const { rows, ...read } = await listEntryPointRows(actor, ids)
  return answer({ ...read, total: null, rows: rows.map(toSheetRow) })
}

/** A part of what the list shows (`from`, `take`), or single rows (`ids`): read while one scrolls and others work. */
export const GET = memberRoute('entry-points:read', async (actor, request) => {
  const params = new URL(request.url).searchParams
  const ids = idsSchema.safeParse(params.get('ids'))
  if (ids.success) return partByIds(actor, ids.data)
  const window = windowSchema.safeParse({ from: params.get('from'), take: params.get('take') })
  if (!window.success) return routeRefusal('bad-input')
  const state = entryPointList.parse(params)
  const { sort, dir } = state
  const { from: skip, take } = window.data
  const { rows, ...read } = await listEntryPointPage(actor, { filters: filtersOf(state), sort, dir, skip, take })
  return answer({ ...read, rows: rows.map(toSheetRow) })
})
