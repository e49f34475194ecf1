import { decideApproval } from '@/lib/approvals/decide-approval'
import { requestApproval } from '@/lib/approvals/request-approval'
import { addCandidate, chooseCandidate, rejectCandidate } from '@/lib/handles/change-candidate'
import { saveDecision, startDecision } from '@/lib/handles/commands'
import { readDecision } from '@/lib/handles/decision-view'
import { answerPoll, openPoll } from '@/lib/handles/hold-poll'
import type { StandsFor } from '@/lib/handles/vocabulary'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { demoActor } from './actors'
import { must } from './settings'

type Story = {
  numberId: string
  names: { chosen: string; rejected: Record<string, string> }
  standsFor: StandsFor
  purpose: string
  /** Workflow by what customers want. */
  lands: Record<string, string>
  /** What the salesperson says instead, by what customers want. */
  salesSays?: Record<string, string>
}

/** One handle that is decided, agreed and signed, and one about which the people who were asked disagree. */
export async function loadHandles(workspaceId: string, numbers: { stores: string; trade: string }): Promise<void> {
  const workflows = await db.workflow.findMany({ where: { workspaceId, archivedAt: null }, orderBy: { id: 'asc' } })
  const named = (words: RegExp) => workflows.find(({ name }) => words.test(name))?.id
  const [first, second] = [named(/support/i), named(/trade|sales|order/i)]
  if (!first || !second) return
  const signed = await decide(workspaceId, {
    numberId: numbers.stores,
    names: {
      chosen: 'larkmoss',
      rejected: {
        larkmoss_cs: 'Customers do not know what CS means.',
        larkmoss_spring27: 'A campaign ends, the name stays.',
      },
    },
    standsFor: 'business',
    purpose: 'Everything a customer of a Larkmoss garden centre asks.',
    lands: { 'Where is my order?': first, 'Is this plant in stock?': first, 'I want to buy for my business': second },
  })
  const author = await demoActor(workspaceId, 'marketing')
  const approver = await demoActor(workspaceId, 'approver')
  const reason = 'Support, sales and marketing agree where customers land.'
  const asked = must(await requestApproval(author, { kind: 'handle', subjectId: signed, reason }))
  const { contentHash } = await db.approvalRequest.findUniqueOrThrow({ where: { id: asked.id } })
  must(
    await decideApproval(approver, { id: asked.id, contentHash, decision: 'approve', comment: 'Clear to customers.' }),
  )
  await decide(workspaceId, {
    numberId: numbers.trade,
    names: { chosen: 'larkmoss.trade', rejected: {} },
    standsFor: 'support',
    purpose: 'Landscapers and other businesses that buy from us.',
    lands: { 'I need a quote': second, 'My delivery is late': first },
    salesSays: { 'My delivery is late': second },
  })
}

async function decide(workspaceId: string, story: Story): Promise<string> {
  const author = await demoActor(workspaceId, 'marketing')
  const { numberId, names, standsFor, purpose, lands } = story
  const known = await readDecision(author, numberId)
  const handleId = known?.decision?.id ?? must(await startDecision(author, { numberId })).handleId
  for (const name of [names.chosen, ...Object.keys(names.rejected)])
    must(await addCandidate(author, { handleId, name }))
  for (const { id: candidateId, version, name } of (await viewOf(author, numberId)).candidates) {
    const reason = names.rejected[name]
    if (reason) must(await rejectCandidate(author, { candidateId, version, reason }))
    else if (name === names.chosen) must(await chooseCandidate(author, { candidateId, version }))
  }
  const { version, form } = await viewOf(author, numberId)
  const ownerMemberId = author.kind === 'member' ? author.memberId : null
  const intents = Object.entries(lands).map(([text, workflowId]) => ({ text, workflowId }))
  must(await saveDecision(author, { ...form, handleId, version, standsFor, purpose, ownerMemberId, intents }))
  await poll(author, story, handleId)
  return handleId
}

async function viewOf(actor: Actor, numberId: string) {
  const decision = (await readDecision(actor, numberId))?.decision
  if (!decision) throw new Error('The demo has no such decision.')
  return decision
}

async function poll(author: Actor, { numberId, lands, salesSays = {} }: Story, handleId: string): Promise<void> {
  const { workspaceId } = author
  const agent = await demoActor(workspaceId, 'support_lead')
  const sales = await demoActor(workspaceId, 'operations')
  const marketer = await demoActor(workspaceId, 'admin')
  const seats = [
    { ...seatOf(agent), seat: 'support_agent' as const },
    { ...seatOf(sales), seat: 'salesperson' as const },
    { ...seatOf(marketer), seat: 'marketer' as const },
  ]
  const { pollId } = must(await openPoll(author, { handleId, seats, dueOn: null }))
  const { form } = await viewOf(author, numberId)
  const answer = (said: Record<string, string>) =>
    Object.fromEntries(form.intents.map(({ id, text }) => [id ?? '', said[text] ?? lands[text] ?? '']))
  must(await answerPoll(agent, { pollId, answers: answer({}) }))
  must(await answerPoll(sales, { pollId, answers: answer(salesSays) }))
  must(await answerPoll(marketer, { pollId, answers: answer({}) }))
}

function seatOf(actor: Actor): { memberId: string } {
  if (actor.kind !== 'member') throw new Error('Only people are asked.')
  return { memberId: actor.memberId }
}
