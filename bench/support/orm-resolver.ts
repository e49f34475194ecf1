import { SqliteAdapterFactory } from '@/lib/server/sqlite-adapter'
import { newId } from '@/lib/shared/ids'
import { readDelivery } from '@/lib/whatsapp/payload'
import type { MessageUpdate, StatusUpdate } from '@/lib/whatsapp/update'
import { type Prisma, PrismaClient } from '@/prisma/generated/sqlite/client'
import { NUMBER, WORKSPACE } from './installation'

/**
 * What `resolve` is compared with: the same updates through ORM calls, one update after the other, as one would write it
 * first. It finds the person and the conversation, stores message and event and moves the state of statuses, in one
 * transaction per delivery. It decides far less than the rules of lib/identity and knows no conflicts, routes or audit,
 * so what it takes is a lower bound.
 *
 * @returns how many updates were stored.
 */
export async function resolveWithOrm(databaseUrl: string): Promise<number> {
  const db = new PrismaClient({ adapter: new SqliteAdapterFactory({ url: databaseUrl, busyTimeoutMs: 0 }) })
  let stored = 0
  try {
    for (const { id } of await db.delivery.findMany({ where: { state: 'stored' }, select: { id: true } })) {
      stored += await db.$transaction((tx) => resolveDelivery(tx, id), { maxWait: 15_000, timeout: 60_000 })
    }
  } finally {
    await db.$disconnect()
  }
  return stored
}

type Tx = Prisma.TransactionClient
type Understood = MessageUpdate | StatusUpdate

async function resolveDelivery(tx: Tx, id: string): Promise<number> {
  const { body, receivedAt } = await tx.delivery.findUniqueOrThrow({ where: { id } })
  const { updates } = readDelivery(Buffer.from(body ?? []), receivedAt)
  for (const [position, update] of updates.entries()) {
    if (update.kind !== 'message' && update.kind !== 'status') throw new Error('The traffic has no other updates.')
    await resolveOne(tx, update, { deliveryId: id, position, receivedAt })
  }
  await tx.delivery.update({ where: { id }, data: { state: 'processed', updates: updates.length } })
  return updates.length
}

type Where = { deliveryId: string; position: number; receivedAt: Date }

async function resolveOne(tx: Tx, update: Understood, place: Where): Promise<void> {
  const { key, at, wamid, field, kind, who } = update
  if (await tx.event.findUnique({ where: { workspaceId_key: { workspaceId: WORKSPACE, key } } })) return
  const contactId = await personOf(tx, update)
  const threadId = await threadOf(tx, update, contactId)
  const messageId = await messageOf(tx, update, { contactId, threadId })
  const identifiers = { ...who } as Prisma.InputJsonObject
  const found = { contactId, threadId, messageId, outcome: 'matched', why: [], identifiers, hasPhone: !!who.phone }
  const base = { id: newId('ev'), workspaceId: WORKSPACE, numberId: NUMBER.id, key, kind, field, wamid, at }
  await tx.event.create({ data: { ...base, ...place, ...found, resolvedAt: new Date() } })
}

async function personOf(tx: Tx, { at, who }: Understood): Promise<string> {
  const wanted = [
    { kind: 'bsuid', scope: NUMBER.portfolioId, value: who.bsuid },
    { kind: 'phone', scope: 'workspace', value: who.phone },
  ].flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]))
  let contactId: string | undefined
  for (const { kind, value } of wanted) {
    const known = await tx.identifier.findFirst({ where: { workspaceId: WORKSPACE, kind, matchKey: value } })
    contactId ??= known?.contactId
  }
  if (contactId === undefined) {
    contactId = newId('c')
    const dates = { firstContactAt: at, lastContactAt: at }
    const named = { name: who.profileName, nameKey: who.profileName?.toLowerCase() }
    await tx.contact.create({ data: { id: contactId, workspaceId: WORKSPACE, provisional: true, ...named, ...dates } })
  } else {
    await tx.contact.update({ where: { id: contactId }, data: { lastContactAt: at } })
  }
  for (const identifier of wanted) await holdIdentifier(tx, contactId, { ...identifier, at })
  return contactId
}

type Held = { kind: string; scope: string; value: string; at: Date }

async function holdIdentifier(tx: Tx, contactId: string, { kind, scope, value, at }: Held): Promise<void> {
  const activeKey = `${WORKSPACE}|${scope}|${kind}|${value}`
  const known = await tx.identifier.findFirst({ where: { contactId, kind, matchKey: value } })
  const seen = { standing: 'verified', active: true, activeKey, lastSeenAt: at }
  if (known) {
    await tx.identifier.update({ where: { id: known.id }, data: seen })
    return
  }
  const owner = { workspaceId: WORKSPACE, contactId, kind, scope, value, matchKey: value }
  const since = { firstSeenAt: at, validFrom: at, evidenceKind: 'payload' }
  await tx.identifier.create({ data: { id: newId('idn'), ...owner, ...since, ...seen } })
}

async function threadOf(tx: Tx, { at, who }: Understood, contactId: string): Promise<string> {
  const thread = await tx.thread.findFirst({ where: { contactId, numberId: NUMBER.id } })
  if (thread) {
    await tx.thread.update({ where: { id: thread.id }, data: { lastAt: at } })
    return thread.id
  }
  const id = newId('th')
  const reply = who.phone
    ? { openedWith: 'phone', replyTo: who.phone }
    : { openedWith: 'bsuid', replyRecipient: who.bsuid }
  const owner = { id, workspaceId: WORKSPACE, numberId: NUMBER.id, contactId }
  await tx.thread.create({ data: { ...owner, ...reply, openedAt: at, lastAt: at } })
  return id
}

async function messageOf(tx: Tx, update: Understood, owner: { contactId: string; threadId: string }): Promise<string> {
  const { wamid, at } = update
  const place = { workspaceId: WORKSPACE, numberId: NUMBER.id, wamid }
  const state = update.kind === 'status' ? { status: update.status, statusAt: at } : {}
  const known = await tx.message.findUnique({ where: { workspaceId_numberId_wamid: place } })
  if (known) {
    await tx.message.update({ where: { id: known.id }, data: state })
    return known.id
  }
  const id = newId('msg')
  const direction = update.kind === 'status' ? 'outbound' : 'inbound'
  await tx.message.create({ data: { id, ...place, direction, ...owner, ...state, at } })
  return id
}
