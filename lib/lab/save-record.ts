import { systemActor } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import type { Prisma, Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { ok } from '@/lib/shared/result'
import { storableJson } from '@/lib/shared/text'
import { placeKey, subjectOf } from './case-subject'
import { FAULT_OWNERS } from './fault-words'
import type { Beat, CasePeople, Fault, PlayedBeat, Verdicts } from './model'
import { reachedBy } from './outcome-words'
import type { Variation } from './pack'
import type { RunCase } from './schema'
import { type Judged, judge } from './verdict-rules'
import { OPEN_FIXES, type RecordResult, resultOf } from './vocabulary'

export type Tried =
  | { kind: 'skipped'; why: string }
  | {
      kind: 'played'
      variation: Variation
      waiting: boolean
      people: CasePeople
      beats: readonly Beat[]
      played: readonly PlayedBeat[]
    }

/** What a record keeps as evidence. */
export type Evidence = {
  people: CasePeople | null
  beats: (Omit<Beat, 'signature'> & { signature: Beat['signature']; actual: PlayedBeat['actual'] | null })[]
  verdicts: Verdicts | null
  faults: Fault[]
  synthetic: boolean
}

type Run = { id: string; workspaceId: string; targetId: string | null }

/** The part of the rollout whose owner mends a fault, where no owner was named. */
const PARTS = { developer: 'webhook-parsing', crm_owner: 'identifier-fields', operations: 'queue-rules' } as const

async function ownerOf(tx: Tx, workspaceId: string, one: RunCase, faults: readonly Fault[]): Promise<string | null> {
  const [fault] = faults
  if (one.ownerId || !fault) return one.ownerId
  const part = PARTS[FAULT_OWNERS[fault.code]]
  const row = await tx.responsibility.findFirst({ where: { workspaceId, part }, select: { ownerId: true } })
  return row?.ownerId ?? null
}

type Settling = { workspaceId: string; subject: string; result: RecordResult; runId: string; recordId: string }

/**
 * What a result does to the earlier records of the same case at the same place: a pass closes them, and nothing else does;
 * when it fails again the newest one is the one that is open, and it keeps its owner, who is the answer.
 */
export async function settleEarlier(tx: Tx, record: Recorder, settling: Settling): Promise<string | null> {
  const { workspaceId, subject, result, runId, recordId } = settling
  if (result !== 'passed' && result !== 'failed') return null
  const earlier = await tx.testRecord.findMany({
    where: { workspaceId, subject, fixState: { in: [...OPEN_FIXES] }, id: { not: recordId } },
    orderBy: { id: 'desc' },
    select: { id: true, ownerId: true, fixState: true },
  })
  const data = result === 'passed' ? { fixState: 'closed', closedByRunId: runId } : { fixState: 'replaced' }
  for (const { id, fixState } of earlier) {
    await tx.testRecord.updateMany({ where: { id, workspaceId }, data: { ...data, version: { increment: 1 } } })
    record({
      ...{ action: 'test-record.settled', subject: { kind: 'test-record', id }, correlationId: runId },
      ...{ before: { fix: fixState }, after: { fix: data.fixState }, more: { by: recordId } },
    })
  }
  return earlier.find(({ ownerId }) => ownerId !== null)?.ownerId ?? null
}

/** Counts a result in its run. */
export async function countResult(tx: Tx, runId: string, result: RecordResult): Promise<void> {
  const counted = { passed: result === 'passed' ? 1 : 0, failed: result === 'failed' ? 1 : 0 }
  await tx.testRun.updateMany({
    where: { id: runId },
    data: { passed: { increment: counted.passed }, failed: { increment: counted.failed } },
  })
}

/** The columns of a record that follow from its verdicts. */
export function judgedColumns({ verdicts, result, faults, sentence }: Judged) {
  return {
    ...{ result, sentence, faults: faults.map(({ code }) => code), errorBehaviour: verdicts.clearError.why },
    rightCustomer: verdicts.rightCustomer.state,
    rightWorkflow: verdicts.rightWorkflow.state,
    clearError: verdicts.clearError.state,
    fixState: result === 'failed' ? 'open' : 'none',
  }
}

function evidenceOf(tried: Tried, judged: Judged | null, synthetic: boolean): Evidence {
  if (tried.kind === 'skipped') return { people: null, beats: [], verdicts: null, faults: [], synthetic }
  const { people, beats, played } = tried
  return {
    ...{ people, verdicts: judged?.verdicts ?? null, faults: judged?.faults ?? [], synthetic },
    beats: beats.map((beat, i) => ({ ...beat, actual: played[i]?.actual ?? null })),
  }
}

function actualOf(tried: Tried): Prisma.InputJsonValue {
  if (tried.kind === 'skipped') return {}
  const test = tried.played.find(({ role }) => role === 'test')?.actual
  const { contact, thread, workflow, error, status, messageStatus } = test ?? {}
  const reached = reachedBy(contact, tried.people)
  return storableJson({ contact, reached, thread, workflow, error, status, messageStatus })
}

const SKIPPED = {
  ...{ result: 'skipped', faults: [], errorBehaviour: null, fixState: 'none' },
  ...{ rightCustomer: 'none', rightWorkflow: 'none', clearError: 'none' },
}

type Kept = { place: number; one: RunCase; tried: Tried; synthetic: boolean; real: boolean }

function judgedOf({ tried, one: { expected } }: Kept): Judged | null {
  if (tried.kind === 'skipped') return null
  const { variation, people, played, waiting } = tried
  return judge({ name: variation.name, group: variation.group, expected, people, beats: played, waiting })
}

/** Keeps what came of one case, and what that says about its earlier records, in one transaction with its events. */
export async function saveRecord(run: Run, kept: Kept): Promise<void> {
  const { workspaceId } = run
  const { place, one, tried, synthetic, real } = kept
  const judged = judgedOf(kept)
  const columns = judged ? judgedColumns(judged) : { ...SKIPPED, sentence: tried.kind === 'skipped' ? tried.why : '' }
  const evidence = storableJson(evidenceOf(tried, judged, synthetic))
  const subject = subjectOf(one, placeKey(run.targetId, real))
  const result = resultOf(columns.result)
  await transact<null, string>(systemActor(workspaceId, 'worker'), async (tx, record) => {
    if ((await tx.testRecord.count({ where: { runId: run.id, position: place } })) > 0) return ok(null)
    const id = newId('rec')
    const keeper = await settleEarlier(tx, record, { workspaceId, subject, result, runId: run.id, recordId: id })
    const named = { ...one, ownerId: one.ownerId ?? keeper }
    const ownerId = await ownerOf(tx, workspaceId, named, judged?.faults ?? [])
    await tx.testRecord.create({
      data: {
        ...{ id, workspaceId, runId: run.id, caseId: one.caseId, position: place, subject, title: one.title },
        ...{ variation: one.variation, expected: one.expected, actual: actualOf(tried), evidence, ownerId, ...columns },
        workflow: one.expected.workflow ?? null,
      },
    })
    await countResult(tx, run.id, result)
    record({
      ...{ action: 'test-record.written', subject: { kind: 'test-record', id }, correlationId: run.id },
      after: { result, faults: columns.faults, ownerId },
    })
    return ok(null)
  })
}
