import { beforeEach, describe, expect, test } from 'vitest'
import { decideApproval } from '@/lib/approvals/decide-approval'
import { requestApproval } from '@/lib/approvals/request-approval'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { decideRequest, withdrawRequest } from './decide-request'
import { discardDraft, saveDraft, startDraft } from './edit-draft'
import { putInForce } from './put-in-force'
import { listPolicyVersions, policyVersion, readPolicyRoom } from './queries'
import { requestHandle } from './request-handle'
import { exportRequests, listRequests, requestDetail, requestsWaitingFor } from './requests'
import { samplePolicy, sampleScenarios } from './testing/sample-policy'
import { seedPolicy } from './testing/seed-policy'

let workspaceId: string
let marketing: Actor
let support: Actor
let approver: Actor
let viewer: Actor
let stranger: Actor

beforeEach(async () => {
  workspaceId = await seedWorkspace('Northlight')
  const elsewhere = await seedWorkspace('Another house')
  marketing = await seedMember(workspaceId, ['marketing'], 'Mara Quill')
  support = await seedMember(workspaceId, ['support_lead'], 'Rafael Tarn')
  approver = await seedMember(workspaceId, ['approver'], 'Ines Vale')
  viewer = await seedMember(workspaceId, ['viewer'], 'Vera Lund')
  stranger = await seedMember(elsewhere, ['admin', 'marketing', 'approver'], 'Stig Rowan')
})

const actions = async (subjectId: string) =>
  (await db.auditEvent.findMany({ where: { subjectId }, orderBy: { seq: 'asc' } })).map(({ action }) => action)

async function begun(): Promise<string> {
  const made = await startDraft(marketing)
  if (!made.ok) throw new Error(made.code)
  return made.value.id
}

describe('a draft', () => {
  const text = { content: samplePolicy(), scenarios: sampleScenarios() }

  test('is begun once, saved with its scenarios, and thrown away', async () => {
    const id = await begun()
    expect(await startDraft(marketing)).toMatchObject({ code: 'policy-draft-exists' })
    expect(await saveDraft(marketing, { id, version: 1, ...text })).toEqual({ ok: true, value: { version: 2 } })
    const { draft, active } = await readPolicyRoom(marketing)
    expect(active).toBeNull()
    expect(draft).toMatchObject({
      number: 1,
      content: text.content,
      scenarios: text.scenarios,
      writtenBy: 'Mara Quill',
    })
    expect(draft?.checks?.ready).toBe(true)
    expect(await discardDraft(marketing, { id, version: 1 })).toMatchObject({ code: 'stale-version' })
    expect(await discardDraft(marketing, { id, version: 2 })).toMatchObject({ ok: true })
    expect(await actions(id)).toEqual(['policy.draft-started', 'policy.draft-changed', 'policy.draft-discarded'])
  })

  test('saved without a change makes no version and no entry', async () => {
    const id = await begun()
    await saveDraft(marketing, { id, version: 1, ...text })
    expect(await saveDraft(marketing, { id, version: 2, ...text })).toEqual({ ok: true, value: { version: 2 } })
    expect(await actions(id)).toHaveLength(2)
  })

  test('two editors: the second sees both versions and who was faster', async () => {
    const id = await begun()
    await saveDraft(marketing, { id, version: 1, ...text })
    const mine = { ...text, content: samplePolicy({ purpose: 'Mine.' }) }
    expect(await saveDraft(marketing, { id, version: 1, ...mine })).toMatchObject({
      code: 'stale-version',
      details: { current: { content: text.content, version: 2 }, changedBy: { name: 'Mara Quill' } },
    })
  })

  test('two who begin at once: one draft', async () => {
    const both = await Promise.all([startDraft(marketing), startDraft(marketing)])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(await db.namingPolicy.count({ where: { workspaceId } })).toBe(1)
  })

  test('belongs to marketing and to one workspace', async () => {
    const id = await begun()
    for (const actor of [support, approver, viewer]) {
      expect(await startDraft(actor)).toMatchObject({ code: 'not-allowed' })
      expect(await saveDraft(actor, { id, version: 1, ...text })).toMatchObject({ code: 'not-allowed' })
      expect(await discardDraft(actor, { id, version: 1 })).toMatchObject({ code: 'not-allowed' })
    }
    expect(await saveDraft(stranger, { id, version: 1, ...text })).toMatchObject({ code: 'not-found' })
    expect(await discardDraft(stranger, { id, version: 1 })).toMatchObject({ code: 'not-found' })
    expect((await readPolicyRoom(stranger)).draft).toBeNull()
  })

  test('of the next version is a copy of the one in force, which is never edited', async () => {
    const activeId = await seedPolicy(workspaceId)
    expect(await saveDraft(marketing, { id: activeId, version: 1, ...text })).toMatchObject({
      code: 'policy-not-a-draft',
    })
    const id = await begun()
    await saveDraft(marketing, { id, version: 1, ...text, content: samplePolicy({ maxLength: 20 }) })
    expect(await listPolicyVersions(marketing)).toMatchObject([
      { number: 2, state: 'draft', changes: [{ part: 'Longest handle', after: '20 characters' }] },
      { number: 1, state: 'active', changes: null },
    ])
    expect(await policyVersion(marketing, 2)).toMatchObject({ view: { id }, changes: [{ part: 'Longest handle' }] })
    expect(await policyVersion(stranger, 2)).toBeNull()
  })
})

