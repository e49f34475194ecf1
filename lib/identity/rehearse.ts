import { db, sqlOf, type Tx, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { nameKey } from '@/lib/shared/name-key'
import { phoneMatchKey } from '@/lib/shared/phone'
import { readDelivery } from '@/lib/whatsapp/payload'
import type { BatchItem } from './batch'
import { decideBatch } from './decide-batch'
import { failureText } from './failures'
import { flushChanges } from './flush-store'
import { type Resolution, WORKSPACE_SCOPE } from './model'
import { keepResolversOut } from './person-ground'
import { isDecision, type Names, sentence } from './why'

/** A contact that a CRM knows with a phone, for as long as the rehearsal lasts. */
export type RehearsedContact = { crmContactId: string; name: string; phone: string }

export type Rehearsal = {
  contacts: readonly RehearsedContact[]
  /** Bodies of deliveries as WhatsApp sends them, and when each comes. */
  payloads: readonly { body: string; at: Date }[]
}

export type RehearsedStep = {
  /** The message it is about; null for what is about none. */
  wamid: string | null
  outcome: string
  rule: number | null
  carries: string[]
  /** The contact it reached: the CRM id of one of the rehearsal, the id of any other, or null. */
  reached: string | null
  threadId: string | null
  workflow: string | null
  /** Why it could not proceed, or waits for a person; null when it went through. */
  error: string | null
  /** How far the message it is about has come. */
  messageStatus: string | null
  why: string[]
}

/** Carries the answer out of a transaction that must leave no trace. */
class TakenBack extends Error {
  constructor(readonly deliveries: RehearsedStep[][]) {
    super('A rehearsal is taken back.')
  }
}

/**
 * What the resolver makes of these deliveries, one after the other, each meeting what the one before changed; for each the
 * updates in it. Everything is written as it would be and rolled back: afterwards neither the contacts nor a message of
 * theirs was ever there.
 */
export async function rehearse(workspaceId: string, rehearsal: Rehearsal): Promise<RehearsedStep[][]> {
  try {
    return await writeTransaction(async (tx) => {
      throw new TakenBack(await play(tx, workspaceId, rehearsal))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.deliveries
    throw error
  }
}

async function play(tx: Tx, workspaceId: string, { contacts, payloads }: Rehearsal): Promise<RehearsedStep[][]> {
  const made = new Map<string, string>()
  for (const contact of contacts) made.set(await makeContact(tx, workspaceId, contact), contact.crmContactId)
  const sql = sqlOf(tx)
  await keepResolversOut(sql, workspaceId)
  const names = await namesOf(workspaceId, made)
  const deliveries: RehearsedStep[][] = []
  for (const { body, at } of payloads) {
    const { updates } = readDelivery(Buffer.from(body), at)
    const items = updates.map(
      (update, position): BatchItem => ({ update, deliveryId: 'rehearsal', position, receivedAt: at }),
    )
    const { events, log } = await decideBatch(sql, workspaceId, items)
    await flushChanges(sql, log, { workspaceId, now: at })
    const steps: RehearsedStep[] = []
    for (const { resolution, item } of events) {
      const messageStatus = await statusOf(tx, workspaceId, resolution.messageId)
      const wamid = 'wamid' in item.update ? (item.update.wamid ?? null) : null
      steps.push({ wamid, messageStatus, ...stepOf(resolution, made, names) })
    }
    deliveries.push(steps)
  }
  return deliveries
}

async function statusOf(tx: Tx, workspaceId: string, id: string | undefined): Promise<string | null> {
  if (!id) return null
  const message = await tx.message.findFirst({ where: { id, workspaceId }, select: { status: true } })
  return message?.status ?? null
}

function stepOf(
  { outcome, rule, why, threadId, contactId, workflowId, error }: Resolution,
  made: ReadonlyMap<string, string>,
  names: Names,
): Omit<RehearsedStep, 'messageStatus' | 'wamid'> {
  const sentences = why.map((step) => `${isDecision(step) ? '→ ' : ''}${sentence(step, names)}`)
  const inReview = outcome === 'conflict' || outcome === 'ambiguous'
  const decided = sentences.find((one) => one.startsWith('→ '))?.slice(2) ?? 'A person has to decide who it is.'
  return {
    ...{ outcome, rule: rule ?? null, threadId: threadId ?? null, why: sentences },
    reached: contactId ? (made.get(contactId) ?? contactId) : null,
    workflow: workflowId ? names.workflow(workflowId) : null,
    error: error ? failureText(error.code, error.args).sentence : inReview ? decided : null,
    carries: why.flatMap(({ code, args }) => (code === 'payload' && Array.isArray(args.kinds) ? [...args.kinds] : [])),
  }
}

async function makeContact(tx: Tx, workspaceId: string, { crmContactId, name, phone }: RehearsedContact) {
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

async function namesOf(workspaceId: string, made: ReadonlyMap<string, string>): Promise<Names> {
  const [numbers, portfolios, workflows] = await Promise.all([
    db.businessNumber.findMany({ where: { workspaceId }, select: { id: true, label: true } }),
    db.portfolio.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
    db.workflow.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
  ])
  const labels = new Map(numbers.map(({ id, label }) => [id, label]))
  const names = new Map([...portfolios, ...workflows].map(({ id, name }) => [id, name]))
  return {
    contact: (id) => made.get(id) ?? 'another contact',
    number: (id) => labels.get(id) ?? 'a number',
    portfolio: (id) => names.get(id) ?? 'unnamed',
    workflow: (id) => names.get(id) ?? 'a workflow',
  }
}
