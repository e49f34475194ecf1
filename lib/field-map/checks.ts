import { loadPeople } from '@/lib/calendar/people'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { asJson } from '@/lib/server/sql'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { ok, type Result } from '@/lib/shared/result'
import { type CheckEvidence, problemWords } from './check-rules'
import { mapHashOf } from './run-check'
import { mappedSystem, readSystems } from './store'

export type CheckRow = {
  id: string
  passed: boolean
  ranAt: Date
  ranBy: string
  number: string
  /** The map was changed since: the evidence is about another one. */
  outdated: boolean
  /** One sentence: what it showed. */
  words: string
}

export type CheckDetail = CheckRow & { evidence: CheckEvidence; mapHash: string; problems: string[] }

/** The hash of the map as it is today. */
export async function currentMapHash(workspaceId: string): Promise<string> {
  return mapHashOf((await readSystems(workspaceId)).map(mappedSystem))
}

type Stored = Awaited<ReturnType<typeof db.conversationCheck.findFirstOrThrow>>
type Ground = { hash: string; names: ReadonlyMap<string, { name: string }> }

async function groundOf(workspaceId: string): Promise<Ground> {
  const [hash, names] = await Promise.all([currentMapHash(workspaceId), loadPeople(workspaceId)])
  return { hash, names }
}

function detailOf({ id, passed, ranAt, ranById, mapHash, evidence }: Stored, { hash, names }: Ground): CheckDetail {
  const told = asJson<CheckEvidence>(evidence)
  const problems = told.problems.map((problem) => problemWords(problem, told))
  const ranBy = ranById ? (names.get(ranById)?.name ?? 'a former member') : 'the API'
  return {
    ...{ id, passed, ranAt, ranBy, mapHash, problems, evidence: told, number: told.number },
    outdated: mapHash !== hash,
    words: problems[0] ?? `Both conversations reached ${told.crmContactId}.`,
  }
}

type Window = { filter: { result?: 'passed' | 'failed' | null }; skip: number; take: number; dir: 'asc' | 'desc' }

/** One page of the checks that were run, the newest first unless asked otherwise. */
export async function listChecks(
  { workspaceId }: Actor,
  { filter, skip, take, dir }: Window,
): Promise<{ rows: CheckRow[]; total: number }> {
  const where = { workspaceId, ...(filter.result ? { passed: filter.result === 'passed' } : {}) }
  const [records, total, ground] = await Promise.all([
    db.conversationCheck.findMany({ where, orderBy: [{ ranAt: dir }, { id: dir }], skip, take }),
    db.conversationCheck.count({ where }),
    groundOf(workspaceId),
  ])
  return { rows: records.map((record) => detailOf(record, ground)), total }
}

export async function checkDetail({ workspaceId }: Actor, id: string): Promise<CheckDetail | null> {
  const record = await db.conversationCheck.findFirst({ where: { id, workspaceId } })
  return record && detailOf(record, await groundOf(workspaceId))
}

export async function lastCheck({ workspaceId }: Actor): Promise<CheckDetail | null> {
  const record = await db.conversationCheck.findFirst({
    where: { workspaceId },
    orderBy: [{ ranAt: 'desc' }, { id: 'desc' }],
  })
  return record && detailOf(record, await groundOf(workspaceId))
}

const COLUMNS: CsvColumn<CheckRow>[] = [
  { header: 'ran_at', value: ({ ranAt }) => ranAt },
  { header: 'ran_by', value: ({ ranBy }) => ranBy },
  { header: 'number', value: ({ number }) => number },
  { header: 'passed', value: ({ passed }) => (passed ? 'yes' : 'no') },
  { header: 'map_changed_since', value: ({ outdated }) => (outdated ? 'yes' : 'no') },
  { header: 'result', value: ({ words }) => words },
]
const PAGE = 500

async function* pagesOf(actor: Actor, filter: Window['filter']): AsyncGenerator<CheckRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listChecks(actor, { filter, skip, take: PAGE, dir: 'desc' })
    if (rows.length === 0) return
    yield rows
  }
}

export function exportChecks(actor: Actor, filter: Window['filter']): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'field-map.exported', subject, more: { what: 'checks', ...filter } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
