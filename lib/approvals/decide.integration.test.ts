import { beforeEach, describe, expect, test } from 'vitest'
import { editWave } from '@/lib/calendar/edit-wave'
import { db, writeTransaction } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { faultSize } from '@/lib/server/testing/fault-size'
import { seedMember } from '@/lib/server/testing/seed'
import { approvalState } from './approval-state'
import { decideApproval } from './decide-approval'
import { remindApprovers } from './remind-approvers'
import { requestApproval } from './request-approval'
import { type ApprovalWorld, type Asked, ask, requestOf, seedApprovals, seedPolicy } from './testing/world'
import { withdrawApproval } from './withdraw-approval'

let world: ApprovalWorld

beforeEach(async () => {
  world = await seedApprovals()
})

const sign = (actor: MemberActor, { id, contentHash }: Asked, more = {}) =>
  decideApproval(actor, { id, contentHash, decision: 'approve', ...more })

const edit = (name: string, version = 1) => editWave(world.operations, { id: world.waveId, version, patch: { name } })

const auditOf = (subjectId: string) =>
  db.auditEvent.findMany({ where: { workspaceId: world.workspaceId, subjectId }, orderBy: { seq: 'asc' } })

describe('a request', () => {
  test('is bound to the content, tells who can decide, and is decided once', async () => {
    const asked = await ask(world)
    expect(asked.contentHash).toMatch(/^[0-9a-f]{64}$/)
    const told = await db.notification.findMany({ where: { workspaceId: world.workspaceId } })
    expect(told.map(({ memberId, kind }) => [memberId, kind]).sort()).toEqual(
      [world.approver, world.second].map(({ memberId }) => [memberId, 'approval.requested']).sort(),
    )
    expect(await sign(world.approver, asked)).toEqual({ ok: true, value: { state: 'approved' } })
    expect(await sign(world.second, asked)).toMatchObject({ ok: false, code: 'request-closed' })
    expect(await approvalState(world.workspaceId, 'wave', world.waveId)).toMatchObject({ state: 'approved' })
    expect((await auditOf(asked.id)).map(({ action }) => action)).toEqual(['approval.requested', 'approval.approved'])
  })

  test('waits alone, and what is signed off needs no second one', async () => {
    const asked = await ask(world)
    const again = { kind: 'wave' as const, subjectId: world.waveId, reason: 'Once more.' }
    expect(await requestApproval(world.operations, again)).toMatchObject({ code: 'requested-already' })
    await sign(world.approver, asked)
    expect(await requestApproval(world.operations, again)).toMatchObject({ code: 'approved-already' })
  })

  test('is refused for what is not ready, is not there, is elsewhere, or by a viewer', async () => {
    const asking = (actor: MemberActor, subjectId = world.waveId, kind: 'wave' | 'macro' = 'wave') =>
      requestApproval(actor, { kind, subjectId, reason: 'Please.' })
    expect(await asking(world.viewer)).toMatchObject({ code: 'not-allowed' })
    expect(await asking(world.stranger)).toMatchObject({ code: 'not-found' })
    expect(await asking(world.owner, 'wv_none')).toMatchObject({ code: 'not-found' })
    expect(await asking(world.owner, world.waveId, 'macro')).toMatchObject({ code: 'not-found' })
    await writeTransaction((tx) => tx.wave.updateMany({ where: { id: world.waveId }, data: { startsAt: null } }))
    expect(await asking(world.owner)).toMatchObject({
      code: 'not-ready-to-sign',
      details: { problems: ['The wave has no release window yet.'] },
    })
  })

  test('is refused while nobody could decide it', async () => {
    await seedPolicy(world.workspaceId, { roles: ['crm_owner', 'wizard'] })
    const input = { kind: 'wave' as const, subjectId: world.waveId, reason: 'Please.' }
    expect(await requestApproval(world.owner, input)).toMatchObject({ code: 'nobody-decides', details: { left: 0 } })
  })

  test('can be withdrawn by whoever asked and by an admin, not by others', async () => {
    const { id } = await ask(world)
    expect(await withdrawApproval(world.operations, { id })).toMatchObject({ code: 'not-allowed' })
    expect(await withdrawApproval(world.viewer, { id })).toMatchObject({ code: 'not-allowed' })
    expect(await withdrawApproval(world.stranger, { id })).toMatchObject({ code: 'not-found' })
    expect(await withdrawApproval(world.admin, { id })).toEqual({ ok: true, value: null })
    expect(await withdrawApproval(world.owner, { id })).toMatchObject({ code: 'request-closed' })
    const second = await ask(world)
    expect(await withdrawApproval(world.owner, second)).toEqual({ ok: true, value: null })
    expect(await approvalState(world.workspaceId, 'wave', world.waveId)).toMatchObject({ state: 'withdrawn' })
  })

  test('is reminded of once a day', async () => {
    const asked = await ask(world)
    const later = (hours: number) => new Date(Date.now() + hours * 3_600_000)
    expect(await remindApprovers(world.owner, asked)).toMatchObject({ code: 'reminded-already' })
    expect(await remindApprovers(world.stranger, asked, later(25))).toMatchObject({ code: 'not-found' })
    expect(await remindApprovers(world.viewer, asked, later(25))).toMatchObject({ code: 'not-allowed' })
    expect(await remindApprovers(world.owner, asked, later(25))).toEqual({ ok: true, value: { told: 2 } })
    expect(await remindApprovers(world.owner, asked, later(26))).toMatchObject({ code: 'reminded-already' })
  })
})

