import type { Actor } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { nameKey } from '@/lib/shared/name-key'
import { ok } from '@/lib/shared/result'
import { addDays, dayAt, momentAt } from '@/lib/shared/zone-time'
import { type DemoEntryPoint, demoEntryPoints } from './entry-points'

/** Waves, freeze windows and the migration sheet, laid around the day on which the demo is loaded. */
const ZONE = 'Europe/London'
type Waves = Record<1 | 2 | 3 | 4, string>

type WaveNumber = keyof Waves

type DemoWave = { number: WaveNumber; name: string; goal: string; state: string; from: number; to: number }

const WAVES: readonly DemoWave[] = [
  {
    ...{ number: 1, name: 'Help pages', state: 'done', from: -14, to: -7 },
    goal: 'Everybody who asks for help reaches the support inbox by name.',
  },
  {
    ...{ number: 2, name: 'Website and profiles', state: 'releasing', from: -3, to: 4 },
    goal: 'The shop, its landing pages and its profiles lead to @larkmoss.',
  },
  {
    ...{ number: 3, name: 'Ads and documents', state: 'ready', from: 6, to: 12 },
    goal: 'Ads and invoices lead to the same place as the website.',
  },
  {
    ...{ number: 4, name: 'Print', state: 'planned', from: 18, to: 30 },
    goal: 'Bags, posters and labels carry codes that stay ours whatever the name becomes.',
  },
]

/** Nothing public may change in these. The second one is too close to wave 3: a clash for somebody to find. */
const FREEZES = [
  { name: 'Christmas tree weekend', reason: 'Busiest days of the year', from: 13, to: 17 },
  { name: 'Stock system change', reason: 'Tills and web shop are switched over at night', from: 11, to: 12 },
]

const OVERRIDE = {
  overrideReason:
    'Pilot agreed with the board before the gates were kept here; support has two extra people this week.',
  overridden: [
    { key: 'gate-tests', name: 'Tests', sentence: 'No test plan has been run yet.' },
    { key: 'gate-scripts', name: 'Support scripts', sentence: 'No support script is written yet.' },
  ],
}

type DemoPeople = { owner: string | null; approver: string | null }

/** A clock time of the chain's own zone, some days from now: demo data is right in winter and in summer. */
function at(now: Date, days: number, clock = '09:00'): Date {
  return momentAt(addDays(dayAt(now, ZONE), days), clock, ZONE)
}

/** When it went out and when it was done, for waves that are that far. */
function pastOf({ state, from, to }: DemoWave, now: Date, approver: string | null) {
  if (state !== 'done' && state !== 'releasing') return {}
  return {
    releasedAt: at(now, from, '09:12'),
    finishedAt: state === 'done' ? at(now, to, '16:05') : null,
    overrideById: approver,
    ...OVERRIDE,
  }
}

async function insertWaves(
  tx: Tx,
  workspaceId: string,
  request: { now: Date; people: DemoPeople; record: Recorder },
): Promise<Waves> {
  const { now, people, record } = request
  const ids: Partial<Waves> = {}
  let previous: string | null = null
  for (const wave of WAVES) {
    const id: string = newId('wv')
    ids[wave.number] = id
    const { number, name, goal, state, from, to } = wave
    const window = { startsAt: at(now, from), endsAt: at(now, to, '17:00') }
    const plan = { number, name, goal, state, ...window, ownerMemberId: people.owner, dependsOnId: previous }
    await tx.wave.create({ data: { id, workspaceId, ...plan, ...pastOf(wave, now, people.approver) } })
    record({ action: 'wave.created', subject: { kind: 'wave', id }, after: { number, name, ...window } })
    previous = id
  }
  for (const { name, reason, from, to } of FREEZES) {
    const id = newId('fz')
    const window = { startsAt: at(now, from, '00:00'), endsAt: at(now, to, '00:00') }
    await tx.freezeWindow.create({ data: { id, workspaceId, name, reason, ...window } })
    record({ action: 'freeze.created', subject: { kind: 'freeze', id }, after: { name, reason, ...window } })
  }
  return ids as Waves
}

type RowContext = {
  workspaceId: string
  waves: Waves
  owners: Map<string, { memberId: string; name: string }>
  now: Date
}

/** The days on which the rows of a wave were changed: after its release, and before today. */
const MOVED_ON: Partial<Record<WaveNumber, number>> = { 1: -12, 2: -2 }
const MINUTE_MS = 60_000

/** When a row was changed and when it was clicked or scanned after that, some minutes after the row before it. */
function pastOfRow({ wave, moveState, testResult }: DemoEntryPoint, now: Date, i: number) {
  const started = wave && moveState === 'moved' ? at(now, MOVED_ON[wave] ?? -1, '10:30') : null
  const movedAt = started ? new Date(started.getTime() + i * MINUTE_MS) : null
  const testedFrom = movedAt ?? at(now, -1, '10:30')
  return {
    movedAt,
    testedAt: testResult === 'not_checked' ? null : new Date(testedFrom.getTime() + 90 * MINUTE_MS),
  }
}

function toRow(point: DemoEntryPoint, context: RowContext, i: number) {
  const { workspaceId, waves, owners, now } = context
  const { wave, ownerEmail, inDays, ...fields } = point
  const owner = ownerEmail ? owners.get(ownerEmail) : undefined
  return {
    id: newId('ep'),
    workspaceId,
    ...fields,
    nameKey: nameKey(fields.name) ?? '',
    rollbackState: fields.risk === 'printed' ? 'impossible' : fields.rollbackPath ? 'ready' : 'open',
    waveId: wave ? waves[wave] : null,
    ownerMemberId: owner?.memberId ?? null,
    ownerName: owner?.name ?? null,
    updateDate: inDays === undefined ? null : addDays(dayAt(now, ZONE), inDays),
    ...pastOfRow(point, now, i),
  }
}

type Row = ReturnType<typeof toRow>

/** The ticks of the day, with what people wrote beside them. */
function stepsOf(rows: readonly Row[], byId: string | null) {
  return rows.flatMap(({ id, workspaceId, waveId, movedAt, ownerMemberId, kind }) =>
    movedAt && waveId
      ? [
          {
            ...{ id: newId('step'), workspaceId, waveId, entryPointId: id, kind: 'moved', at: movedAt },
            note:
              kind === 'help_page'
                ? 'Published; the link at the end of the page.'
                : 'Changed and saved, looked at once.',
            byId: ownerMemberId ?? byId,
          },
        ]
      : [],
  )
}

export async function loadSheet(actor: Actor, now: Date, owners: RowContext['owners']): Promise<void> {
  const { workspaceId } = actor
  const memberOf = (email: string): string | null => owners.get(email)?.memberId ?? null
  const people = { owner: memberOf('tobias@larkmoss.example'), approver: memberOf('edith@larkmoss.example') }
  await transact(actor, async (tx, record) => {
    await tx.workspace.update({ where: { id: workspaceId }, data: { calendarOwnerMemberId: people.owner } })
    const waves = await insertWaves(tx, workspaceId, { now, people, record })
    const rows = demoEntryPoints().map((point, i) => toRow(point, { workspaceId, waves, owners, now }, i))
    await tx.entryPoint.createMany({ data: rows })
    await tx.waveStep.createMany({ data: stepsOf(rows, people.owner) })
    record({
      action: 'entry-points.imported',
      subject: { kind: 'batch', id: null },
      more: { created: rows.length, file: 'larkmoss-sheet.csv' },
    })
    return ok(undefined)
  })
}
