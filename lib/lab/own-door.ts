import { createHash } from 'node:crypto'
import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import type { DatasetPerson } from '@/lib/data-protection/schema'
import type { PostToSelf } from '@/lib/deliveries/own-webhook'
import { type ApiEvent, eventsOfDelivery, findEvents } from '@/lib/deliveries/queries'
import { systemActor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { decrypt } from '@/lib/server/keys'
import { sentenceFor } from '@/lib/shared/sentences'
import { signBody } from '@/lib/whatsapp/signature'
import type { Actual, Beat, PlayedBeat } from './model'

/** Handrail's own webhook address of a test workspace: the same door, checks and disk that WhatsApp's deliveries meet. */
export type OwnDoor = { workspaceId: string; portfolioId: string; urlKey: string; secret: string; post: PostToSelf }

const PATIENCE_MS = 15_000
const LOOK_EVERY_MS = 60

/** The door of a number, or a sentence why there is none. */
export async function ownDoor(
  workspaceId: string,
  { phoneNumberId, post }: { phoneNumberId: string; post: PostToSelf },
): Promise<OwnDoor | string> {
  const number = await db.businessNumber.findFirst({
    where: { workspaceId, phoneNumberId },
    include: { connection: true },
  })
  const connection = number?.connection
  if (!number || !connection)
    return sentenceFor('number-without-connection', { number: number?.label ?? 'This number' })
  if (connection.state !== 'active') return sentenceFor('connection-paused', { connection: connection.name })
  const secret = decrypt('connection-secret', connection.secretCipher, connection.id)
  return { workspaceId, portfolioId: number.portfolioId, urlKey: connection.urlKey, secret, post }
}

/** The customers of the dataset as the CRM would have sent them: by phone. Doing it again changes nothing. */
export async function loadCustomers(door: OwnDoor, customers: readonly DatasetPerson[]): Promise<string | null> {
  const contacts = customers.flatMap(({ crmContactId, name, phone }) =>
    crmContactId === null ? [] : [{ crmContactId, name, phones: [`+${phone}`] }],
  )
  const loaded = await bulkUpsertContacts(systemActor(door.workspaceId, 'worker'), { contacts })
  if (!loaded.ok) return sentenceFor(loaded.code, loaded.details)
  const { failed } = loaded.value
  return failed > 0 ? `${failed} of the invented customers could not be made contacts of this workspace.` : null
}

type Worked = { ids: string[]; open: boolean }

/**
 * The deliveries of these bytes; on SQLite one is in the table a moment after the answer. Some payloads have no id and no
 * time in them, so they are the same in every run, and it is the first of them that made the event.
 */
async function storedAs({ workspaceId }: OwnDoor, bodyHash: string): Promise<Worked> {
  const rows = await db.delivery.findMany({
    where: { workspaceId, bodyHash },
    orderBy: { id: 'asc' },
    select: { id: true, state: true },
  })
  return { ids: rows.map(({ id }) => id), open: rows.length === 0 || rows.some(({ state }) => state === 'stored') }
}

/** So that no count of real traffic includes them. */
async function markAsTests({ workspaceId }: OwnDoor, ids: string[]): Promise<void> {
  await writeTransaction((tx) =>
    tx.delivery.updateMany({ where: { workspaceId, id: { in: ids } }, data: { isTest: true } }),
  )
}

/** What became of the message; undefined when its delivery was worked through, or the time is up, and nothing speaks of it. */
async function eventOf(door: OwnDoor, { wamid, body }: Beat, signal: AbortSignal): Promise<ApiEvent | undefined> {
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const deadline = Date.now() + PATIENCE_MS
  let stored = await storedAs(door, bodyHash)
  while (stored.open && Date.now() < deadline && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    stored = await storedAs(door, bodyHash)
  }
  const actor = systemActor(door.workspaceId, 'worker')
  await markAsTests(door, stored.ids)
  const { items } = await findEvents(actor, { wamid, limit: 10 })
  const spoken = items.find(({ outcome }) => outcome !== 'pending') ?? items[0]
  if (spoken) return spoken
  // What is about no message has no id to be found by.
  for (const id of stored.ids) {
    const [event] = await eventsOfDelivery(actor, id)
    if (event) return event
  }
  return undefined
}

function actualOf(event: ApiEvent | undefined, tookMs: number): Actual {
  const sent = { status: 200, tookMs, tries: 1 }
  if (!event) return { ...sent, contact: null, thread: null, workflow: null, error: null }
  const { crmContactId, contactId, threadId, workflow, error, messageStatus, outcome, why } = event
  const inReview = outcome === 'conflict' || outcome === 'ambiguous'
  const decided = inReview ? (why.find((sentence) => sentence.startsWith('Rule')) ?? why[0] ?? null) : null
  return {
    ...{
      ...sent,
      contact: crmContactId ?? contactId,
      thread: threadId,
      workflow,
      messageStatus: messageStatus ?? null,
    },
    error: error?.message ?? decided,
    raw: why.join('\n'),
  }
}

/** Sends the deliveries of a case to our own receiver, and reads where each ended. */
export async function sendForReal(door: OwnDoor, beats: readonly Beat[], signal: AbortSignal): Promise<PlayedBeat[]> {
  const played: PlayedBeat[] = []
  for (const beat of beats) {
    const started = performance.now()
    const body = Buffer.from(beat.body)
    const secret = beat.signature === 'right' ? door.secret : `${door.secret}-wrong`
    const status = await door.post({ urlKey: door.urlKey, body, signature: signBody(secret, body) })
    const tookMs = Math.round(performance.now() - started)
    const { role, wamid } = beat
    if (status !== 200) {
      const nothing = { contact: null, thread: null, workflow: null, error: null }
      const noAnswer = status === null ? { noAnswer: sentenceFor('server-unreachable') } : {}
      played.push({ role, wamid, actual: { status, tookMs, tries: 1, ...noAnswer, ...nothing } })
      continue
    }
    played.push({ role, wamid, actual: actualOf(await eventOf(door, beat, signal), tookMs) })
  }
  return played
}
