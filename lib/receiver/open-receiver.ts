import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from '@/lib/server/log'
import { Metrics } from '@/lib/server/metrics'
import { dialectOf, openSql } from '@/lib/server/sql'
import { CommitQueue } from './commit-queue'
import { ConnectionBook } from './connection-book'
import { handleWebhook, type Receiver, WEBHOOK_PREFIX } from './handle-webhook'
import { recordHandshake } from './handshake'
import { countInbox } from './inbox'
import { openInboxWriter } from './inbox-writer'
import { openPostgresWriter } from './postgres-writer'
import { MAX_BODY_BYTES, ReadingBudget } from './read-body'
import { ReceiverMetrics } from './receiver-metrics'
import { openSideWrites } from './side-writes'
import type { DeliveryWriter, StoredDelivery } from './stored-delivery'
import { Tallies } from './tallies'

/** WhatsApp counts answers over one second as late, and sends again after any that is not 200; 5 s rides out a backup. */
const PATIENCE_MS = 5_000
const LIMITS = {
  maxQueuedBytes: 64 * 1024 * 1024,
  maxBatchRows: 500,
  maxBatchBytes: 16 * 1024 * 1024,
  patienceMs: PATIENCE_MS,
}
const MAX_READING_BYTES = 128 * 1024 * 1024
const TALLY_MS = 3_000

export type OpenReceiver = {
  /** Takes the request when it is a webhook. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): boolean
  /** False while so much is waiting that a delivery of full size finds no room. */
  accepts(): boolean
  /** Stores what was accepted, writes the counts, closes the connections. */
  close(): Promise<void>
}

function openWriter(databaseUrl: string, onMoved: () => void, onFailure: Receiver['onFailure']): DeliveryWriter {
  if (dialectOf(databaseUrl) === 'sqlite') return openInboxWriter(databaseUrl, { onMoved, onFailure })
  return openPostgresWriter(databaseUrl)
}

export type ReceiverOptions = {
  /** Called after each commit with the number of deliveries, to wake the worker; with 0 when it has reason to look again. */
  onStored: (count: number) => void
  /** Writes the deliveries; a test gives one that fails. */
  writer?: DeliveryWriter
  /** Where it counts; nowhere that is read when left out. */
  metrics?: Metrics
}

/** Opens the receiver on connections of its own. */
export function openReceiver(databaseUrl: string, options: ReceiverOptions): OpenReceiver {
  const { onStored, writer: given, metrics = new Metrics() } = options
  const counts = new ReceiverMetrics(metrics)
  const onFailure = createFailureLog()
  const writer = given ?? openWriter(databaseUrl, () => onStored(0), onFailure)
  const reader = openSql(databaseUrl, { maxConnections: 1 })
  const sideWrites = openSideWrites(databaseUrl)
  const queue = new CommitQueue(writer, {
    ...LIMITS,
    onStored(count) {
      counts.committed(count)
      onStored(count)
    },
  })
  addQueueGauges(metrics, queue)
  if (!given) addInboxGauge(metrics, databaseUrl)
  const tallies = new Tallies()
  const receiver: Receiver = {
    book: new ConnectionBook(reader),
    queue,
    reading: new ReadingBudget(MAX_READING_BYTES),
    tallies,
    metrics: counts,
    onVerified: (connection, address) => recordHandshake(sideWrites, connection, { address, now: new Date() }),
    onFailure,
  }
  const flush = () => tallies.flush(sideWrites).catch((error: unknown) => onFailure(error, 'counts were not written'))
  const timer = setInterval(flush, TALLY_MS).unref()

  return {
    handle(request, response, path) {
      if (!path.startsWith(WEBHOOK_PREFIX)) return false
      try {
        handleWebhook(receiver, request, response)
      } catch (error) {
        onFailure(error, 'a webhook failed')
        response.destroy()
      }
      return true
    },
    accepts: () => !queue.isFull(MAX_BODY_BYTES),
    async close() {
      clearInterval(timer)
      await queue.drained()
      await flush()
      await Promise.all([writer.close(), reader.close(), sideWrites.close()])
    },
  }
}

function addQueueGauges(metrics: Metrics, queue: CommitQueue<StoredDelivery>): void {
  const waiting = 'Bytes of deliveries that were accepted and are not durable yet.'
  metrics.gauge({ name: 'handrail_queue_bytes', unit: 'bytes', help: waiting }, () => queue.queuedBytes)
  const limit = 'Above this, deliveries are refused with 503 until some are durable.'
  metrics.gauge({ name: 'handrail_queue_limit_bytes', unit: 'bytes', help: limit }, () => LIMITS.maxQueuedBytes)
}

function addInboxGauge(metrics: Metrics, databaseUrl: string): void {
  if (dialectOf(databaseUrl) !== 'sqlite') return
  const help = 'Deliveries that are durable in the inbox and not in the database yet, counted up to 10000.'
  metrics.gauge({ name: 'handrail_inbox_deliveries', help }, () => countInbox(databaseUrl))
}

const SAME_FAILURE_MS = 1_000

/** A database that is down fails thousands of deliveries a second in the same way: one line a second says it. */
function createFailureLog(): Receiver['onFailure'] {
  const lastAt = new Map<string, number>()
  return (error, what) => {
    const now = performance.now()
    if (now - (lastAt.get(what) ?? Number.NEGATIVE_INFINITY) < SAME_FAILURE_MS) return
    lastAt.set(what, now)
    const { message, cause } = error instanceof Error ? error : new Error(String(error))
    log.error({ problem: message, cause: cause instanceof Error ? cause.message : undefined }, what)
  }
}
