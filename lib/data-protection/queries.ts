import { loadPeople } from '@/lib/calendar/people'
import type { Actor } from '@/lib/server/actor'
import { can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { containsText } from '@/lib/server/contains'
import { db, type Prisma } from '@/lib/server/db'
import { asJson } from '@/lib/server/sql'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { dayAt } from '@/lib/shared/zone-time'
import { type DatasetFacts, type DatasetState, datasetState, refusalOf } from './rules'
import type { DatasetPerson } from './schema'
import type { DatasetFilter, DatasetSort, Decision } from './vocabulary'

type Stored = Awaited<ReturnType<typeof db.dataset.findFirstOrThrow>>

export type DatasetRow = {
  id: string
  version: number
  name: string
  contents: string
  ownerMemberId: string | null
  owner: string | null
  accessRule: string | null
  synthetic: boolean
  people: number
  decision: Decision | null
  decisionDate: string | null
  proof: string | null
  provedBy: string | null
  provedAt: Date | null
  state: DatasetState
  /** Why the lab must not use it; null when it may. */
  refusal: string | null
  createdAt: Date
}

export const peopleOf = ({ rows }: Pick<Stored, 'rows'>): DatasetPerson[] =>
  rows === null ? [] : asJson<DatasetPerson[]>(rows)

function factsOf(row: Stored): DatasetFacts {
  const { name, ownerMemberId, accessRule, synthetic, decision, decisionDate, provedAt } = row
  return {
    ...{ name, ownerMemberId, accessRule, synthetic, decision, decisionDate },
    ...{ deleted: provedAt !== null, people: peopleOf(row).length },
  }
}

/** A date on the register is a day of the workspace, wherever its members are. */
async function todayIn(workspaceId: string, now: Date): Promise<string> {
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { zone: true } })
  return dayAt(now, workspace.zone)
}

type Names = ReadonlyMap<string, { name: string }>

function rowOf(row: Stored, names: Names, today: string): DatasetRow {
  const facts = factsOf(row)
  const { id, version, name, contents, ownerMemberId, accessRule, synthetic, decisionDate, proof, createdAt } = row
  const nameOf = (memberId: string | null) => (memberId ? (names.get(memberId)?.name ?? 'a former member') : null)
  return {
    ...{ id, version, name, contents, ownerMemberId, accessRule, synthetic, decisionDate, proof, createdAt },
    ...{ owner: nameOf(ownerMemberId), provedBy: nameOf(row.provedById), provedAt: row.provedAt },
    decision: row.decision === 'keep' || row.decision === 'delete' ? row.decision : null,
    ...{ people: facts.people, state: datasetState(facts, today), refusal: refusalOf(facts, today) },
  }
}

function whereDatasets(workspaceId: string, { q, show }: DatasetFilter, today: string): Prisma.DatasetWhereInput {
  const decided = { decision: { not: null }, decisionDate: { not: null } }
  const shown: Record<NonNullable<typeof show>, Prisma.DatasetWhereInput> = {
    deleted: { provedAt: { not: null } },
    undecided: { provedAt: null, OR: [{ decision: null }, { decisionDate: null }] },
    overdue: { provedAt: null, ...decided, decisionDate: { lt: today } },
    usable: { provedAt: null, ...decided, decisionDate: { gte: today } },
  }
  return {
    workspaceId,
    ...(show ? { AND: shown[show] } : {}),
    ...(q ? { OR: [{ name: containsText(q) }, { contents: containsText(q) }] } : {}),
  }
}

type Window = { filter: DatasetFilter; sort: DatasetSort; dir: 'asc' | 'desc'; skip: number; take: number }

/** One page of the register of test datasets. */
export async function listDatasets(
  { workspaceId }: Actor,
  { filter, sort, dir, skip, take }: Window,
  now = new Date(),
): Promise<{ rows: DatasetRow[]; total: number }> {
  const today = await todayIn(workspaceId, now)
  const where = whereDatasets(workspaceId, filter, today)
  const [records, total, names] = await Promise.all([
    db.dataset.findMany({ where, orderBy: [{ [sort]: dir }, { id: dir }], skip, take }),
    db.dataset.count({ where }),
    loadPeople(workspaceId),
  ])
  return { rows: records.map((record) => rowOf(record, names, today)), total }
}

