import { subjectEdited } from '@/lib/approvals/subject-edited'
import { type Actor, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { currentWorkspace } from '@/lib/server/workspace'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { staleBecause, type Window, windowOf } from './changes'
import { type PlanRefusal, refusePlan } from './create-wave'
import { loadPeople } from './people'
import type { EditWave, ReorderWave, Versioned, WaveView } from './schema'
import { dependsInCircle } from './wave-rules'
import { isFinished, isUnderWay } from './wave-states'
import { countWave, findWave, loadWaves, stateOf, toWaveView, type WaveRecord } from './wave-store'

type Refusal = PlanRefusal | 'not-allowed' | 'not-found' | 'stale-version' | 'wave-in-circle' | 'wave-finished'
type Changes = Partial<Pick<WaveRecord, 'name' | 'goal' | 'ownerMemberId' | 'dependsOnId' | 'startsAt' | 'endsAt'>>

/** Both versions for the person whose edit came second. */
export async function staleWave(tx: Tx, actor: Actor, record: WaveRecord): Promise<Failure<'stale-version'>> {
  const waves = await loadWaves(actor.workspaceId, tx)
  const names = await loadPeople(actor.workspaceId, tx)
  const view: WaveView = toWaveView(record, names, new Map(waves.map((wave) => [wave.id, wave])))
  return staleBecause(actor, { kind: 'wave', id: record.id }, view)
}

async function changesOf(actor: Actor, patch: EditWave['patch']): Promise<Result<Changes, 'window-backwards'>> {
  const { window: times, ...changes } = patch
  if (times === undefined) return ok(changes)
  const window = times === null ? { startsAt: null, endsAt: null } : windowOf(times, await currentWorkspace(actor))
  return window ? ok({ ...changes, ...window }) : fail('window-backwards')
}

/** What really changes, with the values before. */
function difference(found: WaveRecord, changes: Changes): { before: Changes; after: Changes } {
  const same = (a: unknown, b: unknown): boolean => (a instanceof Date && b instanceof Date ? +a === +b : a === b)
  const names = (Object.keys(changes) as (keyof Changes)[]).filter((name) => !same(found[name], changes[name]))
  const pick = (from: Changes): Changes => Object.fromEntries(names.map((name) => [name, from[name]]))
  return { before: pick(found), after: pick(changes) }
}

async function refuseEdit(tx: Tx, found: WaveRecord, changes: Changes): Promise<Failure<Refusal> | null> {
  const moves = changes.startsAt !== undefined || changes.endsAt !== undefined || changes.dependsOnId !== undefined
  if (moves && isFinished(stateOf(found))) return fail('wave-finished')
  const refused = await refusePlan(tx, found.workspaceId, changes)
  if (refused) return refused
  if (changes.dependsOnId && dependsInCircle(found.id, changes.dependsOnId, await loadWaves(found.workspaceId, tx))) {
    return fail('wave-in-circle')
  }
  return null
}

/** Changes the plan of a wave: name, goal, owner, window, the wave it depends on. Its state changes by `moveWave` alone. */
export async function editWave(actor: Actor, input: EditWave): Promise<Result<{ version: number }, Refusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  const changes = await changesOf(actor, input.patch)
  if (!changes.ok) return changes
  return transact<{ version: number }, Refusal>(actor, (tx, record) =>
    applyEdit({ tx, actor, record }, input, changes.value),
  )
}

type Place = { tx: Tx; actor: Actor; record: Recorder }

async function applyEdit(
  { tx, actor, record }: Place,
  { id, version }: Versioned,
  changes: Changes,
): Promise<Result<{ version: number }, Refusal>> {
  const { workspaceId } = actor
  const found = await findWave(workspaceId, id, tx)
  if (!found) return fail('not-found')
  if (found.version !== version) return staleWave(tx, actor, found)
  const { before, after } = difference(found, changes)
  if (Object.keys(after).length === 0) return ok({ version })
  const refused = await refuseEdit(tx, found, after)
  if (refused) return refused
  const written = await tx.wave.updateMany({
    where: { id, workspaceId, version },
    data: { ...after, version: { increment: 1 } },
  })
  if (written.count === 0) return staleWave(tx, actor, found)
  record({ action: 'wave.updated', subject: { kind: 'wave', id }, before, after })
  await subjectEdited(tx, actor, { kind: 'wave', subjectId: id })
  return ok({ version: version + 1 })
}

