import type { IncomingMessage, ServerResponse } from 'node:http'
import { newId } from '@/lib/shared/ids'
import { verifySignature } from '@/lib/whatsapp/signature'
import { answerStored } from './answer'
import type { NotStoredError, Settled } from './commit-queue'
import type { ReceivingConnection } from './connection-book'
import type { Receiver } from './handle-webhook'
import { announcesTooMuch, type BodyResult, type BodySink, MAX_BODY_BYTES, readBody } from './read-body'
import type { RefusalReason } from './refusals'

/** 3 MB in this time is 1.2 Mbit/s; WhatsApp gives up on a receiver long before. */
const BODY_TIMEOUT_MS = 20_000
const LIMITS = { maxBytes: MAX_BODY_BYTES, timeoutMs: BODY_TIMEOUT_MS }

export type Post = {
  /** The part of the address that names the connection. */
  key: string
  connection: ReceivingConnection
  request: IncomingMessage
  response: ServerResponse
  /** performance.now() when the request came. */
  since: number
  /** Answers with a refusal. */
  turnAway: (post: Post, reason: RefusalReason) => void
}

/**
 * One POST from its headers to its answer. It is told what happens by methods instead of promises: four thousand times a
 * second, those were a third of what a delivery cost.
 */
export class Reception implements BodySink, Settled {
  #reserved = 0
  #receivedAt = new Date(0)

  constructor(
    private readonly receiver: Receiver,
    private readonly post: Post,
  ) {}

  start(): void {
    const { receiver, post } = this
    const early = this.#refusalBeforeReading()
    if (early) {
      this.#refuse(early)
      return
    }
    const reserved = Number(post.request.headers['content-length'] ?? MAX_BODY_BYTES)
    if (receiver.reading.take(reserved)) {
      this.#reserved = reserved
      readBody(post.request, LIMITS, this)
    } else {
      this.#refuse('overloaded')
    }
  }

  /** The body is complete, or will never be. */
  read(result: BodyResult): void {
    this.receiver.reading.give(this.#reserved)
    try {
      if (result.kind === 'body') this.#check(result.body)
      else if (result.kind !== 'gone') this.#refuse(result.kind)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** It is durable. */
  stored(): void {
    const { receiver, post } = this
    try {
      answerStored(post.response)
      receiver.metrics.stored(post.connection, post.since)
      receiver.tallies.noteDelivery(post.connection, this.#receivedAt)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** It is certain that it is not. */
  refused(error: NotStoredError): void {
    if (error.reason !== 'overloaded') this.receiver.onFailure(error, 'a delivery was not stored')
    this.#refuse(error.reason === 'overloaded' ? 'overloaded' : 'not-stored')
  }

  #refusalBeforeReading(): RefusalReason | undefined {
    const { connection, request } = this.post
    if (connection.paused) return 'paused'
    if (!connection.secret) return 'secret-unusable'
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return 'encoded'
    if (announcesTooMuch(request)) return 'too-large'
    // Refused before it is read: a body that finds no room would only have taken memory on its way.
    return this.receiver.queue.isFull(Number(request.headers['content-length'] ?? 0)) ? 'overloaded' : undefined
  }

  #check(body: Buffer): void {
    const { connection, request } = this.post
    const header = request.headers['x-hub-signature-256']
    const signature = typeof header === 'string' ? header : undefined
    if (connection.secret !== undefined && verifySignature(connection.secret, body, signature)) this.#store(body)
    else void this.#checkNewSecret(body, signature)
  }

  /** A secret replaced a moment ago must work at once: the database is asked before a signature is refused. */
  async #checkNewSecret(body: Buffer, signature: string | undefined): Promise<void> {
    const { receiver, post } = this
    try {
      const now = await receiver.book.findNow(post.key).catch(() => undefined)
      const replaced = now?.secret && !now.paused && now.secret !== post.connection.secret ? now.secret : undefined
      if (replaced !== undefined && verifySignature(replaced, body, signature)) this.#store(body)
      else this.#refuse('bad-signature')
    } catch (error) {
      this.#fail(error)
    }
  }

  #store(body: Buffer): void {
    const { id: connectionId, workspaceId } = this.post.connection
    this.#receivedAt = new Date()
    this.receiver.queue.add({ id: newId('d'), workspaceId, connectionId, receivedAt: this.#receivedAt, body }, this)
  }

  /** Never throws: the commit queue says it to one delivery after the other, and each must hear it. */
  #refuse(reason: RefusalReason): void {
    try {
      this.receiver.tallies.countRefused(this.post.connection, reason)
      this.post.turnAway(this.post, reason)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** A bug ends this request, and no other. */
  #fail(error: unknown): void {
    this.receiver.onFailure(error, 'a webhook failed')
    this.post.response.destroy()
  }
}
