import type { CountryCode } from 'libphonenumber-js'
import { readEvents } from '@/lib/deliveries/event-record'
import { maskedText, plainText } from '@/lib/deliveries/identity-cells'
import { type NameBook, nameBook } from '@/lib/deliveries/names'
import { ruleCaption } from '@/lib/deliveries/rule-words'
import { type ResolveAnswer, resolveReadOnly } from '@/lib/identity/queries'
import { isDecision, sentence, withoutThis } from '@/lib/identity/why'
import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { digitsOf, parsePhone } from '@/lib/shared/phone'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type RouteStep, route } from './rules'
import type { OutcomeGroup } from './schema'
import { loadActiveRules } from './store'
import type { BenchInput } from './workflow-schema'

/** What the bench shows: who would be recognised, why, and where the message would land. */
export type BenchAnswer = {
  outcome: string
  /** The identity strip: what was typed, and what is on file. */
  cells: { phone: string | null; username: string | null; bsuid: string | null; number: string; contact: string | null }
  decisive: string | null
  ruleCaption: string | null
  contact: { id: string; label: string; name: string | null; provisional: boolean } | null
  /** True when the conversation that exists would go on. */
  threadContinues: boolean
  why: { key: string; sentence: string; decisive: boolean }[]
  workflow: string | null
  /** The routing rule that decided; null when it was the default, or there are no rules. */
  routedByRule: number | null
  rulesVersion: number | null
  withoutThis: string | null
}

type Code = 'not-allowed' | 'not-found' | 'bsuid-malformed' | 'phone-malformed'

/** Which group of outcomes routing sees, as the worker would tell it. */
function groupOf(answer: ResolveAnswer): OutcomeGroup {
  if (answer.outcome === 'conflict' || answer.outcome === 'ambiguous') return 'review'
  if (answer.outcome === 'created') return 'provisional'
  if (!answer.contact) return 'review'
  return answer.contact.provisional ? 'provisional' : 'known'
}

async function labelsOf({ workspaceId }: Actor, contactId: string | undefined): Promise<string[]> {
  if (!contactId) return []
  const rows = await db.contactLabel.findMany({ where: { workspaceId, contactId }, select: { label: true } })
  return rows.map((row) => row.label)
}

type Routed = { workflowId: string | null; rule: number | null; version: number | null; steps: RouteStep[] }

/** Routes as the active rules say, with the labels somebody imagined added to those the contact has. */
async function routeOf(actor: Actor, input: BenchInput, answer: ResolveAnswer): Promise<Routed> {
  const active = await loadActiveRules(actor.workspaceId)
  if (!active) return { workflowId: null, rule: null, version: null, steps: [] }
  const held = await labelsOf(actor, answer.contact?.id)
  const verdict = route(
    {
      numberId: input.numberId,
      eventType: input.eventType ?? 'text',
      outcome: groupOf(answer),
      labels: [...held, ...input.labels],
      text: input.text,
      referralSourceId: input.referralSourceId,
    },
    { version: active.number, rules: active.rules, defaultWorkflowId: active.defaultWorkflowId },
  )
  const { workflowId, ruleNumber, version, steps } = verdict
  return { workflowId, rule: ruleNumber ?? null, version, steps }
}

/** Who is asked about: what was typed, or what a past event carried, which stays masked on the screen. */
type Asked = {
  numberId: string
  phone?: string
  bsuid?: string
  parentBsuid?: string
  username?: string
  masked: boolean
  eventType?: string
}

async function askedOf(actor: Actor, input: BenchInput): Promise<Result<Asked, 'not-found' | 'phone-malformed'>> {
  const { phone: typed, bsuid, parentBsuid, username, eventType } = input
  if (input.eventId) {
    const [event] = await readEvents(actor.workspaceId, [input.eventId])
    if (!event) return fail('not-found')
    const { identifiers, type, numberId } = event
    return ok({
      ...identifiers,
      numberId: numberId ?? input.numberId,
      masked: true,
      eventType: eventType ?? type ?? undefined,
    })
  }
  const phone = typed ? await phoneDigits(actor, typed) : undefined
  if (typed && !phone) return fail('phone-malformed')
  return ok({ numberId: input.numberId, phone, bsuid, parentBsuid, username, masked: false, eventType })
}