describe('a request for a handle', () => {
  const wish = { name: 'northlight.returns', classKey: 'support', reason: 'Returns get a line.' } as const

  async function asked(actor = support, change: object = {}): Promise<string> {
    const made = await requestHandle(actor, { ...wish, ...change })
    if (!made.ok) throw new Error(made.code)
    return made.value.id
  }

  test('is judged by the policy in force and waits for the approver of its class', async () => {
    expect(await requestHandle(support, wish)).toMatchObject({ code: 'policy-not-in-force' })
    await seedPolicy(workspaceId)
    const id = await asked()
    expect(await requestDetail(support, id)).toMatchObject({
      ...{ name: 'northlight.returns', allowed: true, state: 'open', mine: true, waitsForMe: false },
      ...{ approver: 'Approver, Ines Vale', atRequest: { policy: 1 } },
    })
    expect(await requestsWaitingFor(approver)).toMatchObject([{ id }])
    expect(await requestsWaitingFor(marketing)).toEqual([])
    expect(await requestHandle(support, wish)).toMatchObject({ code: 'request-exists' })
    expect(await decideRequest(marketing, { id, version: 1, decision: 'approve', note: '' })).toMatchObject({
      code: 'not-the-approver',
    })
    const decided = await decideRequest(approver, { id, version: 1, decision: 'approve', note: 'Good.' })
    expect(decided).toEqual({ ok: true, value: { version: 2 } })
    expect(await decideRequest(approver, { id, version: 1, decision: 'reject', note: 'No.' })).toMatchObject({
      code: 'stale-version',
      details: { current: { state: 'approved' }, changedBy: { name: 'Ines Vale' } },
    })
    expect(await requestDetail(approver, id)).toMatchObject({ state: 'approved', approver: 'Ines Vale' })
    expect(await actions(id)).toEqual(['handle-request.made', 'handle-request.approved'])
  })

  test('for a name that WhatsApp refuses, or by a role the class does not name, is not made', async () => {
    await seedPolicy(workspaceId)
    expect(await requestHandle(support, { ...wish, name: 'north-light' })).toMatchObject({ code: 'not-a-username' })
    expect(await requestHandle(marketing, wish)).toMatchObject({
      code: 'not-a-requester',
      details: { className: 'Support', roles: 'Support lead' },
    })
    expect(await requestHandle(viewer, wish)).toMatchObject({ code: 'not-allowed' })
    expect(await requestHandle(stranger, wish)).toMatchObject({ code: 'policy-not-in-force' })
  })

  test('that breaks the policy is seen and cannot be approved', async () => {
    await seedPolicy(workspaceId)
    const id = await asked(support, { name: 'returns_northlight' })
    expect(await requestDetail(support, id)).toMatchObject({ allowed: false })
    const input = { id, version: 1, decision: 'approve', note: '' } as const
    expect(await decideRequest(approver, input)).toMatchObject({ code: 'policy-refuses-name' })
    expect(await decideRequest(approver, { ...input, decision: 'reject' })).toMatchObject({
      code: 'request-note-missing',
    })
    expect(await decideRequest(approver, { ...input, decision: 'reject', note: 'Brand first.' })).toMatchObject({
      ok: true,
    })
  })

  test('is taken back by the person who asked, and is not there for another workspace', async () => {
    await seedPolicy(workspaceId)
    const id = await asked()
    expect(await withdrawRequest(approver, { id, version: 1 })).toMatchObject({ code: 'not-found' })
    expect(await withdrawRequest(stranger, { id, version: 1 })).toMatchObject({ code: 'not-found' })
    expect(await decideRequest(stranger, { id, version: 1, decision: 'approve', note: '' })).toMatchObject({
      code: 'not-found',
    })
    expect(await requestDetail(stranger, id)).toBeNull()
    expect(await withdrawRequest(viewer, { id, version: 1 })).toMatchObject({ code: 'not-allowed' })
    expect(await withdrawRequest(support, { id, version: 1 })).toMatchObject({ ok: true })
    expect(await decideRequest(approver, { id, version: 2, decision: 'approve', note: '' })).toMatchObject({
      code: 'handle-request-closed',
    })
  })

  test('is searched, filtered, sorted, paged and exported', async () => {
    await seedPolicy(workspaceId)
    for (const name of ['northlight.alpha', 'northlight.bravo', 'northlight.gamma']) await asked(support, { name })
    const window = { sort: 'name', dir: 'desc', skip: 0, take: 2 } as const
    const names = async (filter: object, change: object = {}) =>
      (await listRequests(support, { ...window, ...change, filter })).rows.map(({ name }) => name)
    expect(await names({})).toEqual(['northlight.gamma', 'northlight.bravo'])
    expect(await names({}, { skip: 2 })).toEqual(['northlight.alpha'])
    expect(await names({ q: '@Northlight.B' })).toEqual(['northlight.bravo'])
    expect(await names({ state: 'approved' })).toEqual([])
    expect(await names({ classKey: 'region' })).toEqual([])
    expect((await listRequests(approver, { ...window, filter: { mine: true } })).total).toBe(0)
    const file = await exportRequests(support, { q: 'bravo' })
    expect(file.ok && (await new Response(file.value).text())).toMatch(/northlight\.bravo,Support,Returns get a line\./)
  })
})

