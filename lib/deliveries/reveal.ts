import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { formatPhone } from '@/lib/shared/phone'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type EventRecord, readEvents, type StoredIdentifiers } from './event-record'

/** One plain value of an event with the words that say what it is. */
export type RevealedValue = { key: string; what: string; value: string }

const WORDS: { key: keyof Omit<StoredIdentifiers, 'previous'>; what: string }[] = [
  { key: 'phone', what: 'Phone' },
  { key: 'username', what: 'Username' },
  { key: 'bsuid', what: 'BSUID' },
  { key: 'parentBsuid', what: 'Parent BSUID' },
  { key: 'profileName', what: 'Profile name' },
  { key: 'sharedOwnPhone', what: 'Own phone, shared' },
]

function plain(key: string, value: string): string {
  if (key === 'phone' || key === 'sharedOwnPhone') return formatPhone(value)
  return key === 'username' ? `@${value}` : value
}

function valuesOf(identifiers: StoredIdentifiers): RevealedValue[] {
  const values: RevealedValue[] = WORDS.flatMap(({ key, what }) => {
    const value = identifiers[key]
    return value ? [{ key, what, value: plain(key, value) }] : []
  })
  const { phone, bsuid, parentBsuid } = identifiers.previous ?? {}
  if (phone) values.push({ key: 'previousPhone', what: 'Phone before', value: formatPhone(phone) })
  if (bsuid) values.push({ key: 'previousBsuid', what: 'BSUID before', value: bsuid })
  if (parentBsuid) values.push({ key: 'previousParentBsuid', what: 'Parent BSUID before', value: parentBsuid })
  return values
}

async function replyOf({ workspaceId, threadId }: EventRecord): Promise<RevealedValue[]> {
  if (!threadId) return []
  const thread = await db.thread.findFirst({ where: { workspaceId, id: threadId } })
  if (thread?.replyTo) return [{ key: 'replyTo', what: 'Replies go to', value: formatPhone(thread.replyTo) }]
  return thread?.replyRecipient ? [{ key: 'replyTo', what: 'Replies go to', value: thread.replyRecipient }] : []
}

/** Identifiers of the contact on file, for the cells the payload did not fill. */
async function onFileOf({ workspaceId, contactId }: EventRecord, shown: RevealedValue[]): Promise<RevealedValue[]> {
  if (!contactId) return []
  const rows = await db.identifier.findMany({
    where: { workspaceId, contactId, active: true, kind: { in: ['phone', 'username', 'bsuid'] } },
    orderBy: { lastSeenAt: 'desc' },
  })
  return rows
    .map((row) => ({ row, value: plain(row.kind, row.value) }))
    .filter(({ value }) => !shown.some((one) => one.value === value))
    .map(({ row, value }) => ({
      key: row.id,
      what: `${WORDS.find((word) => word.key === row.kind)?.what ?? row.kind} on file`,
      value,
    }))
}

/**
 * The plain identifiers of one event: of the payload, of its thread's reply and those on file for its contact. Writes
 * `identity.revealed` with which kinds were seen, never their values.
 */
export async function revealEvent(
  actor: Actor,
  { eventId }: { eventId: string },
): Promise<Result<{ values: RevealedValue[] }, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'deliveries:read') || !can(actor, 'identity:reveal')) return fail('not-allowed')
  const [event] = await readEvents(actor.workspaceId, [eventId])
  if (!event) return fail('not-found')
  const carried = valuesOf(event.identifiers)
  const values = [...carried, ...(await replyOf(event)), ...(await onFileOf(event, carried))]
  return transact(actor, async (_tx, record) => {
    record({
      action: 'identity.revealed',
      subject: { kind: 'event', id: eventId },
      more: { seen: [...new Set(values.map((value) => value.what))], contactId: event.contactId },
    })
    return ok({ values })
  })
}
