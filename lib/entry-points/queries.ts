import { listWaves, type WaveListed } from '@/lib/calendar/queries'
import type { Actor } from '@/lib/server/actor'
import { dialect } from '@/lib/server/db'
import { currentWorkspace } from '@/lib/server/workspace'
import { sheetMark } from './change-store'
import type { EntryPointFilters } from './filters'
import { keptOrder, untilSheetChanges } from './kept-answers'
import { countRows, findIds, findRecords, type ListRead, type ListWindow } from './list-store'
import type { EntryPointSort } from './list-words'
import { dayIn } from './rules'
import type { EntryOwner, EntryPointView } from './schema'
import { findEntryPoint, loadMembers, namesOf, toView } from './store'
import { countEntryPoints, type EntryPointCounts, ownerNames } from './summary-store'
import type { ListContext, ListOrder } from './where-sql'

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
  /** Changes with every change of the sheet. */
  mark: number
}

async function keptCount(filters: EntryPointFilters, context: ListContext, mark: number): Promise<number> {
  const key = JSON.stringify([filters, context.today])
  return untilSheetChanges({ workspaceId: context.workspaceId, mark }, `count ${key}`, () =>
    countRows({ filters, context }),
  )
}

/** Orders that no index serves: the whole list has to be sorted for every part of it. */
const UNSERVED: readonly EntryPointSort[] = ['wave', 'move', 'currentDestination', 'newDestination', 'updatedAt']
const NEAR_AN_END = 2_000

/** More than a sheet holds. */
const EVERYTHING = 10_000_000

type Part = { ids: string[]; total: number }

/**
 * The ids of a part, and how many there are. A search reads the text of every row, so it is done once: the whole answer is
 * kept in its order until the sheet changes.
 */
async function keptPart(
  read: ListRead,
  order: ListOrder,
  at: { skip: number; take: number; mark: number },
): Promise<Part> {
  const { skip, take, mark } = at
  const { workspaceId, today } = read.context
  if (!read.filters.q) {
    const total = await keptCount(read.filters, read.context, mark)
    return { total, ids: await keptIds(read, order, { window: { skip, take, total }, mark }) }
  }
  const key = JSON.stringify([read.filters, order, today])
  const window = { skip: 0, take: EVERYTHING, total: EVERYTHING }
  const all = await keptOrder({ workspaceId, mark }, key, () => findIds(read, order, window))
  return { total: all.length, ids: all.slice(skip, skip + take) }
}

/**
 * The ids of a part. Deep in a list that has to be sorted as a whole, the whole order is read once and kept
 * until the sheet changes; everywhere else the part is read by itself.
 */
async function keptIds(
  read: ListRead,
  order: ListOrder,
  { window, mark }: { window: ListWindow; mark: number },
): Promise<string[]> {
  const { skip, take, total } = window
  const deep = Math.min(skip, total - skip - take) > NEAR_AN_END
  if (!deep || !UNSERVED.includes(order.sort)) return findIds(read, order, window)
  const { workspaceId, today } = read.context
  const key = JSON.stringify([read.filters, order, today])
  const all = await keptOrder({ workspaceId, mark }, key, () => findIds(read, order, { skip: 0, take: total, total }))
  return all.slice(skip, skip + take)
}

/** A part of the sheet: sorted, filtered and cut in the database. The last part costs what the first one does. */
export async function listEntryPointPage(actor: Actor, request: EntryPointPageRequest): Promise<EntryPointPage> {
  const { workspaceId } = actor
  const [context, mark, members] = await Promise.all([
    contextOf(actor),
    sheetMark(workspaceId),
    loadMembers(workspaceId),
  ])
  const { filters, sort, dir, skip, take } = request
  const { ids, total } = await keptPart({ filters, context }, { sort, dir }, { skip, take, mark })
  const records = await findRecords(workspaceId, ids, context.waves)
  const names = namesOf(members)
  return { rows: records.map((record) => toView(record, names)), total, mark }
}

/** Single rows, archived or not, in the order of their ids; one that is gone or another workspace's is left out. */
export async function listEntryPointRows(actor: Actor, ids: readonly string[]): Promise<Omit<EntryPointPage, 'total'>> {
  const { workspaceId } = actor
  const [waves, mark, members] = await Promise.all([listWaves(actor), sheetMark(workspaceId), loadMembers(workspaceId)])
  const names = namesOf(members)
  const records = await findRecords(workspaceId, ids, waves)
  return { rows: records.map((record) => toView(record, names)), mark }
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
  const [members, others, waves] = await Promise.all([
    loadMembers(workspaceId),
    untilSheetChanges({ workspaceId, mark }, 'owners', () => ownerNames(workspaceId)),
    listWaves(actor),
  ])
  const active = members.filter((member) => !member.disabled).map(({ id, name }) => ({ memberId: id, name }))
  const named = others.map((name) => ({ memberId: null, name }))
  const byName = (a: EntryOwner, b: EntryOwner) => a.name.localeCompare(b.name, 'en')
  return { owners: [...active.sort(byName), ...named.sort(byName)], waves }
}

/** The sheet in numbers: for the sentence over the list, its tabs, and Overview. */
export async function entryPointSummary(actor: Actor): Promise<EntryPointCounts> {
  const { workspaceId } = actor
  const [today, mark] = await Promise.all([todayOf(actor), sheetMark(workspaceId)])
  return untilSheetChanges({ workspaceId, mark }, `summary ${today}`, () => countEntryPoints(workspaceId, today))
}

export type { EntryPointCounts }
