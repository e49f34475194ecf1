import { createWorkflow } from '@/lib/routing/commands'
import type { Role } from '@/lib/server/permissions'
import type { MemberActor } from '@/lib/server/session-row'
import { type SeededNumber, seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { addCandidate, chooseCandidate, rejectCandidate } from '../change-candidate'
import { saveDecision, startDecision } from '../commands'
import { readDecision } from '../decision-view'
import { answerPoll, openPoll } from '../hold-poll'
import type { SaveDecision } from '../schema'

/** A business that decides about one handle: the people of the decision, two workflows, and a number. */
export type HandleWorld = {
  workspaceId: string
  number: SeededNumber
  marketing: MemberActor
  agent: MemberActor
  sales: MemberActor
  marketer: MemberActor
  approver: MemberActor
  viewer: MemberActor
  stranger: MemberActor
  support: string
  selling: string
}

export async function person(workspaceId: string, roles: Role[], name: string): Promise<MemberActor> {
  const actor = await seedMember(workspaceId, roles, name)
  if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
  return actor
}

/** The value of a command that is expected to do what it says. */
export async function done<T>(result: Promise<{ ok: true; value: T } | { ok: false; code: string }>): Promise<T> {
  const answer = await result
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}

export async function seedHandleWorld(): Promise<HandleWorld> {
  const workspaceId = await seedWorkspace()
  const operations = await person(workspaceId, ['operations'], 'Odo Marsh')
  const workflow = (name: string) => ({
    ...{ name, kind: 'queue' as const, inbox: null, escalation: null, ownerMemberId: null, isFirstLive: false },
  })
  return {
    workspaceId,
    number: await seedNumber(workspaceId, { label: 'Main line' }),
    marketing: await person(workspaceId, ['marketing'], 'Mara Quill'),
    agent: await person(workspaceId, ['support_lead'], 'Rafael Tarn'),
    sales: await person(workspaceId, ['operations'], 'Bea Lorne'),
    marketer: await person(workspaceId, ['marketing'], 'Timo Ash'),
    approver: await person(workspaceId, ['approver'], 'Ines Vale'),
    viewer: await person(workspaceId, ['viewer'], 'Vera Lund'),
    stranger: await person(await seedWorkspace('Another house'), ['admin', 'marketing'], 'Stig Rowan'),
    support: (await done(createWorkflow(operations, workflow('Support inbox')))).id,
    selling: (await done(createWorkflow(operations, workflow('Sales desk')))).id,
  }
}

/** The form of the decision as it is stored, to change a part of it. */
export async function formOf({ marketing, number }: HandleWorld): Promise<SaveDecision> {
  const view = await readDecision(marketing, number.numberId)
  if (!view?.decision) throw new Error('There is no decision.')
  const { id: handleId, version, form } = view.decision
  return { handleId, version, ...form }
}

/** A decision with a chosen name, a rejected one, and two intents; nobody was asked yet. */
export async function seedDecision(world: HandleWorld): Promise<string> {
  const { marketing, number, support, selling } = world
  const { handleId } = await done(startDecision(marketing, { numberId: number.numberId }))
  await done(addCandidate(marketing, { handleId, name: 'larkmoss' }))
  await done(addCandidate(marketing, { handleId, name: 'larkmoss_cs' }))
  const [first, second] = (await readDecision(marketing, number.numberId))?.decision?.candidates ?? []
  if (!first || !second) throw new Error('The candidates are missing.')
  await done(chooseCandidate(marketing, { candidateId: first.id, version: first.version }))
  const reason = 'Customers do not know what CS means.'
  await done(rejectCandidate(marketing, { candidateId: second.id, version: second.version, reason }))
  await done(
    saveDecision(marketing, {
      ...(await formOf(world)),
      ...{ standsFor: 'business', purpose: 'Everything a customer of Larkmoss asks.', routing: 'direct' },
      intents: [
        { text: 'Where is my order?', workflowId: support },
        { text: 'I want to buy', workflowId: selling },
      ],
    }),
  )
  return handleId
}

/** Asks the three; nobody has answered yet. */
export async function seedPoll(world: HandleWorld, handleId: string): Promise<{ pollId: string; intentIds: string[] }> {
  const { marketing, agent, sales, marketer } = world
  const { pollId } = await done(
    openPoll(marketing, {
      handleId,
      seats: [
        { memberId: agent.memberId, seat: 'support_agent' },
        { memberId: sales.memberId, seat: 'salesperson' },
        { memberId: marketer.memberId, seat: 'marketer' },
      ],
      dueOn: null,
    }),
  )
  const intentIds = (await formOf(world)).intents.flatMap(({ id }) => id ?? [])
  return { pollId, intentIds }
}

/** Everybody answers what is decided. */
export async function agreeInPoll(world: HandleWorld, handleId: string): Promise<string> {
  const { pollId } = await seedPoll(world, handleId)
  const answers = Object.fromEntries((await formOf(world)).intents.map(({ id, workflowId }) => [id, workflowId]))
  for (const actor of [world.agent, world.sales, world.marketer]) await done(answerPoll(actor, { pollId, answers }))
  return pollId
}
