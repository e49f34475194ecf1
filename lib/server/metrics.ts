/**
 * Numbers about this process, in the shape of OpenMetrics. Counting is an addition on an object that the caller keeps; a
 * name, its labels and its text are only put together when somebody asks. Why not a library: docs/decisions/031.
 */
export type MetricType = 'counter' | 'gauge' | 'histogram'

export type Spec = {
  /** `handrail_<noun>`; ends with the unit when there is one, and never with `_total`, which the text adds. */
  name: string
  help: string
  unit?: 'seconds' | 'bytes'
}

export type Labels = Readonly<Record<string, string>>

/** Whose a series is. A reader who may see one workspace sees its series, and those of no workspace. */
export type Owner = { workspaceId?: string }

export type Sample = { suffix: string; labels: Labels; value: number } & Owner
export type Family = Spec & { type: MetricType; samples: Sample[] }

/** Goes up. */
export class Counter {
  value = 0

  add(by = 1): void {
    this.value += by
  }
}

export class Histogram {
  readonly counts: number[]
  sum = 0

  /** `bounds` rise; the last bucket, without a bound, is added. */
  constructor(readonly bounds: readonly number[]) {
    this.counts = new Array<number>(bounds.length + 1).fill(0)
  }

  observe(value: number): void {
    let bucket = 0
    while (bucket < this.bounds.length && value > (this.bounds[bucket] ?? 0)) bucket += 1
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1
    this.sum += value
  }
}

type Series<T> = { labels: Labels; owner: Owner; metric: T }

/** All series of one name, made when they are first needed and then kept by whoever counts. */
class Group<T> {
  readonly #series = new Map<string, Series<T>>()

  constructor(private readonly make: () => T) {}

  with(labels: Labels = {}, owner: Owner = {}): T {
    const key = JSON.stringify(labels)
    const known = this.#series.get(key)
    if (known) return known.metric
    const metric = this.make()
    this.#series.set(key, { labels, owner, metric })
    return metric
  }

  all(): Iterable<Series<T>> {
    return this.#series.values()
  }
}

export type Counters = Pick<Group<Counter>, 'with'>
export type Histograms = Pick<Group<Histogram>, 'with'>

/** Where buckets are written as numbers with a point, which OpenMetrics asks for. */
function boundText(bound: number): string {
  return Number.isInteger(bound) ? `${bound}.0` : String(bound)
}

function samplesOf({ labels, owner, metric }: Series<Histogram>): Sample[] {
  let total = 0
  const buckets = metric.counts.map((count, index): Sample => {
    total += count
    const bound = metric.bounds[index]
    const le = bound === undefined ? '+Inf' : boundText(bound)
    return { suffix: '_bucket', labels: { ...labels, le }, value: total, ...owner }
  })
  const count: Sample = { suffix: '_count', labels, value: total, ...owner }
  return [...buckets, count, { suffix: '_sum', labels, value: metric.sum, ...owner }]
}

/** The metrics of one process. */
export class Metrics {
  readonly #families: (() => Family)[] = []

  counters(spec: Spec): Counters {
    const group = new Group(() => new Counter())
    this.#families.push(() => ({
      ...spec,
      type: 'counter',
      samples: Array.from(group.all(), ({ labels, owner, metric }) => ({
        ...{ suffix: '_total', labels, value: metric.value },
        ...owner,
      })),
    }))
    return group
  }

  histograms(spec: Spec, bounds: readonly number[]): Histograms {
    const group = new Group(() => new Histogram(bounds))
    this.#families.push(() => ({ ...spec, type: 'histogram', samples: Array.from(group.all()).flatMap(samplesOf) }))
    return group
  }

  /** A value that is read when somebody asks for it. */
  gauge(spec: Spec, read: () => number, labels: Labels = {}): void {
    this.#families.push(() => ({ ...spec, type: 'gauge', samples: [{ suffix: '', labels, value: read() }] }))
  }

  /** As a gauge, for what only goes up and is counted elsewhere. */
  counted(spec: Spec, read: () => number, labels: Labels = {}): void {
    this.#families.push(() => ({ ...spec, type: 'counter', samples: [{ suffix: '_total', labels, value: read() }] }))
  }

  snapshot(): Family[] {
    return this.#families.map((family) => family())
  }
}