/** Shifts a window by whole days, clock times kept: what dragging in the calendar does. */
export async function shiftWave(
  actor: Actor,
  input: Versioned,
  window: Window,
): Promise<Result<{ version: number }, Refusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  return transact<{ version: number }, Refusal>(actor, (tx, record) => applyEdit({ tx, actor, record }, input, window))
}

type OrderRefusal = 'not-allowed' | 'not-found' | 'stale-version' | 'wave-at-end' | 'wave-under-way'

/** Swaps a wave with the one before or after it. Only plans change places: what was released keeps its number. */
export async function reorderWave(actor: Actor, input: ReorderWave): Promise<Result<{ number: number }, OrderRefusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ number: number }, OrderRefusal>(actor, async (tx, record) => {
    const waves = await loadWaves(workspaceId, tx)
    const place = waves.findIndex((wave) => wave.id === input.id)
    const wave = waves[place]
    if (!wave) return fail('not-found')
    if (wave.version !== input.version) return staleWave(tx, actor, wave)
    const other = waves[place + (input.direction === 'earlier' ? -1 : 1)]
    if (!other) return fail('wave-at-end', { direction: input.direction })
    const fixed = [wave, other].find((one) => isUnderWay(stateOf(one)) || isFinished(stateOf(one)))
    if (fixed) return fail('wave-under-way', { number: fixed.number, name: fixed.name })
    if (!(await swapNumbers(tx, wave, other))) return staleWave(tx, actor, wave)
    for (const [one, number] of [
      [wave, other.number],
      [other, wave.number],
    ] as const) {
      const subject = { kind: 'wave', id: one.id }
      record({ action: 'wave.reordered', subject, before: { number: one.number }, after: { number } })
    }
    return ok({ number: other.number })
  })
}

/** Numbers are unique, so one of the two steps aside to a number no wave can have. */
async function swapNumbers(tx: Tx, wave: WaveRecord, other: WaveRecord): Promise<boolean> {
  const set = (one: WaveRecord, number: number, version: number) =>
    tx.wave.updateMany({
      where: { id: one.id, workspaceId: one.workspaceId, version },
      data: { number, version: version + 1 },
    })
  const aside = await set(wave, -wave.number, wave.version)
  const moved = await set(other, wave.number, other.version)
  const back = await set(wave, other.number, wave.version + 1)
  return aside.count + moved.count + back.count === 3
}

type RemoveRefusal = 'not-allowed' | 'not-found' | 'stale-version' | 'wave-not-empty'

/** Takes away a wave that is only a plan: no entry point, and nothing ever released. Others that waited for it no longer do. */
export async function removeWave(actor: Actor, { id, version }: Versioned): Promise<Result<null, RemoveRefusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, RemoveRefusal>(actor, async (tx, record) => {
    const found = await findWave(workspaceId, id, tx)
    if (!found) return fail('not-found')
    const members = await tx.entryPoint.count({ where: { workspaceId, waveId: id } })
    const { total } = await countWave(tx, workspaceId, id)
    if (members > 0 || stateOf(found) !== 'planned') return fail('wave-not-empty', { count: members, active: total })
    const removed = await tx.wave.deleteMany({ where: { id, workspaceId, version } })
    if (removed.count === 0) return staleWave(tx, actor, found)
    await tx.wave.updateMany({ where: { workspaceId, dependsOnId: id }, data: { dependsOnId: null } })
    await tx.calendarFeed.updateMany({ where: { workspaceId, waveId: id }, data: { revokedAt: new Date() } })
    const { number, name, goal, startsAt, endsAt } = found
    const before = { number, name, goal, startsAt, endsAt }
    record({ action: 'wave.removed', subject: { kind: 'wave', id }, before })
    await subjectEdited(tx, actor, { kind: 'wave', subjectId: id })
    return ok(null)
  })
}
