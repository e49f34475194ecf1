import type { Counter, Counters, Histogram, Histograms, Metrics } from '@/lib/server/metrics'
import type { RefusalReason } from './refusals'

/** Receipt to 200, in seconds. WhatsApp asks for a median of 0.25 and fewer than 1 % over 1. [HOOK] */
const ANSWER_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const BATCH_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500]

type Place = { id: string; workspaceId: string }
type OfConnection = { received: Counter; stored: Counter; answer: Histogram }

/** What the receiver counts. Per delivery: one look-up by connection, three additions and a search among twelve bounds. */
export class ReceiverMetrics {
  readonly #received: Counters
  readonly #stored: Counters
  readonly #refused: Counters
  readonly #answer: Histograms
  readonly #batch: Histogram
  readonly #byConnection = new Map<string, OfConnection>()

  constructor(metrics: Metrics) {
    this.#received = metrics.counters({
      name: 'handrail_deliveries_received',
      help: 'POSTs that arrived at a connection of this process.',
    })
    this.#stored = metrics.counters({
      name: 'handrail_deliveries_stored',
      help: 'Deliveries this process made durable and answered with 200.',
    })
    this.#refused = metrics.counters({
      name: 'handrail_requests_refused',
      help: 'Requests to webhook addresses that this process refused, by reason; without a connection when there is none.',
    })
    const answer = {
      name: 'handrail_answer_seconds',
      unit: 'seconds',
      help: 'Receipt of a delivery to its 200.',
    } as const
    this.#answer = metrics.histograms(answer, ANSWER_BOUNDS)
    const batch = { name: 'handrail_commit_deliveries', help: 'Deliveries that became durable in one commit.' }
    this.#batch = metrics.histograms(batch, BATCH_BOUNDS).with()
  }

  /** A POST for a known connection. */
  received(connection: Place): void {
    this.#of(connection).received.add()
  }

  /** Called after the 200. `since`: performance.now() when the request came. */
  stored(connection: Place, since: number): void {
    const { stored, answer } = this.#of(connection)
    stored.add()
    answer.observe((performance.now() - since) / 1_000)
  }

  refused(reason: RefusalReason, connection?: Place): void {
    const owner = connection ? { workspaceId: connection.workspaceId } : {}
    this.#refused.with(connection ? { connection: connection.id, reason } : { reason }, owner).add()
  }

  committed(deliveries: number): void {
    this.#batch.observe(deliveries)
  }

  #of({ id, workspaceId }: Place): OfConnection {
    const known = this.#byConnection.get(id)
    if (known) return known
    const labels = { connection: id }
    const owner = { workspaceId }
    const made = {
      received: this.#received.with(labels, owner),
      stored: this.#stored.with(labels, owner),
      answer: this.#answer.with(labels, owner),
    }
    this.#byConnection.set(id, made)
    return made
  }
}
