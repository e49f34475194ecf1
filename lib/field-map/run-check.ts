import { randomInt } from 'node:crypto'
import { contentHash } from '@/lib/approvals/content-hash'
import { rehearse } from '@/lib/identity/rehearse'
import { joined, kindWord } from '@/lib/identity/why'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { phoneMatchKey } from '@/lib/shared/phone'
import { fail, ok, type Result } from '@/lib/shared/result'
import { blindSystemsOf, type CheckEvidence, type CheckStep, problemsOf } from './check-rules'
import { canBeChecked, contentOf, type MappedSystem } from './rules'
import { mappedSystem, readSystems } from './store'
import { FIELD_MAP_SUBJECT_ID } from './vocabulary'

type Code = 'not-allowed' | 'not-found' | 'map-too-empty' | 'no-number-to-check'

/** By which the evidence tells whether the map was changed since. */
export function mapHashOf(systems: readonly MappedSystem[]): string {
  return contentHash(contentOf(systems))
}

type TestPerson = { crmContactId: string; phone: string; bsuid: string; username: string }

/** Ofcom keeps 07700 900000 to 900999 for drama: nobody has one. */
async function testPerson(workspaceId: string): Promise<TestPerson> {
  const from = randomInt(1_000)
  for (let i = 0; i < 1_000; i += 1) {
    const phone = `447700900${String((from + i) % 1_000).padStart(3, '0')}`
    const taken = await db.identifier.findFirst({
      where: { workspaceId, kind: 'phone', matchKey: phoneMatchKey(phone) },
    })
    if (taken) continue
    const serial = String(randomInt(1_000_000_000)).padStart(9, '0')
    const digits = `${Date.now()}${serial}`
    return { crmContactId: `CHECK-${serial}`, phone, bsuid: `GB.${digits}`, username: `check.${serial}` }
  }
  throw new Error('Every number of the reserved range is somebody’s in this workspace.')
}

type Number = { id: string; label: string; phoneNumberId: string; wabaId: string; displayDigits: string }

/** A delivery as WhatsApp sends it; without a phone it carries the account alone. [BSUID] */
function payloadOf(number: Number, { phone, bsuid, username }: TestPerson, given: { withPhone: boolean; at: Date }) {
  const { withPhone, at } = given
  const id = `wamid.CHECK${newId('id').slice(3)}`
  const who = withPhone ? { wa_id: phone } : {}
  const message = {
    ...(withPhone ? { from: phone } : {}),
    ...{ from_user_id: bsuid, id, timestamp: String(Math.floor(at.getTime() / 1_000)), type: 'text' },
    text: { body: 'Where is my order?' },
  }
  const value = {
    ...{ messaging_product: 'whatsapp' },
    metadata: { display_phone_number: number.displayDigits, phone_number_id: number.phoneNumberId },
    contacts: [{ profile: { name: 'Check Contact', username }, ...who, user_id: bsuid }],
    messages: [message],
  }
  const entry = [{ id: number.wabaId, changes: [{ field: 'messages', value }] }]
  return { body: JSON.stringify({ object: 'whatsapp_business_account', entry }), at }
}

async function numberOf(workspaceId: string, id: string | null | undefined): Promise<Number | null> {
  const select = { id: true, label: true, phoneNumberId: true, wabaId: true, displayDigits: true } as const
  return db.businessNumber.findFirst({
    where: { workspaceId, ...(id ? { id } : {}) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select,
  })
}

async function holdConversations(workspaceId: string, number: Number, person: TestPerson): Promise<CheckStep[]> {
  const { crmContactId, phone } = person
  const start = Date.now()
  const deliveries = await rehearse(workspaceId, {
    contacts: [{ crmContactId, name: 'Check Contact', phone }],
    payloads: [
      payloadOf(number, person, { withPhone: true, at: new Date(start - 60_000) }),
      payloadOf(number, person, { withPhone: false, at: new Date(start) }),
    ],
  })
  const told = deliveries.flat()
  return told.map((step, i) => ({
    carries: joined(step.carries.map((kind) => `a ${kindWord(kind)}`)),
    outcome: step.outcome,
    rule: step.rule,
    reached: step.reached === crmContactId ? crmContactId : null,
    sameThread: i > 0 && step.threadId !== null && step.threadId === told[i - 1]?.threadId,
    why: step.why,
  }))
}

/**
 * The two-conversation check [rollout, step 3]: a test contact with a phone in the CRM, one inbound message with the
 * phone, one with only `user_id`; both go through the parser and the resolver as WhatsApp’s do, and everything they made is
 * taken back. Passed only when both reach the same CRM record and the CRMs of the map match by the BSUID. The result is
 * kept as evidence together with the hash of the map.
 */
export async function runConversationCheck(
  actor: Actor,
  { numberId }: { numberId?: string | null | undefined },
  now = new Date(),
): Promise<Result<{ id: string; passed: boolean }, Code>> {
  if (!can(actor, 'field-map:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const systems = (await readSystems(workspaceId)).map(mappedSystem)
  if (!canBeChecked(systems)) return fail('map-too-empty')
  const number = await numberOf(workspaceId, numberId)
  if (!number) return fail(numberId ? 'not-found' : 'no-number-to-check')
  const person = await testPerson(workspaceId)
  const { crmContactId } = person
  const steps = await holdConversations(workspaceId, number, person)
  const blindSystems = blindSystemsOf(systems)
  const problems = problemsOf({ crmContactId, steps, blindSystems })
  const evidence: CheckEvidence = { number: number.label, crmContactId, steps, blindSystems, problems }
  const passed = problems.length === 0
  return transact<{ id: string; passed: boolean }, Code>(actor, async (tx, record) => {
    const id = newId('cvc')
    const mapHash = mapHashOf(systems)
    await tx.conversationCheck.create({
      data: { id, workspaceId, passed, evidence, mapHash, ranById: actorId(actor), ranAt: now },
    })
    record({
      ...{ action: 'field-map.checked', subject: { kind: 'field-map', id: FIELD_MAP_SUBJECT_ID } },
      after: { passed, problems, mapHash },
      more: { checkId: id, numberId: number.id },
    })
    return ok({ id, passed })
  })
}
