import { db, writeTransaction } from '@/lib/server/db'
import { decrypt } from '@/lib/server/keys'
import type { OutsideFetch } from '@/lib/server/safe-fetch'
import { asJson } from '@/lib/server/sql'
import { sentenceFor } from '@/lib/shared/sentences'
import { afterTry, answerWords, signatureOf } from './rules'
import type { Tidings } from './tell'

/** Of one address in one turn, so that none keeps the others waiting. */
const AT_ONCE = 50
/** A process that dies while it sends leaves the message to the next try after this. */
const LEASE_MS = 60_000
const WHOLE_MS = 10_000

type Row = Awaited<ReturnType<typeof dueRows>>[number]
type Hook = { id: string; url: string; secretCipher: string }

function dueRows(webhookId: string, now: Date) {
  return db.outbox.findMany({
    where: { channel: 'webhook', state: 'waiting', target: webhookId, nextTryAt: { lte: now } },
    orderBy: [{ nextTryAt: 'asc' }, { id: 'asc' }],
    take: AT_ONCE,
  })
}

/** Takes a message for this process; false when another one has it. */
async function take({ id, tries, nextTryAt }: Row, now: Date): Promise<boolean> {
  const { count } = await writeTransaction((tx) =>
    tx.outbox.updateMany({
      where: { id, state: 'waiting', tries, nextTryAt },
      data: { tries: { increment: 1 }, nextTryAt: new Date(now.getTime() + LEASE_MS) },
    }),
  )
  return count === 1
}

type Told = (Tidings | { event: 'test' }) & { at: string }

/**
 * The body of a message: what happened, and by which ids the contact is found. Identifiers, names and words of customers
 * are never in it; who may see them asks the API with a token of its own.
 */
async function bodyOf({ id, workspaceId, payload }: Row): Promise<string> {
  const { event, at, ...rest } = asJson<Told>(payload)
  const ids = [('contactId' in rest && rest.contactId) || null, ('otherId' in rest && rest.otherId) || null]
  const rows = await db.contact.findMany({
    where: { workspaceId, id: { in: ids.filter((one) => one !== null) } },
    select: { id: true, crmContactId: true, provisional: true, state: true, mergedIntoId: true, version: true },
  })
  const found = (wanted: string | null) =>
    rows.find((row) => row.id === wanted) ?? (wanted && { id: wanted, state: 'gone' })
  const contact = found(ids[0] ?? null)
  const other = found(ids[1] ?? null)
  return JSON.stringify({
    ...{ id, event, at, workspaceId },
    ...(contact ? { contact } : {}),
    ...(other ? { other } : {}),
    ...('changed' in rest ? { changed: rest.changed } : {}),
    ...('mergeId' in rest ? { mergeId: rest.mergeId } : {}),
  })
}

/** Null when it was taken, else the status and a sentence. */
async function post(row: Row, hook: Hook, given: { fetch: OutsideFetch; now: Date }) {
  const body = await bodyOf(row)
  const secret = decrypt('outgoing-webhook', hook.secretCipher, hook.id)
  const answer = await given.fetch(hook.url, {
    method: 'POST',
    body,
    wholeMs: WHOLE_MS,
    headers: {
      'content-type': 'application/json',
      'handrail-delivery': row.id,
      'handrail-signature': signatureOf(secret, body, given.now),
    },
  })
  if (answer.kind === 'answered') {
    const { status } = answer.head
    return status >= 200 && status < 300 ? null : { status, sentence: answerWords(status) }
  }
  const failure = answer.kind === 'failed' ? answer.failure : null
  return { status: null, sentence: failure ? sentenceFor(failure.code, failure.details) : 'The address was not asked.' }
}

export type SentWebhooks = { sent: number; failed: number }

/**
 * Sends what is due. A message keeps its id through all tries, so that a receiver knows one it has had; ids grow with
 * time, so that it knows which of two is the newer. An address that does not answer is asked again for about three days.
 */
export async function sendDueWebhooks(
  now: Date,
  fetch: OutsideFetch,
  onFailure: (sentence: string) => void,
): Promise<SentWebhooks> {
  const outcome: SentWebhooks = { sent: 0, failed: 0 }
  for (const hook of await db.outgoingWebhook.findMany({ where: { disabledAt: null } })) {
    for (const row of await dueRows(hook.id, now)) {
      if (!(await take(row, now))) continue
      const problem = await post(row, hook, { fetch, now })
      await settle(row, { problem, now, outcome })
      if (problem) onFailure(problem.sentence)
      // One that does not answer is left alone for the rest of this turn: its other messages would only wait for it.
      if (problem && (problem.status === null || problem.status >= 500)) break
    }
  }
  return outcome
}

type Settling = { problem: { status: number | null; sentence: string } | null; now: Date; outcome: SentWebhooks }

async function settle(row: Row, { problem, now, outcome }: Settling): Promise<void> {
  const { state, at } = problem ? afterTry(row.tries + 1, { status: problem.status, now }) : { state: 'sent', at: now }
  const data = { state, nextTryAt: at, lastError: problem?.sentence ?? null, sentAt: problem ? null : now }
  await writeTransaction((tx) => tx.outbox.updateMany({ where: { id: row.id }, data }))
  if (state === 'sent') outcome.sent += 1
  if (state === 'failed') outcome.failed += 1
}
