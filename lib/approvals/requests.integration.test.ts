import { beforeEach, describe, expect, test } from 'vitest'
import { releaseBlockersOf } from '@/lib/calendar/release'
import { archiveEntryPoint } from '@/lib/entry-points/archive-entry-point'
import { createEntryPoint } from '@/lib/entry-points/create-entry-point'
import { createEntryPointSchema } from '@/lib/entry-points/schema'
import { updateEntryPoint } from '@/lib/entry-points/update-entry-point'
import { db, writeTransaction } from '@/lib/server/db'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { decideApproval } from './decide-approval'
import { expireRequests } from './expire-requests'
import { exportRequests, listRequests, requestCounts, requestsWaitingFor } from './queries'
import { approvalRecord } from './record'
import { type ApprovalWorld, ask, requestOf, seedApprovals, seedPolicy } from './testing/world'
import type { RequestFilter } from './vocabulary'

let world: ApprovalWorld

beforeEach(async () => {
  world = await seedApprovals()
})

const window = { sort: 'asked', dir: 'desc', skip: 0, take: 50 } as const

async function rows(filter: RequestFilter, actor = world.approver, now = new Date()) {
  const listed = await listRequests(actor, { ...window, filter }, now)
  if (!listed.ok) throw new Error(listed.code)
  return listed.value.rows
}

async function approve(id: string, contentHash: string) {
  const decided = await decideApproval(world.approver, { id, contentHash, decision: 'approve' })
  expect(decided).toMatchObject({ ok: true, value: { state: 'approved' } })
}

describe('the list', () => {
  test('shows what waits for me, what I asked for, and everything; own work waits for nobody who did it', async () => {
    const { id } = await ask(world)
    expect(await requestsWaitingFor(world.approver)).toEqual([{ id, title: 'Wave 1 · Website' }])
    for (const actor of [world.owner, world.admin, world.viewer, world.stranger]) {
      expect(await requestsWaitingFor(actor)).toEqual([])
    }
    expect(await rows({ whose: 'waiting' })).toMatchObject([
      { id, kind: 'Wave', state: 'open', who: 'Ines Vale, Noor Haddad', waitsForMe: true, requestedBy: 'Odo Marsh' },
    ])
    expect(await rows({ whose: 'mine' }, world.owner)).toHaveLength(1)
    expect(await rows({ whose: 'mine' })).toEqual([])
    expect(await rows({}, world.stranger)).toEqual([])
    expect(await requestCounts(world.approver)).toEqual({ waiting: 1, mine: 0, all: 1 })
  })

  test('is narrowed by words, kind and state, and is exported', async () => {
    const { id, contentHash } = await ask(world)
    await approve(id, contentHash)
    for (const filter of [{ q: 'web' }, { kind: 'wave' }, { state: 'approved' }] as const) {
      expect(await rows(filter)).toMatchObject([{ state: 'approved', who: 'Ines Vale', waitsForMe: false }])
    }
    for (const filter of [{ q: 'nothing' }, { kind: 'policy' }, { state: 'open' }, { whose: 'waiting' }] as const) {
      expect(await rows(filter)).toEqual([])
    }
    const exported = await exportRequests(world.viewer, {})
    if (!exported.ok) throw new Error(exported.code)
    expect(await new Response(exported.value).text()).toContain(`${id},Wave 1 · Website,Wave,approved`)
  })

  test('an open request whose time is over has expired at once; the worker ends it and tells who asked', async () => {
    const { id } = await ask(world)
    const { expiresAt } = await requestOf(id)
    const later = new Date((expiresAt?.getTime() ?? 0) + 1)
    expect(await rows({ state: 'open' }, world.approver, later)).toEqual([])
    expect(await rows({ state: 'expired' }, world.approver, later)).toMatchObject([{ id, state: 'expired' }])
    expect(await requestsWaitingFor(world.approver, later)).toEqual([])
    // The database of this file has requests of other tests, too.
    expect(await expireRequests(new Date())).toBe(0)
    expect(await expireRequests(later)).toBeGreaterThanOrEqual(1)
    expect(await expireRequests(later)).toBe(0)
    expect(await requestOf(id)).toMatchObject({ state: 'expired', openKey: null })
    const { workspaceId, owner } = world
    const told = await db.notification.findMany({ where: { workspaceId, kind: 'approval.expired' } })
    expect(told.map(({ memberId }) => memberId)).toEqual([owner.memberId])
    expect(await db.auditEvent.count({ where: { workspaceId, action: 'approval.expired', subjectId: id } })).toBe(1)
  })
})

