import { loadPeople } from '@/lib/calendar/people'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { asJson } from '@/lib/server/sql'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { ok, type Result } from '@/lib/shared/result'
import type { Expected } from './model'
import { changedParts, expectedWords, type Outcome } from './outcome-words'
import {
  findPrevious,
  findRecord,
  pageOfRecords,
  type RecordWindow,
  type RecordWithRun,
  whereRecords,
} from './record-store'
import type { Evidence } from './save-record'
import {
  FIX_STATES,
  type FixState,
  OWN_TARGET,
  type RecordFilter,
  type RecordResult,
  resultOf,
  VERDICT_STATES,
  type VerdictState,
} from './vocabulary'

/** What a record's run was about, as the names were then. */
export type RunNames = { plan: string | null; target: string; dataset: string }

export type RecordRow = {
  id: string
  version: number
  runId: string
  title: string
  variation: string
  result: RecordResult
  verdicts: Record<'rightCustomer' | 'rightWorkflow' | 'clearError', VerdictState>
  /** What a person reads first. */
  sentence: string
  expected: Expected
  fix: FixState
  ownerId: string | null
  owner: string | null
  names: RunNames
  closedByRunId: string | null
  ranAt: Date
}

export function namesOf(names: unknown): RunNames {
  const { plan, target, dataset } = asJson<Partial<Record<keyof RunNames, string | null>>>(names ?? {})
  return { plan: plan ?? null, target: target ?? OWN_TARGET, dataset: dataset ?? '' }
}

const verdictOf = (state: string | null): VerdictState => VERDICT_STATES.find((one) => one === state) ?? 'none'

type Names = ReadonlyMap<string, { name: string }>

function rowOf(record: RecordWithRun, people: Names): RecordRow {
  const { id, version, runId, title, variation, sentence, ownerId, closedByRunId, createdAt } = record
  return {
    ...{ id, version, runId, title, variation, sentence, ownerId, closedByRunId, ranAt: createdAt },
    result: resultOf(record.result),
    verdicts: {
      rightCustomer: verdictOf(record.rightCustomer),
      rightWorkflow: verdictOf(record.rightWorkflow),
      clearError: verdictOf(record.clearError),
    },
    expected: asJson<Expected>(record.expected),
    fix: FIX_STATES.find((one) => one === record.fixState) ?? 'none',
    owner: ownerId ? (people.get(ownerId)?.name ?? 'a former member') : null,
    names: namesOf(record.run.names),
  }
}

type Window = RecordWindow & { filter: RecordFilter }

/** One page of test records, sorted and filtered in the database. */
export async function listRecords(
  actor: Actor,
  { filter, ...window }: Window,
): Promise<{ rows: RecordRow[]; total: number }> {
  const { workspaceId } = actor
  const where = whereRecords({ workspaceId, me: actorId(actor) }, filter)
  const [{ records, total }, people] = await Promise.all([pageOfRecords(where, window), loadPeople(workspaceId)])
  return { rows: records.map((record) => rowOf(record, people)), total }
}

export type RecordDetail = RecordRow & {
  evidence: Evidence
  /** Payloads and answers are shown: the people are invented, or the reader may see bodies. */
  showsBodies: boolean
  /** What the same case came to before; null the first time. */
  before: { id: string; result: RecordResult; sentence: string; ranAt: Date; changed: string[] } | null
  mayChange: boolean
}

export async function recordDetail(actor: Actor, id: string): Promise<RecordDetail | null> {
  const record = await findRecord(actor.workspaceId, id)
  if (!record) return null
  const [people, previous] = await Promise.all([loadPeople(actor.workspaceId), findPrevious(record)])
  const evidence = asJson<Evidence>(record.evidence)
  const row = rowOf(record, people)
  return {
    ...{ ...row, evidence, showsBodies: evidence.synthetic || can(actor, 'deliveries:body') },
    before: previous && {
      ...{ id: previous.id, sentence: previous.sentence, ranAt: previous.createdAt },
      result: resultOf(previous.result),
      changed: changedParts(asJson<Outcome>(previous.actual), asJson<Outcome>(record.actual)),
    },
    mayChange: can(actor, 'lab:write') || (row.ownerId !== null && row.ownerId === actorId(actor)),
  }
}

const COLUMNS: CsvColumn<RecordRow>[] = [
  { header: 'ran_at', value: ({ ranAt }) => ranAt },
  { header: 'plan', value: ({ names }) => names.plan },
  { header: 'target', value: ({ names }) => names.target },
  { header: 'payload', value: ({ title }) => title },
  { header: 'payload_type', value: ({ variation }) => variation },
  { header: 'expected', value: ({ expected }) => expectedWords(expected) },
  { header: 'result', value: ({ result }) => result },
  { header: 'right_customer', value: ({ verdicts }) => verdicts.rightCustomer },
  { header: 'right_workflow', value: ({ verdicts }) => verdicts.rightWorkflow },
  { header: 'clear_error', value: ({ verdicts }) => verdicts.clearError },
  { header: 'what_happened', value: ({ sentence }) => sentence },
  { header: 'owner', value: ({ owner }) => owner },
  { header: 'fix', value: ({ fix }) => fix },
]
const PAGE = 500

async function* pagesOf(actor: Actor, filter: RecordFilter): AsyncGenerator<RecordRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listRecords(actor, { filter, sort: 'ranAt', dir: 'desc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

/** The records a filter shows as CSV; in the audit log before its first byte leaves. */
export function exportRecords(actor: Actor, filter: RecordFilter): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const { q, ...named } = filter
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'lab.exported', subject, more: { what: 'records', ...named, searched: Boolean(q) } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
