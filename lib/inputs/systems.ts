import { loadPeople, type Person } from '@/lib/calendar/people'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { newId } from '@/lib/shared/ids'
import { nameKey } from '@/lib/shared/name-key'
import { fail, ok, type Result } from '@/lib/shared/result'
import { mayOwn } from './required-inputs'
import type { SystemAt, SystemChange, SystemInput } from './schema'
import {
  countSystems,
  findSystem,
  findSystemNamed,
  pageOfSystems,
  type SystemRecord,
  type SystemWindow,
  systemStateOf,
  whereSystems,
} from './system-store'
import type { SystemFilter, SystemState } from './vocabulary'

export type SystemRow = {
  id: string
  system: string
  dependsHow: string
  whatBreaks: string | null
  replacement: string | null
  ownerMemberId: string | null
  owner: string | null
  state: SystemState
  changedAt: Date
  version: number
}

function toRow(record: SystemRecord, people: ReadonlyMap<string, Person>): SystemRow {
  const { id, system, dependsHow, whatBreaks, replacement, ownerMemberId, state, updatedAt, version } = record
  const owner = ownerMemberId ? (people.get(ownerMemberId)?.name ?? 'somebody who was removed') : null
  const texts = { system, dependsHow, whatBreaks, replacement }
  return { id, ...texts, ownerMemberId, owner, state: systemStateOf(state), changedAt: updatedAt, version }
}

/** The systems that depend on the phone number, as the list shows them. */
export async function listSystems(
  { workspaceId }: Actor,
  { filter, ...window }: SystemWindow & { filter: SystemFilter },
): Promise<{ rows: SystemRow[]; total: number }> {
  const [{ records, total }, people] = await Promise.all([
    pageOfSystems(whereSystems(workspaceId, filter), window),
    loadPeople(workspaceId),
  ])
  return { rows: records.map((record) => toRow(record, people)), total }
}

export async function systemDetail({ workspaceId }: Actor, id: string): Promise<SystemRow | null> {
  const [record, people] = await Promise.all([findSystem(workspaceId, id), loadPeople(workspaceId)])
  return record ? toRow(record, people) : null
}

export function systemTotals({ workspaceId }: Actor): Promise<{ total: number; open: number; ownerless: number }> {
  return countSystems(workspaceId)
}

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'system-exists' | 'owner-unknown'

/** What the audit log and an undo keep of a system. */
export function systemFields(row: SystemInput | SystemRecord) {
  const { system, dependsHow, whatBreaks, replacement, ownerMemberId, state } = row
  return { system, dependsHow, whatBreaks, replacement, ownerMemberId, state }
}

export const systemKey = (name: string): string => nameKey(name) ?? ''

export async function addSystem(actor: Actor, input: SystemInput): Promise<Result<{ id: string }, Code>> {
  if (!can(actor, 'inputs:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    const { system, ownerMemberId } = input
    if (await findSystemNamed(tx, workspaceId, system)) return fail('system-exists', { system })
    if (!(await mayOwn(tx, workspaceId, ownerMemberId))) return fail('owner-unknown')
    const id = newId('sys')
    await tx.systemDependency.create({
      data: { id, workspaceId, nameKey: systemKey(system), ...systemFields(input) },
    })
    record({ action: 'input.system-added', subject: { kind: 'system', id }, after: systemFields(input) })
    return ok({ id })
  })
}

/** `stale-version` carries the present record, so that both versions can be shown. */
export async function changeSystem(
  actor: Actor,
  { id, version, ...input }: SystemChange,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'inputs:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await findSystem(workspaceId, id, tx)
    if (!before) return fail('not-found')
    const namesake = await findSystemNamed(tx, workspaceId, input.system)
    if (namesake && namesake.id !== id) return fail('system-exists', { system: input.system })
    const sameOwner = before.ownerMemberId === input.ownerMemberId
    if (!sameOwner && !(await mayOwn(tx, workspaceId, input.ownerMemberId))) return fail('owner-unknown')
    const { count } = await tx.systemDependency.updateMany({
      where: { id, workspaceId, version, archivedAt: null },
      data: { ...systemFields(input), nameKey: systemKey(input.system), version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: before })
    const subject = { kind: 'system', id }
    record({ action: 'input.system-changed', subject, before: systemFields(before), after: systemFields(input) })
    return ok({ version: version + 1 })
  })
}

/** Takes a system off the register, or puts it back: each is the undo of the other. */
export async function archiveSystem(
  actor: Actor,
  { id, version }: SystemAt,
  archived: boolean,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'inputs:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.systemDependency.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    if (!archived && (await findSystemNamed(tx, workspaceId, before.system)))
      return fail('system-exists', { system: before.system })
    const { count } = await tx.systemDependency.updateMany({
      where: { id, workspaceId, version, archivedAt: archived ? null : { not: null } },
      data: { archivedAt: archived ? new Date() : null, version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: before })
    const action = archived ? 'input.system-removed' : 'input.system-restored'
    record({ action, subject: { kind: 'system', id }, before: systemFields(before) })
    return ok({ version: version + 1 })
  })
}

/** The columns of the file, in the order in which it imports again. */
const COLUMNS: CsvColumn<SystemRow>[] = [
  { header: 'system', value: ({ system }) => system },
  { header: 'depends_how', value: ({ dependsHow }) => dependsHow },
  { header: 'what_breaks', value: ({ whatBreaks }) => whatBreaks },
  { header: 'replacement', value: ({ replacement }) => replacement },
  { header: 'owner', value: ({ owner }) => owner },
  { header: 'state', value: ({ state }) => state },
]
const PAGE = 500

async function* pagesOf(actor: Actor, filter: SystemFilter): AsyncGenerator<SystemRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listSystems(actor, { filter, sort: 'name', dir: 'asc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

/** What the list shows as CSV that imports again unchanged; in the audit log before its first byte leaves. */
export function exportSystems(actor: Actor, filter: SystemFilter): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const { q, ...named } = filter
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'inputs.exported', subject, more: { ...named, searched: Boolean(q) } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
