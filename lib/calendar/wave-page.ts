import { readGates } from '@/lib/readiness/queries'
import type { Gate } from '@/lib/readiness/schema'
import { type Actor, can } from '@/lib/server/actor'
import { db, type Prisma } from '@/lib/server/db'
import { loadPeople } from './people'
import { type WaveWithCounts, wavesWithCounts } from './queries'
import { releaseBlockersOf } from './release'
import type { ReleaseBlocker } from './release-rules'
import type { StepKind } from './schema'

/** One entry point of a wave on the day. Plain values: it crosses to the browser. */
export type WaveRow = {
  id: string
  version: number
  name: string
  kind: string
  location: string | null
  currentDestination: string | null
  newDestination: string | null
  risk: string
  owner: string | null
  mine: boolean
  /** May this person tick it: writers of the sheet any, others their own. */
  mayTick: boolean
  rollbackPath: string | null
  updateDate: string | null
  leadDays: number | null
  moveState: string
  movedAt: string | null
  testResult: string
  testMessage: string | null
  testedAt: string | null
  /** Clicked or scanned after the move (or as it stays), and right. */
  proven: boolean
  /** While rolling back: put back, impossible with a reason, or nothing to do. */
  walked: boolean
  lastStep: { kind: StepKind; note: string | null; by: string; at: string } | null
}

export type WavePage = {
  wave: WaveWithCounts
  waves: WaveWithCounts[]
  gates: Gate[]
  /** Everything in the way of its release; empty once it is out. */
  blockers: ReleaseBlocker[]
  rows: WaveRow[]
  /** Rows that are not listed because there are too many. */
  more: number
}

const MOST_ROWS = 400

type EntryRecord = Prisma.EntryPointGetPayload<object>
type StepRecord = Prisma.WaveStepGetPayload<object>

const PROVEN = ['right', 'attested']

function isProven({ moveState, testResult, testedAt, movedAt }: EntryRecord): boolean {
  if (!PROVEN.includes(testResult)) return false
  return (
    moveState === 'stays' || (moveState === 'moved' && testedAt !== null && movedAt !== null && testedAt >= movedAt)
  )
}

function isWalked(row: EntryRecord, step: StepRecord | undefined, rollbackAt: Date | null): boolean {
  if (row.moveState !== 'moved') return true
  return step?.kind === 'impossible' && rollbackAt !== null && step.at >= rollbackAt
}

type Context = {
  actor: Actor
  rollbackAt: Date | null
  steps: ReadonlyMap<string, StepRecord>
  names: ReadonlyMap<string, { name: string }>
}

function toRow(row: EntryRecord, { actor, rollbackAt, steps, names }: Context): WaveRow {
  const { id, version, name, kind, location, currentDestination, newDestination, risk, rollbackPath } = row
  const { updateDate, leadDays, moveState, testResult, testMessage } = row
  const step = steps.get(id)
  const mine = actor.kind === 'member' && row.ownerMemberId === actor.memberId
  return {
    ...{ id, version, name, kind, location, currentDestination, newDestination, risk, rollbackPath },
    ...{ updateDate, leadDays, moveState, testResult, testMessage, mine },
    owner: row.ownerMemberId ? (names.get(row.ownerMemberId)?.name ?? row.ownerName) : row.ownerName,
    mayTick: can(actor, 'entry-points:write') || (mine && can(actor, 'entry-points:move')),
    movedAt: row.movedAt?.toISOString() ?? null,
    testedAt: row.testedAt?.toISOString() ?? null,
    proven: isProven(row),
    walked: isWalked(row, step, rollbackAt),
    lastStep: step
      ? {
          kind: step.kind as StepKind,
          note: step.note,
          by: names.get(step.byId ?? '')?.name ?? 'Handrail',
          at: step.at.toISOString(),
        }
      : null,
  }
}

/** The newest step of each row in this wave. */
async function latestSteps(workspaceId: string, waveId: string): Promise<ReadonlyMap<string, StepRecord>> {
  const steps = await db.waveStep.findMany({ where: { workspaceId, waveId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
  return new Map(steps.map((step) => [step.entryPointId, step]))
}

/** Everything the release screen of a wave shows; null when the workspace has no such wave. */
export async function wavePage(actor: Actor, waveId: string, now = new Date()): Promise<WavePage | null> {
  const { workspaceId } = actor
  const waves = await wavesWithCounts(actor)
  const wave = waves.find(({ id }) => id === waveId)
  if (!wave) return null
  const waiting = wave.state === 'planned' || wave.state === 'ready'
  const [records, steps, names, gates, blockers] = await Promise.all([
    db.entryPoint.findMany({
      where: { workspaceId, waveId, archivedAt: null },
      orderBy: [{ ownerName: 'asc' }, { nameKey: 'asc' }, { id: 'asc' }],
      take: MOST_ROWS,
    }),
    latestSteps(workspaceId, waveId),
    loadPeople(workspaceId),
    waiting ? readGates(actor, wave.counts) : [],
    waiting ? releaseBlockersOf(actor, waveId, now) : [],
  ])
  const rows = records.map((row) => toRow(row, { actor, rollbackAt: wave.rollbackAt, steps, names }))
  return { wave, waves, gates, blockers: blockers ?? [], rows, more: wave.counts.total - rows.length }
}
