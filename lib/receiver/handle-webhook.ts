import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestAddress } from '@/lib/server/auth-request'
import { newId } from '@/lib/shared/ids'
import { verifySignature } from '@/lib/whatsapp/signature'
import { answerStored, refuse, sendChallenge } from './answer'
import { type CommitQueue, NotStoredError } from './commit-queue'
import type { ConnectionBook, ReceivingConnection } from './connection-book'
import { challengeOf } from './handshake'
import { announcesTooMuch, MAX_BODY_BYTES, type ReadingBudget, readBody } from './read-body'
import type { ReceiverMetrics } from './receiver-metrics'
import type { RefusalReason } from './refusals'
import type { StoredDelivery } from './stored-delivery'
import type { Tallies } from './tallies'

export const WEBHOOK_PREFIX = '/webhooks/whatsapp/'

/** 3 MB in this time is 1.2 Mbit/s; WhatsApp gives up on a receiver long before. */
const BODY_TIMEOUT_MS = 20_000

export type Receiver = {
  book: ConnectionBook
  queue: CommitQueue<StoredDelivery>
  reading: ReadingBudget
  tallies: Tallies
  metrics: ReceiverMetrics
  onVerified: (connection: ReceivingConnection, address: string) => Promise<void>
  /** For the log: never the body, never the secret. */
  onFailure: (error: unknown, what: string) => void
}

/**
 * Answers a webhook request. A POST is kept before it is answered: 200 means that the bytes are on disk, and nothing
 * else ever does. The order of the checks is the order of their cost, and a body is only read for a connection that
 * could accept it. [HOOK]
 *
 * 200 stored, 401 signature, 404 no such (or a paused) connection, 405 method, 408 slow body, 413 more than 3 MB,
 * 415 compressed, 503 not stored: send again.
 */
export async function handleWebhook(receiver: Receiver, request: IncomingMessage, response: ServerResponse) {
  const since = performance.now()
  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  const key = path.slice(WEBHOOK_PREFIX.length)
  if (request.method !== 'POST' && request.method !== 'GET') {
    response.setHeader('Allow', 'GET, POST')
    return turnAway(receiver, { request, response, reason: 'bad-method' })
  }
  let connection: ReceivingConnection | undefined
  try {
    const found = receiver.book.find(key)
    connection = found instanceof Promise ? await found : found
  } catch (error) {
    receiver.onFailure(error, 'connections could not be read')
    return turnAway(receiver, { request, response, reason: 'not-stored' })
  }
  if (!connection) return turnAway(receiver, { request, response, reason: 'unknown-connection' })
  if (request.method === 'GET') return shakeHands(receiver, connection, { key, request, response, query })
  receiver.metrics.received(connection)
  const refusal = await receive(receiver, { key, connection, request, response, since })
  if (!refusal) return
  receiver.tallies.countRefused(connection, refusal)
  turnAway(receiver, { request, response, reason: refusal, connection })
}

type TurnedAway = {
  request: IncomingMessage
  response: ServerResponse
  reason: RefusalReason
  connection?: ReceivingConnection
}

function turnAway(receiver: Receiver, { request, response, reason, connection }: TurnedAway): void {
  receiver.metrics.refused(reason, connection)
  refuse(request, response, reason)
}

type Handshake = { key: string; request: IncomingMessage; response: ServerResponse; query: string }

async function shakeHands(
  receiver: Receiver,
  connection: ReceivingConnection,
  { key, request, response, query }: Handshake,
) {
  const asked = new URLSearchParams(query)
  const known = challengeOf(asked, connection.verifyToken)
  // A verify token replaced a moment ago must work at once, like a secret.
  const challenge = known ?? challengeOf(asked, await verifyTokenNow(receiver, key))
  if (challenge === undefined) return turnAway(receiver, { request, response, reason: 'bad-verify-token', connection })
  try {
    await receiver.onVerified(connection, addressOf(request))
  } catch (error) {
    // WhatsApp subscribes all the same: the callback address is right, only our note of it is missing.
    receiver.onFailure(error, 'a handshake could not be recorded')
  }
  sendChallenge(response, challenge)
}

async function verifyTokenNow(receiver: Receiver, key: string): Promise<string | undefined> {
  const now = await receiver.book.findNow(key).catch(() => undefined)
  return now?.verifyToken
}

function addressOf(request: IncomingMessage): string {
  const { headers, socket } = request
  return requestAddress({
    get(name) {
      const value = name === 'x-handrail-address' ? socket.remoteAddress : headers[name]
      return (Array.isArray(value) ? value.join(', ') : value) ?? null
    },
  })
}

type Post = {
  key: string
  connection: ReceivingConnection
  request: IncomingMessage
  response: ServerResponse
  /** performance.now() when the request came. */
  since: number
}

function refusalBeforeReading(receiver: Receiver, { connection, request }: Post): RefusalReason | undefined {
  if (connection.paused) return 'paused'
  if (!connection.secret) return 'secret-unusable'
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return 'encoded'
  if (announcesTooMuch(request)) return 'too-large'
  // Refused before it is read: a body that finds no room would only have taken memory on its way.
  return receiver.queue.isFull(Number(request.headers['content-length'] ?? 0)) ? 'overloaded' : undefined
}

/** Stores the delivery and answers 200, or says why not. */
async function receive(receiver: Receiver, post: Post): Promise<RefusalReason | undefined> {
  const early = refusalBeforeReading(receiver, post)
  if (early) return early
  const reserved = Number(post.request.headers['content-length'] ?? MAX_BODY_BYTES)
  if (!receiver.reading.take(reserved)) return 'overloaded'
  try {
    const read = await readBody(post.request, { maxBytes: MAX_BODY_BYTES, timeoutMs: BODY_TIMEOUT_MS })
    if (read.kind === 'gone') return undefined
    if (read.kind !== 'body') return read.kind
    if (!isSigned(post, read.body) && !(await isSignedByNewSecret(receiver, post, read.body))) return 'bad-signature'
    return await store(receiver, post, read.body)
  } finally {
    receiver.reading.give(reserved)
  }
}

async function store(receiver: Receiver, post: Post, body: Buffer): Promise<RefusalReason | undefined> {
  const { id: connectionId, workspaceId } = post.connection
  const receivedAt = new Date()
  try {
    await receiver.queue.add({ id: newId('d'), workspaceId, connectionId, receivedAt, body })
  } catch (error) {
    if (!(error instanceof NotStoredError)) throw error
    if (error.reason === 'overloaded') return 'overloaded'
    receiver.onFailure(error, 'a delivery was not stored')
    return 'not-stored'
  }
  answerStored(post.response)
  receiver.metrics.stored(post.connection, post.since)
  receiver.tallies.noteDelivery(post.connection, receivedAt)
  return undefined
}

function signatureOf(request: IncomingMessage): string | undefined {
  const header = request.headers['x-hub-signature-256']
  return typeof header === 'string' ? header : undefined
}

function isSigned({ connection, request }: Post, body: Buffer): boolean {
  return connection.secret !== undefined && verifySignature(connection.secret, body, signatureOf(request))
}

/** A secret replaced a moment ago must work at once: the database is asked before a signature is refused. */
async function isSignedByNewSecret(receiver: Receiver, { key, connection, request }: Post, body: Buffer) {
  const now = await receiver.book.findNow(key).catch(() => undefined)
  if (!now?.secret || now.paused || now.secret === connection.secret) return false
  return verifySignature(now.secret, body, signatureOf(request))
}
