import { listWaves, type WaveListed } from '@/lib/calendar/queries'
import type { Actor } from '@/lib/server/actor'
import { db, dialect } from '@/lib/server/db'
import { currentWorkspace } from '@/lib/server/workspace'
import type { EntryPointFilters } from './filters'
import type { EntryPointSort } from './list-words'
import { dayIn } from './rules'
import type { EntryOwner, EntryPointView } from './schema'
import { findEntryPoint, findEntryPoints, loadMembers, namesOf, toView } from './store'
import { countEntryPoints, countOwners, type EntryPointCounts } from './summary-store'
import { orderOf, whereOf } from './where'

/** A day in the workspace's zone: `YYYY-MM-DD`. */
export async function todayOf(actor: Pick<Actor, 'workspaceId'>, now = new Date()): Promise<string> {
  return dayIn((await currentWorkspace(actor)).zone, now)
}

async function contextOf(actor: Actor) {
  const [waves, today] = await Promise.all([listWaves(actor), todayOf(actor)])
  return { workspaceId: actor.workspaceId, waves, today, dialect: dialect() }
}

export type EntryPointPageRequest = {
  filters: EntryPointFilters
  sort: EntryPointSort
  dir: 'asc' | 'desc'
  skip: number
  take: number
}

export type EntryPointPage = {
  rows: EntryPointView[]
  total: number
  /** When the rows were read: a bulk change leaves alone what somebody changes after it. */
  readAt: string
}

/** One page of the sheet: sorted, filtered and cut in the database. */
export async function listEntryPointPage(actor: Actor, request: EntryPointPageRequest): Promise<EntryPointPage> {
  const readAt = new Date().toISOString()
  const where = whereOf(request.filters, await contextOf(actor))
  const { skip, take } = request
  const [records, total, members] = await Promise.all([
    findEntryPoints(where, { orderBy: orderOf(request.sort, request.dir), skip, take }),
    db.entryPoint.count({ where }),
    loadMembers(actor.workspaceId),
  ])
  const names = namesOf(members)
  return { rows: records.map((record) => toView(record, names)), total, readAt }
}

/** How many rows a filter shows. */
export async function countMatching(actor: Actor, filters: EntryPointFilters): Promise<number> {
  return db.entryPoint.count({ where: whereOf(filters, await contextOf(actor)) })
}

/** One row, archived or not; null when the workspace has none with this id. */
export async function entryPointDetail(actor: Actor, id: string): Promise<EntryPointView | null> {
  const record = await findEntryPoint(actor.workspaceId, id)
  return record ? toView(record, namesOf(await loadMembers(actor.workspaceId))) : null
}

/** What the cells of the sheet can be set to. */
export type SheetChoices = { owners: EntryOwner[]; waves: WaveListed[] }

/** Members who can own a row, people without an account who own some already, and the waves. */
export async function sheetChoices(actor: Actor): Promise<SheetChoices> {
  const { workspaceId } = actor
  const [members, counted, waves] = await Promise.all([
    loadMembers(workspaceId),
    countOwners(workspaceId),
    listWaves(actor),
  ])
  const active = members.filter((member) => !member.disabled).map(({ id, name }) => ({ memberId: id, name }))
  const others = counted.flatMap(({ memberId, name }) => (memberId === null && name ? [{ memberId, name }] : []))
  const byName = (a: EntryOwner, b: EntryOwner) => a.name.localeCompare(b.name, 'en')
  return { owners: [...active.sort(byName), ...others.sort(byName)], waves }
}

/** The sheet in numbers: for the sentence over the list, its tabs, and Overview. */
export async function entryPointSummary(actor: Actor): Promise<EntryPointCounts> {
  return countEntryPoints(actor.workspaceId, await todayOf(actor))
}

export type { EntryPointCounts }