describe('putting a draft in force', () => {
  const text = { content: samplePolicy(), scenarios: sampleScenarios() }

  async function signed(id: string): Promise<void> {
    const asked = await requestApproval(marketing, {
      kind: 'policy',
      subjectId: id,
      reason: 'Tried on what comes next.',
    })
    if (!asked.ok) throw new Error(asked.code)
    const { contentHash } = await db.approvalRequest.findUniqueOrThrow({ where: { id: asked.value.id } })
    const decided = await decideApproval(approver, {
      id: asked.value.id,
      contentHash,
      decision: 'approve',
      comment: '',
    })
    if (!decided.ok) throw new Error(decided.code)
  }

  test('needs every scenario to come out as it must, and a sign-off for exactly its text', async () => {
    const before = await seedPolicy(workspaceId)
    const id = await begun()
    const changed = { ...text, content: samplePolicy({ maxLength: 23 }) }
    await saveDraft(marketing, { id, version: 1, ...changed, scenarios: text.scenarios.slice(1) })
    expect(await putInForce(marketing, { id, version: 2 })).toMatchObject({
      code: 'policy-not-ready',
      details: { problems: ['The scenario “New market” is missing.'] },
    })
    await saveDraft(marketing, { id, version: 2, ...changed })
    expect(await putInForce(marketing, { id, version: 3 })).toMatchObject({ code: 'policy-not-signed' })
    await signed(id)
    await saveDraft(marketing, { id, version: 3, ...text, content: samplePolicy({ maxLength: 22 }) })
    expect(await putInForce(marketing, { id, version: 4 })).toMatchObject({ code: 'policy-not-signed' })
    await signed(id)
    expect(await putInForce(marketing, { id, version: 3 })).toMatchObject({ code: 'stale-version' })
    expect(await putInForce(marketing, { id, version: 4 })).toEqual({ ok: true, value: { number: 2 } })
    expect((await readPolicyRoom(marketing)).active).toMatchObject({ id, number: 2 })
    expect(await db.namingPolicy.findUniqueOrThrow({ where: { id: before } })).toMatchObject({ state: 'retired' })
    expect(await saveDraft(marketing, { id, version: 5, ...text })).toMatchObject({ code: 'policy-not-a-draft' })
    expect(await actions(before)).toEqual(['policy.retired'])
  })

  test('belongs to marketing and to one workspace', async () => {
    const id = await begun()
    for (const actor of [support, approver, viewer]) {
      expect(await putInForce(actor, { id, version: 1 })).toMatchObject({ code: 'not-allowed' })
    }
    expect(await putInForce(stranger, { id, version: 1 })).toMatchObject({ code: 'not-found' })
  })
})
