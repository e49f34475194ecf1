import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestAddress } from '@/lib/server/auth-request'
import { refuse, sendChallenge } from './answer'
import type { CommitQueue } from './commit-queue'
import type { ConnectionBook, ReceivingConnection } from './connection-book'
import { challengeOf } from './handshake'
import type { ReadingBudget } from './read-body'
import type { ReceiverMetrics } from './receiver-metrics'
import { type Post, Reception } from './reception'
import type { RefusalReason } from './refusals'
import type { StoredDelivery } from './stored-delivery'
import type { Tallies } from './tallies'

export const WEBHOOK_PREFIX = '/webhooks/whatsapp/'

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
export function handleWebhook(receiver: Receiver, request: IncomingMessage, response: ServerResponse): void {
  const since = performance.now()
  const url = request.url ?? ''
  const questionMark = url.indexOf('?')
  const key = url.slice(WEBHOOK_PREFIX.length, questionMark === -1 ? undefined : questionMark)
  if (request.method !== 'POST' && request.method !== 'GET') {
    response.setHeader('Allow', 'GET, POST')
    turnAway(receiver, { request, response, reason: 'bad-method' })
    return
  }
  const query = questionMark === -1 ? '' : url.slice(questionMark + 1)
  const call = { key, request, response, query, since }
  const found = receiver.book.find(key)
  if (found instanceof Promise) {
    answerWhenFound(receiver, call, found).catch((error: unknown) => {
      receiver.onFailure(error, 'a webhook failed')
      response.destroy()
    })
  } else answer(receiver, call, found)
}

type Call = Pick<Post, 'key' | 'request' | 'response' | 'since'> & { query: string }

async function answerWhenFound(
  receiver: Receiver,
  call: Call,
  found: Promise<ReceivingConnection | undefined>,
): Promise<void> {
  let connection: ReceivingConnection | undefined
  try {
    connection = await found
  } catch (error) {
    receiver.onFailure(error, 'connections could not be read')
    turnAway(receiver, { ...call, reason: 'not-stored' })
    return
  }
  answer(receiver, call, connection)
}

function answer(receiver: Receiver, call: Call, connection: ReceivingConnection | undefined): void {
  const { key, request, response, since } = call
  if (!connection) {
    turnAway(receiver, { request, response, reason: 'unknown-connection' })
    return
  }
  if (request.method === 'GET') {
    shakeHands(receiver, connection, call).catch((error: unknown) => {
      receiver.onFailure(error, 'a handshake failed')
      response.destroy()
    })
    return
  }
  receiver.metrics.received(connection)
  const refuseIt = (post: Post, reason: RefusalReason) => turnAway(receiver, { ...post, reason })
  new Reception(receiver, { key, connection, request, response, since, turnAway: refuseIt }).start()
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

async function shakeHands(
  receiver: Receiver,
  connection: ReceivingConnection,
  { key, request, response, query }: Call,
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