export async function readDataset({ workspaceId }: Actor, id: string, now = new Date()): Promise<DatasetRow | null> {
  const record = await db.dataset.findFirst({ where: { id, workspaceId } })
  return record && rowOf(record, await loadPeople(workspaceId), await todayIn(workspaceId, now))
}

/** The people of a dataset the lab may use; `dataset-refused` carries the sentence why it may not. */
export async function usablePeople(
  workspaceId: string,
  id: string,
  now = new Date(),
): Promise<Result<{ name: string; synthetic: boolean; people: DatasetPerson[] }, 'not-found' | 'dataset-refused'>> {
  const record = await db.dataset.findFirst({ where: { id, workspaceId } })
  if (!record) return fail('not-found')
  const reason = refusalOf(factsOf(record), await todayIn(workspaceId, now))
  if (reason) return fail('dataset-refused', { reason })
  return ok({ name: record.name, synthetic: record.synthetic, people: peopleOf(record) })
}

/** The oldest dataset of invented people that may be used; null when there is none. */
export async function firstUsableDataset(workspaceId: string, now = new Date()): Promise<string | null> {
  const where = whereDatasets(workspaceId, { show: 'usable' }, await todayIn(workspaceId, now))
  const found = await db.dataset.findFirst({
    where: { ...where, synthetic: true },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  return found?.id ?? null
}

const COLUMNS: CsvColumn<DatasetRow>[] = [
  { header: 'name', value: ({ name }) => name },
  { header: 'contents', value: ({ contents }) => contents },
  { header: 'owner', value: ({ owner }) => owner },
  { header: 'access_rule', value: ({ accessRule }) => accessRule },
  { header: 'invented', value: ({ synthetic }) => (synthetic ? 'yes' : 'no') },
  { header: 'people_here', value: ({ people }) => people },
  { header: 'decision', value: ({ decision }) => decision },
  { header: 'date', value: ({ decisionDate }) => decisionDate },
  { header: 'state', value: ({ state }) => state },
  { header: 'proof_of_deletion', value: ({ proof }) => proof },
  { header: 'proved_by', value: ({ provedBy }) => provedBy },
  { header: 'proved_at', value: ({ provedAt }) => provedAt },
]
const PAGE = 200

async function* pagesOf(actor: Actor, filter: DatasetFilter): AsyncGenerator<DatasetRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listDatasets(actor, { filter, sort: 'name', dir: 'asc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

/** The register as CSV; in the audit log before its first byte leaves. */
export function exportDatasets(actor: Actor, filter: DatasetFilter): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const { q, ...named } = filter
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'datasets.exported', subject, more: { ...named, searched: Boolean(q) } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}

const PEOPLE_COLUMNS: CsvColumn<DatasetPerson>[] = [
  { header: 'crm_contact_id', value: ({ crmContactId }) => crmContactId },
  { header: 'name', value: ({ name }) => name },
  { header: 'phone', value: ({ phone }) => `+${phone}` },
]

/**
 * The customers of a dataset as the CRM of a staging system would know them: by phone, without BSUID and username, because
 * whether it learns those is what the lab tests.
 */
export async function exportPeople(
  actor: Actor,
  id: string,
): Promise<Result<{ name: string; stream: ReadableStream<Uint8Array> }>> {
  if (!can(actor, 'data-protection:use')) return fail('not-allowed')
  const usable = await usablePeople(actor.workspaceId, id)
  if (!usable.ok) return usable
  const customers = usable.value.people.filter(({ crmContactId }) => crmContactId !== null)
  return transact<{ name: string; stream: ReadableStream<Uint8Array> }, string>(actor, async (_tx, record) => {
    record({ action: 'dataset.exported', subject: { kind: 'dataset', id }, more: { people: customers.length } })
    return ok({ name: usable.value.name, stream: csvStream(PEOPLE_COLUMNS, once(customers)) })
  })
}

async function* once(people: DatasetPerson[]): AsyncGenerator<DatasetPerson[]> {
  if (people.length > 0) yield people
}