/** A phone in any spelling as the digits WhatsApp would send; undefined when it cannot be one. */
async function phoneDigits({ workspaceId }: Actor, typed: string): Promise<string | undefined> {
  const { defaultCountry } = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  const phone = parsePhone(typed, defaultCountry as CountryCode)
  return phone && digitsOf(phone)
}

/** Steps about routing are written anew, because the labels of the bench may have changed them. */
function stepsOf(answer: ResolveAnswer, routed: Routed) {
  const person = answer.why.filter((step) => !step.code.startsWith('route-'))
  return routed.version === null ? answer.why : [...person, ...routed.steps]
}

/**
 * Asks the resolver and the rules what a message would do, without changing anything. The identifiers are those of the
 * question, so nothing is revealed that the asker did not type.
 */
export async function runBench(actor: Actor, input: BenchInput): Promise<Result<BenchAnswer, Code>> {
  if (!can(actor, 'routing:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const found = await askedOf(actor, input)
  if (!found.ok) return found
  const asked = found.value
  const { numberId } = asked
  const number = await db.businessNumber.findFirst({ where: { workspaceId, id: numberId } })
  if (!number) return fail('not-found')
  const { phone, bsuid, parentBsuid, username, eventType } = asked
  const { text, referralSourceId } = input
  const { phoneNumberId } = number
  const question = { phoneNumberId, phone, bsuid, parentBsuid, username, eventType, text, referralSourceId }
  const resolved = await resolveReadOnly(workspaceId, question)
  if (!resolved.ok) return fail('bsuid-malformed')
  const answer = resolved.value
  const routed = await routeOf(actor, { ...input, numberId, eventType }, answer)
  const names = await nameBook(workspaceId, [
    { why: stepsOf(answer, routed), contactId: answer.contact?.id, workflowId: routed.workflowId },
  ])
  return ok(describeAnswer({ asked, label: number.label, answer, routed, names }))
}

/** What somebody typed is theirs to see; what came from an event is masked like everywhere else. */
function personCells({ masked, ...asked }: Asked): Pick<BenchAnswer['cells'], 'phone' | 'username' | 'bsuid'> {
  const show = masked ? maskedText : plainText
  const bsuid = asked.bsuid ?? asked.parentBsuid
  return {
    phone: asked.phone ? show({ kind: 'phone', value: asked.phone }) : null,
    username: asked.username ? show({ kind: 'username', value: asked.username.replace(/^@/, '') }) : null,
    bsuid: bsuid ? show({ kind: 'bsuid', value: bsuid }) : null,
  }
}

type Told = {
  asked: Asked
  label: string
  answer: ResolveAnswer
  routed: Routed
  names: NameBook
}

function describeAnswer({ asked, label, answer, routed, names }: Told): BenchAnswer {
  const { contact, outcome, decisive, phoneOnlyOutcome } = answer
  return {
    outcome,
    cells: {
      ...personCells(asked),
      number: label,
      contact: contact?.crmContactId ?? (contact ? 'provisional' : null),
    },
    decisive: decisive ?? null,
    ruleCaption: ruleCaption(answer.rule ?? null) ?? null,
    contact: contact && {
      id: contact.id,
      label: contact.crmContactId ?? 'provisional',
      name: contact.name,
      provisional: contact.provisional,
    },
    threadContinues: answer.thread !== null,
    why: stepsOf(answer, routed).map((step, index) => ({
      key: `${index}-${step.code}`,
      sentence: sentence(step, names),
      decisive: isDecision(step),
    })),
    workflow: routed.workflowId ? names.workflow(routed.workflowId) : null,
    routedByRule: routed.rule,
    rulesVersion: routed.version,
    withoutThis: withoutThis({ phoneOnlyOutcome, outcome }) ?? null,
  }
}
