import type { AuditAction } from '@/lib/audit/catalogue'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import type { Prisma, Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import type { StepInput, StepKind } from './schema'
import { provenSince, refusePlace, refuseRow, type StepPlace, type StepRefusal } from './step-rules'
import { findWave, isRollingBack, stateOf, type WaveRecord } from './wave-store'

type Refusal = StepRefusal | 'not-allowed' | 'not-found' | 'rows-changed'
type EntryRecord = Prisma.EntryPointGetPayload<object>

const ACTIONS: Record<StepKind, AuditAction> = {
  moved: 'entry-point.moved',
  unmoved: 'entry-point.unmoved',
  stays: 'entry-point.stays',
  rolled_back: 'entry-point.rolled-back',
  impossible: 'entry-point.rollback-impossible',
}

const UNCHECKED = { testResult: 'not_checked', testMessage: null, testedAt: null } as const

/** What a tick writes on the row. An older check says nothing about where it leads now, so it is taken back. */
function changeOf(kind: StepKind, row: EntryRecord, { now, releasedAt }: { now: Date; releasedAt: Date | null }) {
  switch (kind) {
    case 'moved': {
      const proven = provenSince(row, releasedAt)
      return { moveState: 'moved', movedAt: proven ?? now, ...(proven ? {} : UNCHECKED) }
    }
    case 'unmoved':
      return { moveState: 'not_moved', movedAt: null, ...UNCHECKED }
    case 'stays':
      return { moveState: 'stays', movedAt: null }
    case 'rolled_back':
      return { moveState: 'rolled_back', ...UNCHECKED }
    case 'impossible':
      return { rollbackState: 'impossible' }
  }
}

/** People who may not write the sheet tick what is theirs. */
function isForeign(actor: Actor, row: EntryRecord): boolean {
  if (can(actor, 'entry-points:write')) return false
  return actor.kind !== 'member' || row.ownerMemberId !== actor.memberId
}

async function loadRows(tx: Tx, wave: WaveRecord, input: StepInput): Promise<EntryRecord[] | null> {
  const ids = [...new Set(input.rows.map((row) => row.id))]
  const where = { id: { in: ids }, workspaceId: wave.workspaceId, waveId: wave.id, archivedAt: null }
  const rows = await tx.entryPoint.findMany({ where, orderBy: { id: 'asc' } })
  return rows.length === ids.length ? rows : null
}

function changedMeanwhile(rows: readonly EntryRecord[], input: StepInput): Failure<'rows-changed'> | null {
  const seen = new Map(input.rows.map((row) => [row.id, row.version]))
  const names = rows.filter((row) => seen.get(row.id) !== row.version).map((row) => row.name)
  return names.length > 0 ? fail('rows-changed', { names }) : null
}

function refuse(actor: Actor, rows: readonly EntryRecord[], given: StepInput & { releasedAt: Date | null }) {
  for (const row of rows) {
    if (isForeign(actor, row)) return fail('not-own-row', { name: row.name })
    const refused = refuseRow(given.kind, row, given)
    if (refused) return fail(refused, { name: row.name })
  }
  return null
}

type Writing = { tx: Tx; record: Recorder; actor: Actor; wave: WaveRecord; input: StepInput; now: Date }

async function writeRow({ tx, record, actor, wave, input, now }: Writing, row: EntryRecord, correlationId: string) {
  const { kind, note } = input
  const after = changeOf(kind, row, { now, releasedAt: wave.releasedAt })
  const { count } = await tx.entryPoint.updateMany({
    where: { id: row.id, workspaceId: row.workspaceId, version: row.version },
    data: { ...after, version: { increment: 1 } },
  })
  if (count === 0) return false
  const before = { moveState: row.moveState, movedAt: row.movedAt, testResult: row.testResult }
  const step = { id: newId('step'), workspaceId: wave.workspaceId, waveId: wave.id, entryPointId: row.id }
  await tx.waveStep.create({ data: { ...step, kind, note, byId: actorId(actor), at: now } })
  record({
    action: ACTIONS[kind],
    subject: { kind: 'entry-point', id: row.id },
    before,
    after,
    ...(note ? { reason: note } : {}),
    more: { wave: wave.number, waveId: wave.id },
    correlationId,
  })
  return true
}

/**
 * Ticks entry points of a wave: moved, not moved after all, stays, rolled back, or cannot be put back. All of the rows
 * or none, so that what a person confirmed is what happened; `rows-changed` names those that somebody else changed.
 */
export async function recordStep(
  actor: Actor,
  input: StepInput,
  now = new Date(),
): Promise<Result<{ count: number }, Refusal>> {
  if (!can(actor, 'entry-points:move')) return fail('not-allowed')
  return transact<{ count: number }, Refusal>(actor, async (tx, record) => {
    const wave = await findWave(actor.workspaceId, input.waveId, tx)
    if (!wave) return fail('not-found')
    const { releasedAt } = wave
    const place: StepPlace = { state: stateOf(wave), rollingBack: isRollingBack(wave), releasedAt }
    const misplaced = refusePlace(input.kind, place)
    if (misplaced) return fail(misplaced, { number: wave.number, name: wave.name })
    const rows = await loadRows(tx, wave, input)
    if (!rows) return fail('not-found')
    const refused = refuse(actor, rows, { ...input, releasedAt }) ?? changedMeanwhile(rows, input)
    if (refused) return refused
    const correlationId = newId('id')
    for (const row of rows) {
      const written = await writeRow({ tx, record, actor, wave, input, now }, row, correlationId)
      if (!written) return fail('rows-changed', { names: [row.name] })
    }
    return ok({ count: rows.length })
  })
}
