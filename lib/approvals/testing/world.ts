import type { Actor } from '@/lib/server/actor'
import { type Db, db, type Prisma, writeTransaction } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { requestApproval } from '../request-approval'

/** A workspace with a planned wave, people who work on it and people who decide, and a stranger from elsewhere. */
export type ApprovalWorld = {
  workspaceId: string
  waveId: string
  /** Owns the wave. */
  owner: MemberActor
  operations: MemberActor
  approver: MemberActor
  second: MemberActor
  admin: MemberActor
  viewer: MemberActor
  stranger: MemberActor
}

function asMember(actor: Actor): MemberActor {
  if (actor.kind !== 'member') throw new Error('A seeded actor is a member.')
  return actor
}

const HOUR = 3_600_000

/** A wave with an owner, an open window and one entry point: ready to be signed off. */
export async function seedPlannedWave(workspaceId: string, ownerMemberId: string): Promise<string> {
  const waveId = newId('wv')
  await writeTransaction(async (tx) => {
    const window = { startsAt: new Date(Date.now() - HOUR), endsAt: new Date(Date.now() + 8 * HOUR) }
    const plan = { number: 1, name: 'Website', goal: 'First', ownerMemberId, ...window }
    await tx.wave.create({ data: { id: waveId, workspaceId, ...plan } })
    const point = { name: 'Contact page', nameKey: 'contact page', kind: 'website', risk: 'digital_easy' }
    const planned = { newDestination: 'wa.me/larkmoss', ownerName: 'Somebody', updateDate: '2026-12-01', waveId }
    await tx.entryPoint.create({ data: { id: newId('ep'), workspaceId, ...point, ...planned } })
  })
  return waveId
}

export async function seedApprovals(): Promise<ApprovalWorld> {
  const workspaceId = await seedWorkspace()
  const elsewhere = await seedWorkspace('Another house')
  const member = async (...given: Parameters<typeof seedMember>) => asMember(await seedMember(...given))
  const owner = await member(workspaceId, ['operations'], 'Odo Marsh')
  const waveId = await seedPlannedWave(workspaceId, owner.memberId)
  return {
    ...{ workspaceId, waveId, owner },
    operations: await member(workspaceId, ['operations'], 'Tobias Rill'),
    approver: await member(workspaceId, ['approver'], 'Ines Vale'),
    second: await member(workspaceId, ['approver'], 'Noor Haddad'),
    admin: await member(workspaceId, ['admin'], 'Ada Quill'),
    viewer: await member(workspaceId, ['viewer'], 'Vera Lund'),
    stranger: await member(elsewhere, ['admin', 'operations', 'approver'], 'Stig Rowan'),
  }
}

export type Asked = { id: string; contentHash: string }

/** A request for the wave, as the owner asks for it. */
export async function ask({ owner, waveId }: ApprovalWorld, now = new Date()): Promise<Asked> {
  const input = { kind: 'wave' as const, subjectId: waveId, reason: 'The plan is complete.' }
  const made = await requestApproval(owner, input, now)
  if (!made.ok) throw new Error(`The request was refused: ${made.code}`)
  const { contentHash } = await db.approvalRequest.findUniqueOrThrow({ where: { id: made.value.id } })
  return { id: made.value.id, contentHash }
}

type PolicyGiven = Partial<Omit<Prisma.ApprovalPolicyUncheckedCreateInput, 'id' | 'workspaceId'>>

export async function seedPolicy(workspaceId: string, given: PolicyGiven = {}): Promise<void> {
  const usual = { subjectKind: 'wave', roles: ['approver'], quorum: 1 }
  await writeTransaction((tx) =>
    tx.approvalPolicy.create({ data: { id: newId('id'), workspaceId, ...usual, ...given } }),
  )
}

export function requestOf(id: string): ReturnType<Db['approvalRequest']['findUniqueOrThrow']> {
  return db.approvalRequest.findUniqueOrThrow({ where: { id } })
}
