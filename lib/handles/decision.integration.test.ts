import { beforeEach, describe, expect, test } from 'vitest'
import { decideApproval } from '@/lib/approvals/decide-approval'
import { requestApproval } from '@/lib/approvals/request-approval'
import { db } from '@/lib/server/db'
import { addCandidate, chooseCandidate, rejectCandidate } from './change-candidate'
import { saveDecision, startDecision } from './commands'
import { readDecision } from './decision-view'
import { answerPoll, openPoll } from './hold-poll'
import { readPoll } from './poll-view'
import { agreeInPoll, done, formOf, type HandleWorld, seedDecision, seedHandleWorld, seedPoll } from './testing/world'

let world: HandleWorld

beforeEach(async () => {
  world = await seedHandleWorld()
})

const view = async () => (await readDecision(world.viewer, world.number.numberId))?.decision

async function ask() {
  const decision = await view()
  const input = { kind: 'handle', subjectId: decision?.id ?? '', reason: 'Everybody agrees.' } as const
  return requestApproval(world.marketing, input)
}

async function signOff(): Promise<string> {
  const { id } = await done(ask())
  const { contentHash } = await db.approvalRequest.findUniqueOrThrow({ where: { id } })
  await done(decideApproval(world.approver, { id, contentHash, decision: 'approve' }))
  return id
}

describe('a decision', () => {
  test('is begun once, by those who may, about a number of this workspace', async () => {
    const input = { numberId: world.number.numberId }
    for (const actor of [world.viewer, world.agent, world.approver]) {
      expect(await startDecision(actor, input)).toMatchObject({ code: 'not-allowed' })
    }
    expect(await startDecision(world.stranger, input)).toMatchObject({ code: 'not-found' })
    expect(await startDecision(world.marketing, input)).toMatchObject({ ok: true })
    expect(await startDecision(world.marketing, input)).toMatchObject({ code: 'decision-exists' })
    expect(await readDecision(world.stranger, world.number.numberId)).toBeNull()
  })

  test('every change needs the right role and workspace, carries a version, and is in the log', async () => {
    const handleId = await seedDecision(world)
    const form = await formOf(world)
    for (const change of [
      (actor = world.viewer) => saveDecision(actor, form),
      (actor = world.viewer) => addCandidate(actor, { handleId, name: 'other' }),
    ]) {
      expect(await change()).toMatchObject({ code: 'not-allowed' })
      expect(await change(world.stranger)).toMatchObject({ code: 'not-found' })
    }
    const [chosen] = (await view())?.candidates ?? []
    if (!chosen) throw new Error('There is no candidate.')
    const at = { candidateId: chosen.id, version: chosen.version }
    expect(await chooseCandidate(world.viewer, at)).toMatchObject({ code: 'not-allowed' })
    expect(await chooseCandidate(world.stranger, at)).toMatchObject({ code: 'not-found' })
    expect(await rejectCandidate(world.marketing, { ...at, version: 99, reason: 'x' })).toMatchObject({
      code: 'candidate-moved',
    })
    expect(await addCandidate(world.marketing, { handleId, name: '@Larkmoss' })).toMatchObject({
      code: 'candidate-exists',
    })
    expect(await saveDecision(world.marketing, { ...form, purpose: 'New.' })).toMatchObject({ ok: true })
    expect(await saveDecision(world.marketing, { ...form, purpose: 'Newer.' })).toMatchObject({ code: 'stale-version' })
    const strange = { ...(await formOf(world)), intents: [{ text: 'Buy', workflowId: 'wf_nowhere' }] }
    expect(await saveDecision(world.marketing, strange)).toMatchObject({ code: 'workflow-unknown' })
    const actions = await db.auditEvent.findMany({
      where: { workspaceId: world.workspaceId, subjectKind: 'handle', subjectId: handleId },
      orderBy: { seq: 'asc' },
    })
    expect(actions.map(({ action }) => action)).toEqual([
      'handle.decision-started',
      'handle.candidate-added',
      'handle.candidate-added',
      'handle.candidate-chosen',
      'handle.candidate-rejected',
      'handle.decision-changed',
      'handle.decision-changed',
    ])
  })
})

