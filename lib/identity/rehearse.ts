import { db, sqlOf, type Tx, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { nameKey } from '@/lib/shared/name-key'
import { phoneMatchKey } from '@/lib/shared/phone'
import { readDelivery } from '@/lib/whatsapp/payload'
import type { BatchItem } from './batch'
import { decideBatch } from './decide-batch'
import { flushChanges } from './flush-store'
import { WORKSPACE_SCOPE } from './model'
import { keepResolversOut } from './person-ground'
import { isDecision, type Names, sentence } from './why'

export type Rehearsal = {
  /** A contact that a CRM knows with a phone, for as long as the rehearsal lasts. */
  contact: { crmContactId: string; name: string; phone: string }
  /** Bodies of deliveries as WhatsApp sends them, and when each comes. */
  payloads: readonly { body: string; at: Date }[]
}

export type RehearsedStep = {
  outcome: string
  rule: number | null
  carries: string[]
  isTestContact: boolean
  threadId: string | null
  why: string[]
}

/** Carries the answer out of a transaction that must leave no trace. */
class TakenBack extends Error {
  constructor(readonly steps: RehearsedStep[]) {
    super('A rehearsal is taken back.')
  }
}

/**
 * What the resolver makes of these deliveries, one after the other, each meeting what the one before changed. Everything
 * is written as it would be and rolled back: afterwards neither the contact nor a message of it was ever there.
 */
export async function rehearse(workspaceId: string, rehearsal: Rehearsal): Promise<RehearsedStep[]> {
  try {
    return await writeTransaction(async (tx) => {
      throw new TakenBack(await play(tx, workspaceId, rehearsal))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.steps
    throw error
  }
}

async function play(tx: Tx, workspaceId: string, { contact, payloads }: Rehearsal): Promise<RehearsedStep[]> {
  const contactId = await makeContact(tx, workspaceId, contact)
  const sql = sqlOf(tx)
  await keepResolversOut(sql, workspaceId)
  const names = await namesOf(workspaceId, { contactId, crmContactId: contact.crmContactId })
  const steps: RehearsedStep[] = []
  for (const { body, at } of payloads) {
    const { updates } = readDelivery(Buffer.from(body), at)
    const items = updates.map(
      (update, position): BatchItem => ({ update, deliveryId: 'rehearsal', position, receivedAt: at }),
    )
    const { events, log } = await decideBatch(sql, workspaceId, items)
    await flushChanges(sql, log, { workspaceId, now: at })
    for (const { resolution } of events) {
      const { outcome, rule, why, threadId } = resolution
      steps.push({
        ...{
          outcome,
          rule: rule ?? null,
          threadId: threadId ?? null,
          isTestContact: resolution.contactId === contactId,
        },
        carries: why.flatMap(({ code, args }) =>
          code === 'payload' && Array.isArray(args.kinds) ? [...args.kinds] : [],
        ),
        why: why.map((step) => `${isDecision(step) ? '→ ' : ''}${sentence(step, names)}`),
      })
    }
  }
  return steps
}

async function makeContact(tx: Tx, workspaceId: string, { crmContactId, name, phone }: Rehearsal['contact']) {
  const id = newId('c')
  await tx.contact.create({
    data: { id, workspaceId, crmContactId, name, nameKey: nameKey(name), provisional: false },
  })
  const now = new Date()
  await tx.identifier.create({
    data: {
      ...{ id: newId('idn'), workspaceId, contactId: id, kind: 'phone', scope: WORKSPACE_SCOPE, value: phone },
      ...{ matchKey: phoneMatchKey(phone), standing: 'claimed', active: true, evidenceKind: 'crm' },
      ...{ firstSeenAt: now, lastSeenAt: now, validFrom: now },
    },
  })
  return id
}

type TestContact = { contactId: string; crmContactId: string }

async function namesOf(workspaceId: string, { contactId, crmContactId }: TestContact): Promise<Names> {
  const [numbers, portfolios, workflows] = await Promise.all([
    db.businessNumber.findMany({ where: { workspaceId }, select: { id: true, label: true } }),
    db.portfolio.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
    db.workflow.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
  ])
  const labels = new Map(numbers.map(({ id, label }) => [id, label]))
  const names = new Map([...portfolios, ...workflows].map(({ id, name }) => [id, name]))
  return {
    contact: (id) => (id === contactId ? crmContactId : 'another contact'),
    number: (id) => labels.get(id) ?? 'a number',
    portfolio: (id) => names.get(id) ?? 'unnamed',
    workflow: (id) => names.get(id) ?? 'a workflow',
  }
}