describe('a decision', () => {
  test('is refused for wrong roles and from another workspace', async () => {
    const asked = await ask(world)
    expect(await sign(world.viewer, asked)).toMatchObject({ code: 'not-allowed' })
    expect(await sign(world.operations, asked)).toMatchObject({ code: 'not-an-approver' })
    expect(await sign(world.stranger, asked)).toMatchObject({ code: 'not-found' })
  })

  test('needs a reason to refuse, and tells the people who worked on it', async () => {
    const asked = await ask(world)
    expect(await sign(world.approver, asked, { decision: 'reject' })).toMatchObject({ code: 'reason-missing' })
    const comment = 'The window is in the holidays.'
    expect(await sign(world.approver, asked, { decision: 'reject', comment })).toMatchObject({ ok: true })
    expect(await requestOf(asked.id)).toMatchObject({ state: 'rejected', openKey: null })
    const told = await db.notification.findMany({ where: { kind: 'approval.rejected', subjectId: asked.id } })
    expect(told.map(({ memberId }) => memberId)).toEqual([world.owner.memberId])
  })

  test('about other content than was asked about is refused', async () => {
    const asked = await ask(world)
    expect(await sign(world.approver, { ...asked, contentHash: '0'.repeat(64) })).toMatchObject({
      code: 'request-stale',
    })
    expect(await requestOf(asked.id)).toMatchObject({ state: 'open' })
  })

  test('after an edit is refused, also when nobody told of the edit', async () => {
    const asked = await ask(world)
    await edit('Website and help pages')
    expect(await sign(world.approver, asked)).toMatchObject({ code: 'request-stale' })
    const second = await ask(world)
    await writeTransaction((tx) => tx.wave.updateMany({ where: { id: world.waveId }, data: { goal: 'Slipped in' } }))
    expect(await sign(world.approver, second)).toMatchObject({ code: 'request-stale' })
    expect(await requestOf(second.id)).toMatchObject({ state: 'stale' })
    expect(await db.approvalVote.count({ where: { workspaceId: world.workspaceId } })).toBe(0)
  })

  test('after the end is refused, whether or not the worker came by', async () => {
    const asked = await ask(world)
    const late = new Date(Date.now() + 15 * 86_400_000)
    expect(await decideApproval(world.approver, { ...asked, decision: 'approve' }, late)).toMatchObject({
      code: 'request-expired',
    })
  })
})

