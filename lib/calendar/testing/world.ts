import { currentMapHash } from '@/lib/field-map/checks'
import type { Actor } from '@/lib/server/actor'
import { type Prisma, writeTransaction } from '@/lib/server/db'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'

/** A workspace in one zone with somebody of each role that meets in the calendar, and a stranger from another one. */
export type CalendarWorld = {
  workspaceId: string
  operations: Actor
  marketing: Actor
  support: Actor
  approver: Actor
  viewer: Actor
  stranger: Actor
}

export async function seedCalendar(): Promise<CalendarWorld> {
  const workspaceId = await seedWorkspace()
  const elsewhere = await seedWorkspace('Another house')
  return {
    workspaceId,
    operations: await seedMember(workspaceId, ['operations'], 'Odo Marsh'),
    marketing: await seedMember(workspaceId, ['marketing'], 'Mara Quill'),
    support: await seedMember(workspaceId, ['support_lead'], 'Rafael Tarn'),
    approver: await seedMember(workspaceId, ['approver'], 'Ines Vale'),
    viewer: await seedMember(workspaceId, ['viewer'], 'Vera Lund'),
    stranger: await seedMember(elsewhere, ['admin', 'operations', 'approver'], 'Stig Rowan'),
  }
}

export function memberOf(actor: Actor): string {
  if (actor.kind !== 'member') throw new Error('A seeded actor is a member.')
  return actor.memberId
}

const HOUR = 3_600_000

type WaveGiven = Partial<Omit<Prisma.WaveUncheckedCreateInput, 'workspaceId' | 'entryPoints'>>

/** A wave whose window is open now, unless said otherwise. */
export async function seedWave(workspaceId: string, given: WaveGiven = {}): Promise<string> {
  const id = newId('wv')
  const number = given.number ?? 1
  const now = Date.now()
  const window = { startsAt: new Date(now - HOUR), endsAt: new Date(now + 8 * HOUR) }
  await writeTransaction((tx) =>
    tx.wave.create({ data: { id, workspaceId, number, name: `Group ${number}`, ...window, ...given } }),
  )
  return id
}

type PointGiven = Partial<Omit<Prisma.EntryPointUncheckedCreateInput, 'workspaceId'>>

/** An entry point that is planned in full. */
export async function seedPoint(workspaceId: string, given: PointGiven = {}): Promise<string> {
  const id = newId('ep')
  const name = given.name ?? `Point ${id.slice(-6)}`
  const plan = { newDestination: 'wa.me/larkmoss', ownerName: 'Somebody', updateDate: '2026-12-01' }
  const row = { id, workspaceId, name, nameKey: name.toLowerCase(), kind: 'website', risk: 'digital_easy' }
  await writeTransaction((tx) => tx.entryPoint.create({ data: { ...row, ...plan, ...given } }))
  return id
}

/** Everything that every gate but the entry points asks for, so that a wave can go out without an override. */
export async function openAllGates(workspaceId: string): Promise<void> {
  const now = new Date()
  await writeTransaction(async (tx) => {
    const inputs = Array.from({ length: 7 }, (_, i) => ({
      ...{ id: newId('id'), workspaceId, key: `input-${i}`, state: 'complete', ownerMemberId: 'mem_1' },
    }))
    await tx.requiredInput.createMany({ data: inputs })
    await tx.handle.create({ data: { id: newId('hd'), workspaceId, numberId: newId('num'), state: 'live' } })
    const policy = { number: 1, state: 'active', content: {}, contentHash: 'h' }
    await tx.namingPolicy.create({ data: { id: newId('pol'), workspaceId, ...policy } })
    const check = { passed: true, evidence: {}, mapHash: await currentMapHash(workspaceId), ranAt: now }
    await tx.conversationCheck.create({ data: { id: newId('chk'), workspaceId, ...check } })
    await tx.testRun.create({ data: { id: newId('tr'), workspaceId, state: 'done', startedAt: now } })
    const macro = { key: 'why', title: 'Why', activeNumber: 1 }
    await tx.macro.create({ data: { id: newId('mac'), workspaceId, ...macro } })
    const dataset = { name: 'Test', contents: 'Invented', decision: 'delete' }
    await tx.dataset.create({ data: { id: newId('ds'), workspaceId, ...dataset } })
    const request = { subjectKind: 'handle', subjectId: 'x', contentHash: 'h', content: {}, reason: 'r' }
    const decided = { requestedById: 'mem_1', state: 'approved', decidedAt: now }
    await tx.approvalRequest.create({ data: { id: newId('apr'), workspaceId, ...request, ...decided } })
  })
}