describe('the record', () => {
  test('keeps what was signed, by whom and under which policy, after an edit too', async () => {
    const { id, contentHash } = await ask(world)
    await approve(id, contentHash)
    const { workspaceId, waveId, owner } = world
    const point = await db.entryPoint.findFirstOrThrow({ where: { workspaceId, waveId } })
    await updateEntryPoint(owner, { id: point.id, version: point.version, patch: { newDestination: 'wa.me/other' } })
    const found = await approvalRecord(world.viewer, id)
    expect(found).toMatchObject({
      ok: true,
      value: {
        request: {
          state: 'stale',
          staleBecause: 'Odo Marsh edited it.',
          votes: [{ by: 'Ines Vale', decision: 'approve' }],
        },
        ...{ title: 'Wave 1 · Website', kind: 'Wave', decidedUnder: { roles: ['approver'], quorum: 1 } },
      },
    })
    expect(JSON.stringify(found)).toContain('wa.me/larkmoss')
    expect(await approvalRecord(world.stranger, id)).toMatchObject({ code: 'not-found' })
    const outsider = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
    expect(await approvalRecord(outsider, id)).toMatchObject({ code: 'not-found' })
  })
})

describe('an edit of the sheet makes the sign-off of its wave stale, whichever way it comes', () => {
  const edits: Record<string, (pointId: string, version: number) => Promise<{ ok: boolean }>> = {
    'a field': (id, version) =>
      updateEntryPoint(world.owner, { id: id, version: version, patch: { newDestination: 'wa.me/other' } }),
    'a row that leaves the wave': (id, version) =>
      updateEntryPoint(world.owner, { id: id, version: version, patch: { wave: null } }),
    'an archived row': (id, version) => archiveEntryPoint(world.owner, { id, version }),
    'a new row': () => {
      const given = { name: 'Till receipt', kind: 'invoice', wave: '1', newDestination: 'wa.me/larkmoss' }
      return createEntryPoint(world.owner, createEntryPointSchema.parse(given))
    },
  }
  for (const [name, edit] of Object.entries(edits)) {
    test(name, async () => {
      const { id, contentHash } = await ask(world)
      await approve(id, contentHash)
      const { workspaceId, waveId } = world
      const point = await db.entryPoint.findFirstOrThrow({ where: { workspaceId, waveId } })
      expect(await edit(point.id, point.version)).toMatchObject({ ok: true })
      expect(await requestOf(id)).toMatchObject({ state: 'stale' })
      const blockers = (await releaseBlockersOf(world.owner, waveId)) ?? []
      expect(blockers.map(({ key }) => key)).toContain('sign-off')
    })
  }

  test('a row of no wave, and what is no part of the plan, leave it alone', async () => {
    const { id, contentHash } = await ask(world)
    await approve(id, contentHash)
    const { workspaceId, waveId } = world
    const point = await db.entryPoint.findFirstOrThrow({ where: { workspaceId, waveId } })
    await updateEntryPoint(world.owner, { id: point.id, version: point.version, patch: { notes: 'Called the shop.' } })
    await createEntryPoint(world.owner, createEntryPointSchema.parse({ name: 'Van', kind: 'signage' }))
    expect(await requestOf(id)).toMatchObject({ state: 'approved' })
    const keys = ((await releaseBlockersOf(world.owner, waveId)) ?? []).map(({ key }) => key)
    expect(keys).not.toContain('sign-off')
  })

  test('a wave whose kind needs a sign-off does not go out without one', async () => {
    await seedPolicy(world.workspaceId, { required: true })
    const blockers = (await releaseBlockersOf(world.owner, world.waveId)) ?? []
    expect(blockers.find(({ key }) => key === 'sign-off')).toMatchObject({ overridable: true })
  })

  test('a wave that rests on something changed is held back until it is signed off anew', async () => {
    const { workspaceId, waveId } = world
    await writeTransaction((tx) =>
      tx.staleMark.create({
        data: {
          ...{ workspaceId, subjectKind: 'wave', subjectId: waveId, title: 'Wave 1', markedAt: new Date() },
          ...{ causeKind: 'routing', causeId: 'rr_1', causeTitle: 'Routing rules' },
        },
      }),
    )
    const keys = async () => ((await releaseBlockersOf(world.owner, waveId)) ?? []).map(({ key }) => key)
    expect(await keys()).toContain('rests-on')
    const { id, contentHash } = await ask(world)
    await approve(id, contentHash)
    expect(await keys()).not.toContain('rests-on')
  })
})
