import { listWaves, type WaveListed } from '@/lib/calendar/queries'
import type { Actor } from '@/lib/server/actor'
import { dialect } from '@/lib/server/db'
import { currentWorkspace } from '@/lib/server/workspace'
import { sheetMark } from './change-store'
import type { EntryPointFilters } from './filters'
import { untilSheetChanges } from './kept-answers'
import { countRows, findIds, findRecords } from './list-store'
import type { EntryPointSort } from './list-words'
import { dayIn } from './rules'
import type { EntryOwner, EntryPointView } from './schema'
import { findEntryPoint, loadMembers, namesOf, toView } from './store'
import { countEntryPoints, countOwners, type EntryPointCounts } from './summary-store'
import type { ListContext } from './where-sql'

/** A day in the workspace's zone: `YYYY-MM-DD`. */
export async function todayOf(actor: Pick<Actor, 'workspaceId'>, now = new Date()): Promise<string> {
  return dayIn((await currentWorkspace(actor)).zone, now)
}

/** What a filter's words mean in this workspace today. */
export async function contextOf(actor: Pick<Actor, 'workspaceId'>): Promise<ListContext> {
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
  /** Changes with every change of the sheet. */
  mark: number
}

async function keptCount(filters: EntryPointFilters, context: ListContext, mark: number): Promise<number> {
  const key = JSON.stringify([filters, context.today])
  return untilSheetChanges({ workspaceId: context.workspaceId, mark }, `count ${key}`, () =>
    countRows({ filters, context }),
  )
}

/** A part of the sheet: sorted, filtered and cut in the database. The last part costs what the first one does. */
export async function listEntryPointPage(actor: Actor, request: EntryPointPageRequest): Promise<EntryPointPage> {
  const readAt = new Date().toISOString()
  const { workspaceId } = actor
  const [context, mark, members] = await Promise.all([
    contextOf(actor),
    sheetMark(workspaceId),
    loadMembers(workspaceId),
  ])
  const { filters, sort, dir, skip, take } = request
  const total = await keptCount(filters, context, mark)
  const ids = await findIds({ filters, context }, { sort, dir }, { skip, take, total })
  const records = await findRecords(workspaceId, ids, context.waves)
  const names = namesOf(members)
  return { rows: records.map((record) => toView(record, names)), total, readAt, mark }
}

/** How many rows each of these filters shows. */
export async function countMatching(actor: Actor, filters: readonly EntryPointFilters[]): Promise<number[]> {
  const [context, mark] = await Promise.all([contextOf(actor), sheetMark(actor.workspaceId)])
  return Promise.all(filters.map((one) => keptCount(one, context, mark)))
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
  const mark = await sheetMark(workspaceId)
  const [members, counted, waves] = await Promise.all([
    loadMembers(workspaceId),
    untilSheetChanges({ workspaceId, mark }, 'owners', () => countOwners(workspaceId)),
    listWaves(actor),
  ])
  const active = members.filter((member) => !member.disabled).map(({ id, name }) => ({ memberId: id, name }))
  const others = counted.flatMap(({ memberId, name }) => (memberId === null && name ? [{ memberId, name }] : []))
  const byName = (a: EntryOwner, b: EntryOwner) => a.name.localeCompare(b.name, 'en')
  return { owners: [...active.sort(byName), ...others.sort(byName)], waves }
}

/** The sheet in numbers: for the sentence over the list, its tabs, and Overview. */
export async function entryPointSummary(actor: Actor): Promise<EntryPointCounts> {
  const { workspaceId } = actor
  const [today, mark] = await Promise.all([todayOf(actor), sheetMark(workspaceId)])
  return untilSheetChanges({ workspaceId, mark }, `summary ${today}`, () => countEntryPoints(workspaceId, today))
}

export type { EntryPointCounts }