describe('own work', () => {
  test('is refused: the owner, an editor among several, and whoever asked', async () => {
    const { workspaceId, waveId } = world
    const author = (await seedMember(workspaceId, ['operations', 'approver'], 'Bo Sund')) as MemberActor
    await editWave(author, { id: waveId, version: 1, patch: { goal: 'Written by two' } })
    const asked = await ask(world)
    expect(await sign(author, asked)).toMatchObject({ code: 'own-sign-off' })
    await withdrawApproval(world.owner, asked)
    const input = { kind: 'wave' as const, subjectId: waveId, reason: 'Mine.' }
    const own = await requestApproval(world.approver, input)
    const id = own.ok ? own.value.id : ''
    expect(await sign(world.approver, { id, contentHash: (await requestOf(id)).contentHash })).toMatchObject({
      code: 'own-sign-off',
    })
  })

  test('is refused through a delegate, in both directions', async () => {
    const { workspaceId, waveId } = world
    const author = (await seedMember(workspaceId, ['operations', 'approver'], 'Bo Sund')) as MemberActor
    await editWave(author, { id: waveId, version: 1, patch: { goal: 'Written by two' } })
    const tomorrow = new Date(Date.now() + 86_400_000)
    const stand = (of: MemberActor, by: MemberActor) =>
      writeTransaction((tx) =>
        tx.member.updateMany({
          where: { id: of.memberId },
          data: { delegateId: by.memberId, delegateUntil: tomorrow },
        }),
      )
    const asked = await ask(world)
    // The author is away: nobody decides in their place about their own work.
    await stand(author, world.operations)
    expect(await sign(world.operations, asked)).toMatchObject({ code: 'own-sign-off' })
    // The author stands in for an approver who has nothing to do with it: still the author's own work.
    await stand(world.approver, author)
    expect(await sign(author, asked, { onBehalfOf: world.approver.memberId })).toMatchObject({ code: 'own-sign-off' })
    // Somebody else may stand in for that approver, and the vote says for whom.
    await stand(world.approver, world.admin)
    expect(await sign(world.admin, asked)).toMatchObject({ ok: true, value: { state: 'approved' } })
    expect(await db.approvalVote.findFirst({ where: { requestId: asked.id } })).toMatchObject({
      memberId: world.admin.memberId,
      onBehalfOf: world.approver.memberId,
    })
  })
})

describe('a quorum of two', () => {
  beforeEach(() => seedPolicy(world.workspaceId, { quorum: 2 }))

  test('needs two people, and one person never counts twice', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000)
    await writeTransaction((tx) =>
      tx.member.updateMany({
        where: { id: world.second.memberId },
        data: { delegateId: world.approver.memberId, delegateUntil: tomorrow },
      }),
    )
    const asked = await ask(world)
    expect(await sign(world.approver, asked)).toEqual({ ok: true, value: { state: 'open' } })
    const borrowed = { onBehalfOf: world.second.memberId }
    expect(await sign(world.approver, asked, borrowed)).toMatchObject({ code: 'voted-already' })
    expect(await sign(world.second, asked)).toEqual({ ok: true, value: { state: 'approved' } })
    expect(await requestOf(asked.id)).toMatchObject({ decidedUnder: { quorum: 2, roles: ['approver'] } })
  })

  test('one refusal ends it', async () => {
    const asked = await ask(world)
    await sign(world.approver, asked)
    const refused = { decision: 'reject', comment: 'Not yet.' }
    expect(await sign(world.second, asked, refused)).toEqual({ ok: true, value: { state: 'rejected' } })
  })
})

describe('at the same moment', () => {
  test('two approvers make exactly one decision, every time', async () => {
    for (let round = 0; round < faultSize(12, 200); round += 1) {
      const asked = await ask(world)
      const refused = { decision: 'reject', comment: 'No.' }
      const answers = await Promise.all([sign(world.approver, asked), sign(world.second, asked, refused)])
      expect(answers.filter((one) => one.ok)).toHaveLength(1)
      expect(answers.find((one) => !one.ok)).toMatchObject({ code: 'request-closed' })
      expect(await db.approvalVote.count({ where: { requestId: asked.id } })).toBe(1)
      const decided = (await auditOf(asked.id)).filter(({ action }) => /approved|rejected/.test(action))
      expect(decided).toHaveLength(1)
      await edit(`Round ${round}`, round + 1)
    }
  })

  test('an edit and a decision: whichever comes first, nothing edited stays signed off', async () => {
    for (let round = 0; round < faultSize(12, 200); round += 1) {
      const asked = await ask(world)
      const [decided, edited] = await Promise.all([sign(world.approver, asked), edit(`Round ${round}`, round + 1)])
      expect(edited).toMatchObject({ ok: true })
      if (!decided.ok) expect(decided.code).toBe('request-stale')
      expect(await requestOf(asked.id)).toMatchObject({ state: 'stale', openKey: null })
      expect(await approvalState(world.workspaceId, 'wave', world.waveId)).toMatchObject({ state: 'stale' })
    }
  })

  test('two requests: one waits', async () => {
    const asking = (actor: MemberActor) =>
      requestApproval(actor, { kind: 'wave', subjectId: world.waveId, reason: 'Now.' })
    const answers = await Promise.all([asking(world.owner), asking(world.operations)])
    expect(answers.filter((one) => one.ok)).toHaveLength(1)
    expect(answers.find((one) => !one.ok)).toMatchObject({ code: 'requested-already' })
  })
})
