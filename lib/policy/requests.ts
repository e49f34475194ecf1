import { loadPeople, type Person } from '@/lib/calendar/people'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type ClassVerdict, judgeClass, type Reason } from './judge-rules'
import { mayDecide } from './request-rules'
import { classOf, findRequest, pageOfRequests, type RequestRecord, stateOf, whereRequests } from './request-store'
import type { PolicyContent } from './schema'
import { loadActivePolicy } from './store'
import type { ClassKey, RequestFilter, RequestSort, RequestState } from './vocabulary'
import { CLASS_WORDS, rolesLine } from './words'

export type RequestRow = {
  id: string
  name: string
  classKey: ClassKey
  className: string
  reason: string
  state: RequestState
  /** What the policy in force says now; null when none is in force. */
  allowed: boolean | null
  requestedBy: string
  requestedAt: Date
  /** Who decides, while it is open, and who did, when it is not. */
  approver: string
  decidedAt: Date | null
  /** It waits for the person who looks. */
  waitsForMe: boolean
  version: number
}

type Looked = { people: ReadonlyMap<string, Person>; content: PolicyContent | null; actor: Actor }

function roleWaiting({ people, content }: Looked, classKey: ClassKey): string {
  const approver = content?.classes[classKey].approver
  if (!approver) return 'nobody yet'
  const holders = [...people.values()].filter(({ roles, disabled }) => !disabled && roles.includes(approver))
  const only = holders.length === 1 ? holders[0]?.name : undefined
  if (holders.length === 0) return `${rolesLine([approver])} (nobody holds this role)`
  return only ? `${rolesLine([approver])}, ${only}` : rolesLine([approver])
}

function toRow(record: RequestRecord, looked: Looked): RequestRow {
  const { people, content, actor } = looked
  const classKey = classOf(record)
  const state = stateOf(record)
  const nameOf = (id: string | null) => (id ? (people.get(id)?.name ?? 'somebody who was removed') : null)
  const { id, name, reason, createdAt, decidedAt, requestedById, version } = record
  return {
    ...{ id, name, classKey, className: CLASS_WORDS[classKey].name, reason, state, version },
    allowed: content ? judgeClass(content, classKey, name).allowed : null,
    requestedBy: nameOf(requestedById) ?? 'somebody who was removed',
    requestedAt: createdAt,
    approver: nameOf(record.decidedById) ?? (state === 'open' ? roleWaiting(looked, classKey) : '–'),
    decidedAt,
    waitsForMe:
      actor.kind === 'member' &&
      content !== null &&
      mayDecide(content.classes[classKey], actor, { state, requestedById }),
  }
}

async function looking(actor: Actor): Promise<Looked> {
  const [people, active] = await Promise.all([loadPeople(actor.workspaceId), loadActivePolicy(actor.workspaceId)])
  return { people, content: active?.content ?? null, actor }
}

const whereFor = (actor: Actor, filter: RequestFilter) =>
  whereRequests(actor.workspaceId, {
    ...filter,
    memberId: filter.mine && actor.kind === 'member' ? actor.memberId : null,
  })

type Window = { sort: RequestSort; dir: 'asc' | 'desc'; skip: number; take: number }

export async function listRequests(
  actor: Actor,
  { filter, ...window }: Window & { filter: RequestFilter },
): Promise<{ rows: RequestRow[]; total: number }> {
  const [{ records, total }, looked] = await Promise.all([
    pageOfRequests(whereFor(actor, filter), window),
    looking(actor),
  ])
  return { rows: records.map((record) => toRow(record, looked)), total }
}

export type RequestDetail = RequestRow & {
  decisionNote: string | null
  /** What the policy said when the handle was asked for. */
  atRequest: { policy: number | null; reasons: Reason[] }
  /** What the policy in force says now. */
  today: ClassVerdict | null
  mine: boolean
}

/** The verdict kept with a request; one that an older version wrote in another shape has no reasons. */
function keptVerdict(judgement: unknown): RequestDetail['atRequest'] {
  if (typeof judgement !== 'object' || judgement === null) return { policy: null, reasons: [] }
  const { policy, reasons } = judgement as { policy?: unknown; reasons?: unknown }
  return {
    policy: typeof policy === 'number' ? policy : null,
    reasons: Array.isArray(reasons) ? (reasons as Reason[]) : [],
  }
}

export async function requestDetail(actor: Actor, id: string): Promise<RequestDetail | null> {
  const [record, looked] = await Promise.all([findRequest(actor.workspaceId, id), looking(actor)])
  if (!record) return null
  return {
    ...toRow(record, looked),
    decisionNote: record.decisionNote,
    atRequest: keptVerdict(record.judgement),
    today: looked.content && judgeClass(looked.content, classOf(record), record.name),
    mine: actor.kind === 'member' && record.requestedById === actor.memberId,
  }
}

/** Requests that wait for this person's decision, oldest first. */
export async function requestsWaitingFor(actor: Actor): Promise<RequestRow[]> {
  const window = { sort: 'createdAt', dir: 'asc', skip: 0, take: 200 } as const
  const { rows } = await listRequests(actor, { ...window, filter: { state: 'open' } })
  return rows.filter(({ waitsForMe }) => waitsForMe)
}

const COLUMNS: CsvColumn<RequestRow>[] = [
  { header: 'id', value: ({ id }) => id },
  { header: 'handle', value: ({ name }) => name },
  { header: 'class', value: ({ className }) => className },
  { header: 'reason', value: ({ reason }) => reason },
  { header: 'state', value: ({ state }) => state },
  { header: 'allowed_by_policy', value: ({ allowed }) => allowed },
  { header: 'requested_by', value: ({ requestedBy }) => requestedBy },
  { header: 'requested_at', value: ({ requestedAt }) => requestedAt },
  { header: 'approver', value: ({ approver }) => approver },
  { header: 'decided_at', value: ({ decidedAt }) => decidedAt },
]
const PAGE = 500

async function* pagesOf(actor: Actor, filter: RequestFilter): AsyncGenerator<RequestRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listRequests(actor, { filter, sort: 'createdAt', dir: 'asc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

/** Every request a filter matches as CSV, oldest first; in the audit log before its first byte leaves. */
export async function exportRequests(
  actor: Actor,
  filter: RequestFilter,
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'policy:read')) return fail('not-allowed')
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    record({ action: 'handle-requests.exported', subject: { kind: 'handle-request', id: null }, more: { filter } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