describe('the blind poll', () => {
  test('asks an agent, a salesperson and a marketer, who are members that do more than read', async () => {
    const handleId = await seedDecision(world)
    const seats = [{ memberId: world.agent.memberId, seat: 'support_agent' } as const]
    expect(await openPoll(world.marketing, { handleId, seats, dueOn: null })).toMatchObject({
      code: 'poll-seats-missing',
    })
    const all = [
      ...seats,
      { memberId: world.sales.memberId, seat: 'salesperson' } as const,
      { memberId: world.viewer.memberId, seat: 'marketer' } as const,
    ]
    expect(await openPoll(world.marketing, { handleId, seats: all, dueOn: null })).toMatchObject({
      code: 'poll-seat-unknown',
    })
    expect(await openPoll(world.viewer, { handleId, seats: all, dueOn: null })).toMatchObject({ code: 'not-allowed' })
    expect(await openPoll(world.stranger, { handleId, seats: all, dueOn: null })).toMatchObject({ code: 'not-found' })
  })

  test('nobody sees an answer before all are in: not on a page, not in the log, not in a notification', async () => {
    const handleId = await seedDecision(world)
    const { pollId, intentIds } = await seedPoll(world, handleId)
    const answers = Object.fromEntries(intentIds.map((id) => [id, world.selling]))
    await done(answerPoll(world.agent, { pollId, answers }))
    await done(answerPoll(world.sales, { pollId, answers }))
    for (const actor of [world.marketing, world.agent, world.viewer]) {
      const page = await readPoll(actor, pollId)
      expect(page).toMatchObject({ tally: null, given: [] })
      expect(page?.seats.filter(({ answered }) => answered)).toHaveLength(2)
    }
    const { workspaceId } = world
    const log = await db.auditEvent.findMany({
      where: { workspaceId, action: { in: ['handle.poll-answered', 'handle.poll-completed'] } },
    })
    const told = await db.notification.findMany({ where: { workspaceId } })
    expect(JSON.stringify([log.map(({ detail }) => detail), told])).not.toContain(world.selling)
    await done(answerPoll(world.marketer, { pollId, answers }))
    expect(await readPoll(world.viewer, pollId)).toMatchObject({ tally: { agreed: false }, given: [{}, {}, {}] })
    expect(await readPoll(world.stranger, pollId)).toBeNull()
  })

  test('an answer is whole, from somebody who is asked, and counts until all are in', async () => {
    const { pollId, intentIds } = await seedPoll(world, await seedDecision(world))
    const whole = Object.fromEntries(intentIds.map((id) => [id, world.support]))
    const [first = ''] = intentIds
    expect(await answerPoll(world.agent, { pollId, answers: { [first]: world.support } })).toMatchObject({
      code: 'poll-answer-incomplete',
    })
    expect(await answerPoll(world.approver, { pollId, answers: whole })).toMatchObject({ code: 'poll-not-asked' })
    expect(await answerPoll(world.viewer, { pollId, answers: whole })).toMatchObject({ code: 'not-allowed' })
    expect(await answerPoll(world.stranger, { pollId, answers: whole })).toMatchObject({ code: 'not-found' })
    for (const actor of [world.agent, world.sales, world.marketer])
      await done(answerPoll(actor, { pollId, answers: whole }))
    expect(await answerPoll(world.agent, { pollId, answers: whole })).toMatchObject({ code: 'poll-closed' })
  })

  test('the last answers at once complete it once', async () => {
    const { pollId, intentIds } = await seedPoll(world, await seedDecision(world))
    const answers = Object.fromEntries(intentIds.map((id) => [id, world.support]))
    const all = await Promise.all(
      [world.agent, world.sales, world.marketer].map((actor) => answerPoll(actor, { pollId, answers })),
    )
    expect(all.filter((one) => one.ok && one.value.complete)).toHaveLength(1)
  })
})

describe('the sign-off', () => {
  test('a disagreement blocks it and shows the split; a new decision is asked about again', async () => {
    const handleId = await seedDecision(world)
    const { pollId, intentIds } = await seedPoll(world, handleId)
    const all = (workflow: string) => Object.fromEntries(intentIds.map((id) => [id, workflow]))
    await done(answerPoll(world.agent, { pollId, answers: all(world.support) }))
    await done(answerPoll(world.sales, { pollId, answers: all(world.selling) }))
    await done(answerPoll(world.marketer, { pollId, answers: all(world.support) }))
    expect((await view())?.hurdles).toEqual([
      expect.objectContaining({ part: 'poll', sentence: expect.stringContaining('They disagree about') }),
    ])
    expect(await ask()).toMatchObject({ code: 'not-ready-to-sign' })
    const form = await formOf(world)
    const intents = form.intents.map((intent) => ({ ...intent, workflowId: world.support }))
    await done(saveDecision(world.marketing, { ...form, intents }))
    expect((await view())?.hurdles.map(({ sentence }) => sentence)).toEqual([
      'The decision changed after the poll. Ask again.',
    ])
    await agreeTo(handleId, world.support)
    expect((await view())?.hurdles).toEqual([])
  })

  async function agreeTo(handleId: string, workflow: string) {
    const { pollId, intentIds } = await seedPoll(world, handleId)
    const answers = Object.fromEntries(intentIds.map((id) => [id, workflow]))
    for (const actor of [world.agent, world.sales, world.marketer]) await done(answerPoll(actor, { pollId, answers }))
  }

  test('agreed, asked for, signed by another person, stale by an edit, and signed anew', async () => {
    const handleId = await seedDecision(world)
    await agreeInPoll(world, handleId)
    const first = await signOff()
    expect(await view()).toMatchObject({ state: 'approved', approvedName: 'larkmoss', signOff: 'approved' })
    await done(saveDecision(world.marketing, { ...(await formOf(world)), purpose: 'Orders and advice.' }))
    expect(await db.approvalRequest.findUniqueOrThrow({ where: { id: first } })).toMatchObject({ state: 'stale' })
    expect(await view()).toMatchObject({ state: 'deciding', signOff: 'stale', approvedName: 'larkmoss' })
    await agreeInPoll(world, handleId)
    await signOff()
    expect(await view()).toMatchObject({ state: 'approved', signOff: 'approved' })
  })
})
