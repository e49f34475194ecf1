import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, type Prisma, type Tx } from '@/lib/server/db'
import { currentWorkspace } from '@/lib/server/workspace'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { staleBecause, type Window, windowOf } from './changes'
import type { EditFreeze, FreezeInput, FreezeView, Versioned } from './schema'

type FreezeRecord = Prisma.FreezeWindowGetPayload<object>
type Reader = Pick<typeof db, 'freezeWindow'>
type Refusal = 'not-allowed' | 'not-found' | 'stale-version' | 'window-backwards'

export function toFreezeView(record: FreezeRecord): FreezeView {
  const { id, version, name, reason, startsAt, endsAt, updatedAt } = record
  return { id, version, name, reason, startsAt, endsAt, updatedAt }
}

export async function findFreeze(workspaceId: string, id: string, reader: Reader = db): Promise<FreezeRecord | null> {
  return reader.freezeWindow.findFirst({ where: { id, workspaceId } })
}

function stale(actor: Actor, found: FreezeRecord): Promise<Failure<'stale-version'>> {
  return staleBecause(actor, { kind: 'freeze', id: found.id }, toFreezeView(found))
}

/** A time in which nothing public may change. */
export async function createFreeze(actor: Actor, input: FreezeInput): Promise<Result<{ id: string }, Refusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const window = windowOf(input, await currentWorkspace(actor))
  if (!window) return fail('window-backwards')
  const { name, reason } = input
  return transact<{ id: string }, Refusal>(actor, async (tx, record) => {
    const id = newId('fz')
    await tx.freezeWindow.create({ data: { id, workspaceId, name, reason, ...window } })
    record({ action: 'freeze.created', subject: { kind: 'freeze', id }, after: { name, reason, ...window } })
    return ok({ id })
  })
}

type Change = Partial<Window & { name: string; reason: string | null }>

async function change(
  actor: Actor,
  { id, version }: Versioned,
  after: Change,
): Promise<Result<{ version: number }, Refusal>> {
  const { workspaceId } = actor
  return transact<{ version: number }, Refusal>(actor, async (tx, record) => {
    const found = await findFreeze(workspaceId, id, tx)
    if (!found) return fail('not-found')
    const written = await tx.freezeWindow.updateMany({
      where: { id, workspaceId, version },
      data: { ...after, version: { increment: 1 } },
    })
    if (written.count === 0) return stale(actor, found)
    const { name, reason, startsAt, endsAt } = found
    record({
      action: 'freeze.updated',
      subject: { kind: 'freeze', id },
      before: { name, reason, startsAt, endsAt },
      after,
    })
    return ok({ version: version + 1 })
  })
}

export async function editFreeze(actor: Actor, input: EditFreeze): Promise<Result<{ version: number }, Refusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  const window = windowOf(input.change, await currentWorkspace(actor))
  if (!window) return fail('window-backwards')
  const { name, reason } = input.change
  return change(actor, input, { name, reason, ...window })
}

/** Shifts a freeze window by whole days: what dragging in the calendar does. */
export async function shiftFreeze(
  actor: Actor,
  input: Versioned,
  window: Window,
): Promise<Result<{ version: number }, Refusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  return change(actor, input, window)
}

async function remove(tx: Tx, found: FreezeRecord, version: number): Promise<boolean> {
  const { id, workspaceId } = found
  const removed = await tx.freezeWindow.deleteMany({ where: { id, workspaceId, version } })
  return removed.count === 1
}

export async function removeFreeze(actor: Actor, { id, version }: Versioned): Promise<Result<null, Refusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  return transact<null, Refusal>(actor, async (tx, record) => {
    const found = await findFreeze(actor.workspaceId, id, tx)
    if (!found) return fail('not-found')
    if (!(await remove(tx, found, version))) return stale(actor, found)
    const { name, reason, startsAt, endsAt } = found
    record({ action: 'freeze.removed', subject: { kind: 'freeze', id }, before: { name, reason, startsAt, endsAt } })
    return ok(null)
  })
}

/** Every freeze window that touches a span, by its beginning. */
export async function listFreezes(
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  span?: { from: Date; to: Date },
): Promise<FreezeView[]> {
  const within = span ? { startsAt: { lt: span.to }, endsAt: { gt: span.from } } : {}
  const found = await db.freezeWindow.findMany({
    where: { workspaceId, ...within },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: 500,
  })
  return found.map(toFreezeView)
}
