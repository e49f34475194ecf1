import { type Prisma, type Tx, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { FAULT_OWNERS } from './fault-words'
import type { Beat, CasePeople, Fault, PlayedBeat, Verdicts } from './model'
import type { Variation } from './pack'
import type { RunCase } from './schema'
import { type Judged, judge } from './verdict-rules'
import type { FixState, RecordResult } from './vocabulary'

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

type Run = { id: string; workspaceId: string; planId: string | null; targetId: string | null }

export function pairSubject({ first, second }: { first: string; second: string }, targetId: string | null): string {
  return `pair:${first}:${second}:${targetId ?? 'handrail'}`
}

/** What two records of different runs have in common. */
export function subjectOf({ targetId }: Pick<Run, 'targetId'>, { caseId, variation, pair }: RunCase): string {
  if (pair) return pairSubject(pair, targetId)
  return caseId ? `case:${caseId}` : `payload:${variation}:${targetId ?? 'handrail'}`
}

/** The part of the rollout whose owner mends a fault, where no owner was named. */
const PARTS = { developer: 'webhook-parsing', crm_owner: 'identifier-fields', operations: 'queue-rules' } as const

async function ownerOf(tx: Tx, workspaceId: string, one: RunCase, faults: readonly Fault[]): Promise<string | null> {
  const [fault] = faults
  if (one.ownerId || !fault) return one.ownerId
  const part = PARTS[FAULT_OWNERS[fault.code]]
  const row = await tx.responsibility.findFirst({ where: { workspaceId, part }, select: { ownerId: true } })
  return row?.ownerId ?? null
}

const OPEN: FixState[] = ['open', 'fixing', 'fixed']

/**
 * What a result does to the earlier records of the same case: a pass closes them, and nothing else does; when it fails
 * again the newest one is the one that is open, and it keeps its owner.
 */
export async function settleEarlier(
  tx: Tx,
  {
    workspaceId,
    subject,
    result,
    runId,
    recordId,
  }: {
    workspaceId: string
    subject: string
    result: RecordResult
    runId: string
    recordId: string
  },
): Promise<string | null> {
  if (result !== 'passed' && result !== 'failed') return null
  const earlier = { workspaceId, subject, fixState: { in: OPEN }, id: { not: recordId } }
  const owned = await tx.testRecord.findFirst({
    where: { ...earlier, ownerId: { not: null } },
    orderBy: { id: 'desc' },
    select: { ownerId: true },
  })
  const data = result === 'passed' ? { fixState: 'closed', closedByRunId: runId } : { fixState: 'replaced' }
  await tx.testRecord.updateMany({ where: earlier, data: { ...data, version: { increment: 1 } } })
  return owned?.ownerId ?? null
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
  return JSON.parse(JSON.stringify({ contact, reached, thread, workflow, error, status, messageStatus }))
}

/** Whom it reached, in the same words in every run: ids of people differ from run to run. */
export function reachedBy(contact: string | null | undefined, { person, other }: CasePeople): string | undefined {
  if (contact === undefined) return undefined
  if (contact === null) return 'nobody'
  if (contact === person.crmContactId) return 'the customer'
  return contact === other.crmContactId ? 'another customer' : 'somebody new'
}

const SKIPPED = {
  ...{ result: 'skipped', faults: [], errorBehaviour: null, fixState: 'none' },
  ...{ rightCustomer: 'none', rightWorkflow: 'none', clearError: 'none' },
}

/** Keeps what came of one case, and what that says about its earlier records, in one transaction. */
export async function saveRecord(
  run: Run,
  { place, one, tried, synthetic }: { place: number; one: RunCase; tried: Tried; synthetic: boolean },
): Promise<void> {
  const { workspaceId } = run
  const { expected } = one
  const judged =
    tried.kind === 'played'
      ? judge({
          ...{ name: tried.variation.name, group: tried.variation.group, expected, people: tried.people },
          ...{ beats: tried.played, waiting: tried.waiting },
        })
      : null
  const columns = judged ? judgedColumns(judged) : { ...SKIPPED, sentence: tried.kind === 'skipped' ? tried.why : '' }
  const evidence = JSON.parse(JSON.stringify(evidenceOf(tried, judged, synthetic)))
  await writeTransaction(async (tx) => {
    if ((await tx.testRecord.count({ where: { runId: run.id, position: place } })) > 0) return
    const id = newId('rec')
    const subject = subjectOf(run, one)
    const result = columns.result as RecordResult
    const keeper = await settleEarlier(tx, { workspaceId, subject, result, runId: run.id, recordId: id })
    const ownerId =
      (await ownerOf(tx, workspaceId, { ...one, ownerId: one.ownerId ?? keeper }, judged?.faults ?? [])) ?? null
    await tx.testRecord.create({
      data: {
        ...{ id, workspaceId, runId: run.id, caseId: one.caseId, position: place, subject, title: one.title },
        ...{ variation: one.variation, expected, actual: actualOf(tried), evidence, ownerId, ...columns },
        workflow: expected.workflow ?? null,
      },
    })
    const counted = { passed: result === 'passed' ? 1 : 0, failed: result === 'failed' ? 1 : 0 }
    await tx.testRun.updateMany({
      where: { id: run.id },
      data: { passed: { increment: counted.passed }, failed: { increment: counted.failed } },
    })
  })
}
