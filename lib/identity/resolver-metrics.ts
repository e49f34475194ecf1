import type { Counters, Histogram, Histograms, Metrics } from '@/lib/server/metrics'
import type { Committed, FailedAttempt } from './resolve-batch'

/** Receipt to resolved, in seconds: from the rhythm of a quiet day to a backlog of a day. */
const RESOLVE_BOUNDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 86_400]
const BATCH_BOUNDS = [1, 5, 10, 25, 50, 100, 250, 500, 1_000]

/** What the worker counts, once per transaction. */
export class ResolverMetrics {
  readonly #updates: Counters
  readonly #deliveries: Counters
  readonly #failed: Counters
  readonly #aside: Counters
  readonly #latency: Histograms
  readonly #batch: Histogram

  constructor(metrics: Metrics) {
    this.#updates = metrics.counters({
      name: 'handrail_updates_resolved',
      help: 'Updates this worker resolved, by outcome; one delivered again is not resolved again.',
    })
    this.#deliveries = metrics.counters({
      name: 'handrail_deliveries_resolved',
      help: 'Deliveries this worker finished, replays included.',
    })
    this.#failed = metrics.counters({
      name: 'handrail_resolve_failed_tries',
      help: 'Tries to resolve a delivery that failed and will be repeated.',
    })
    this.#aside = metrics.counters({
      name: 'handrail_deliveries_set_aside',
      help: 'Deliveries this worker set aside after five tries.',
    })
    const latency = {
      name: 'handrail_resolve_seconds',
      unit: 'seconds',
      help: 'Receipt of a delivery to its being resolved.',
    } as const
    this.#latency = metrics.histograms(latency, RESOLVE_BOUNDS)
    const batch = { name: 'handrail_resolve_batch_updates', help: 'Updates resolved in one transaction.' }
    this.#batch = metrics.histograms(batch, BATCH_BOUNDS).with()
  }

  committed({ workspaceId, outcomes, updates, finished, at }: Committed): void {
    const labels = { workspace: workspaceId }
    const owner = { workspaceId }
    for (const [outcome, count] of Object.entries(outcomes))
      this.#updates.with({ ...labels, outcome }, owner).add(count)
    this.#batch.observe(updates)
    if (finished.length === 0) return
    this.#deliveries.with(labels, owner).add(finished.length)
    const latency = this.#latency.with(labels, owner)
    for (const { receivedAt, isReplay } of finished) {
      if (!isReplay) latency.observe(Math.max(0, at.getTime() - receivedAt.getTime()) / 1_000)
    }
  }

  failed({ workspaceId, setAside }: FailedAttempt): void {
    const counters = setAside ? this.#aside : this.#failed
    counters.with({ workspace: workspaceId }, { workspaceId }).add()
  }
}
