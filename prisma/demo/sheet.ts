import { addDays, set } from 'date-fns'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { nameKey } from '@/lib/shared/name-key'
import { ok } from '@/lib/shared/result'
import { type DemoEntryPoint, demoEntryPoints } from './entry-points'

/** Waves, a freeze window and the migration sheet, laid around the day on which the demo is loaded. */
type Waves = Record<1 | 2 | 3 | 4, string>

const WAVES = [
  { number: 1, name: 'Help pages', state: 'done', from: -14, to: -7 },
  { number: 2, name: 'Website and profiles', state: 'releasing', from: -3, to: 4 },
  { number: 3, name: 'Ads and documents', state: 'planned', from: 6, to: 12 },
  { number: 4, name: 'Print', state: 'planned', from: 18, to: 30 },
] as const

function at(now: Date, days: number, hours = 9): Date {
  return set(addDays(now, days), { hours, minutes: 0, seconds: 0, milliseconds: 0 })
}

async function insertWaves(
  tx: Tx,
  workspaceId: string,
  request: { now: Date; ownerId: string | null },
): Promise<Waves> {
  const { now, ownerId } = request
  const ids: Partial<Waves> = {}
  let previous: string | null = null
  for (const { from, to, ...wave } of WAVES) {
    const id: string = newId('wv')
    ids[wave.number] = id
    const dates = {
      startsAt: at(now, from),
      endsAt: at(now, to, 17),
      finishedAt: wave.state === 'done' ? at(now, to, 16) : null,
    }
    await tx.wave.create({
      data: { id, workspaceId, ...wave, ...dates, ownerMemberId: ownerId, dependsOnId: previous },
    })
    previous = id
  }
  const freeze = {
    name: 'Christmas tree weekend',
    startsAt: at(now, 13, 0),
    endsAt: at(now, 16, 23),
    reason: 'Busiest days of the year',
  }
  await tx.freezeWindow.create({ data: { id: newId('wv'), workspaceId, ...freeze } })
  return ids as Waves
}

function day(now: Date, days: number | undefined): string | null {
  return days === undefined ? null : addDays(now, days).toISOString().slice(0, 10)
}

type RowContext = {
  workspaceId: string
  waves: Waves
  owners: Map<string, { memberId: string; name: string }>
  now: Date
}

function toRow(point: DemoEntryPoint, context: RowContext) {
  const { workspaceId, waves, owners, now } = context
  const { wave, ownerEmail, inDays, ...fields } = point
  const owner = ownerEmail ? owners.get(ownerEmail) : undefined
  const moved = fields.moveState === 'moved' ? addDays(now, Math.min(inDays ?? 0, 0) - 1) : null
  return {
    id: newId('ep'),
    workspaceId,
    ...fields,
    nameKey: nameKey(fields.name) ?? '',
    rollbackState: fields.risk === 'printed' ? 'impossible' : fields.rollbackPath ? 'ready' : 'open',
    waveId: wave ? waves[wave] : null,
    ownerMemberId: owner?.memberId ?? null,
    ownerName: owner?.name ?? null,
    updateDate: day(now, inDays),
    movedAt: moved,
    testedAt: fields.testResult === 'not_checked' ? null : moved,
  }
}

export async function loadSheet(actor: Actor, now: Date, owners: RowContext['owners']): Promise<void> {
  const { workspaceId } = actor
  await transact(actor, async (tx, record) => {
    const ownerId = owners.get('tobias@larkmoss.example')?.memberId ?? null
    await tx.workspace.update({ where: { id: workspaceId }, data: { calendarOwnerMemberId: ownerId } })
    const waves = await insertWaves(tx, workspaceId, { now, ownerId })
    const rows = demoEntryPoints().map((point) => toRow(point, { workspaceId, waves, owners, now }))
    await tx.entryPoint.createMany({ data: rows })
    record({
      action: 'entry-points.imported',
      subject: { kind: 'batch', id: null },
      more: { created: rows.length, file: 'larkmoss-sheet.csv' },
    })
    return ok(undefined)
  })
}
