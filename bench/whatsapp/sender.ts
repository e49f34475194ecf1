import { type Random, seeded } from '@/lib/shared/random'
import { signBody } from '@/lib/whatsapp/signature'
import type { SenderOptions } from './options'
import { type DrawnUpdate, Payloads } from './payloads'
import { Durations } from './percentiles'
import { nextTryIn } from './retries'
import type { PostAnswer, Wire } from './wire'

/** One POST on its way: the same bytes at every try. */
type Delivery = { updates: readonly DrawnUpdate[]; body: Buffer; tries: number; firstAt: number; isDuplicate: boolean }

export type Tally = {
  deliveries: number
  updates: number
  posts: number
  acknowledged: number
  duplicates: number
  /** Tries after the first of a delivery. */
  retries: number
  gaveUp: number
  /** Still waiting for a try when patience ended. */
  left: number
  statuses: Map<number, number>
  /** Most deliveries that were due and found no free connection: the receiver, or this sender, did not keep up. */
  behind: number
  /** 503 without Retry-After: a client does not know when to come back. */
  withoutRetryAfter: number
  latency: Durations
  /** Ids of everything that was answered 200, once each. */
  ids: Set<string>
}

/** How one update is recognised afterwards: its wamid and, for a status, which. Undefined for what has no wamid. */
export function idOf({ wamid, status }: Pick<DrawnUpdate, 'wamid' | 'status'>): string | undefined {
  return wamid === undefined ? undefined : `${wamid} ${status ?? ''}`.trimEnd()
}

function emptyTally(): Tally {
  return {
    ...{
      deliveries: 0,
      updates: 0,
      posts: 0,
      acknowledged: 0,
      duplicates: 0,
      retries: 0,
      gaveUp: 0,
      left: 0,
      behind: 0,
    },
    ...{ statuses: new Map(), withoutRetryAfter: 0, latency: new Durations(), ids: new Set() },
  }
}

const TICK_MS = 5
/** What is held back is overtaken by what is sent within this time. */
const HELD_BACK_MS = 2_000

/**
 * Sends at a rate, whatever the answers: like WhatsApp, which does not slow down because a receiver is slow. What is not
 * answered 200 is tried again, ever more rarely. `tally` may be read while it runs.
 */
export class Sender {
  readonly tally = emptyTally()
  readonly #payloads: Payloads
  readonly #random: Random
  readonly #pending = new Set<NodeJS.Timeout>()
  /** Deliveries due and not yet on a connection, from `#next` on: taking the first of a long array costs its length. */
  #due: Delivery[] = []
  #next = 0
  #underWay = 0
  #settled: () => void = () => undefined

  constructor(
    private readonly options: SenderOptions,
    private readonly wire: Wire,
  ) {
    const { number, people, seed, mix, textBytes } = options
    this.#payloads = new Payloads({ number, people, seed, mix, textBytes })
    this.#random = seeded(seed + 1)
  }

  /** Resolves when everything was answered 200 or given up, or when patience ends. */
  async run(): Promise<Tally> {
    await this.#sendAll()
    const patience = new Promise<void>((resolve) => setTimeout(resolve, this.options.patienceMs).unref())
    await Promise.race([this.#everythingSettled(), patience])
    this.tally.left = this.#pending.size + this.#dueCount + this.#underWay
    for (const timer of this.#pending) clearTimeout(timer)
    this.wire.close()
    return this.tally
  }

  async #sendAll(): Promise<void> {
    const { rate, durationMs, count } = this.options
    const started = performance.now()
    const total = Math.min(count, Math.ceil((rate * durationMs) / 1_000))
    while (this.tally.deliveries < total) {
      const elapsed = performance.now() - started
      if (elapsed > durationMs) break
      const wanted = Math.min(total, Math.ceil((elapsed / 1_000) * rate))
      while (this.tally.deliveries < wanted) this.#make()
      await new Promise((resolve) => setTimeout(resolve, TICK_MS))
    }
  }

  #make(): void {
    const { from, to } = this.options.batch
    const size = from + this.#random.below(to - from + 1)
    const now = Date.now()
    const updates = Array.from({ length: size }, () => this.#payloads.draw(Math.floor(now / 1_000)))
    this.tally.deliveries += 1
    this.tally.updates += size
    const delivery = this.#deliveryOf(updates, false)
    const heldBack = this.#random.next() < this.options.disorder
    if (heldBack) this.#later(delivery, this.#random.below(HELD_BACK_MS))
    else this.#send(delivery)
  }

  #deliveryOf(updates: readonly DrawnUpdate[], isDuplicate: boolean): Delivery {
    const layout = this.#random.next() < 0.5 ? 'lists' : 'changes'
    return { updates, body: this.#payloads.body(updates, layout), tries: 0, firstAt: performance.now(), isDuplicate }
  }

  #later(delivery: Delivery, ms: number): void {
    const timer = setTimeout(() => {
      this.#pending.delete(timer)
      this.#send(delivery)
    }, ms)
    this.#pending.add(timer)
  }

  #send(delivery: Delivery): void {
    this.#due.push(delivery)
    this.#drain()
    this.tally.behind = Math.max(this.tally.behind, this.#dueCount)
  }

  get #dueCount(): number {
    return this.#due.length - this.#next
  }

  #take(): Delivery | undefined {
    const delivery = this.#due[this.#next]
    if (delivery) this.#next += 1
    if (this.#next > 1_000 && this.#next * 2 > this.#due.length) {
      this.#due = this.#due.slice(this.#next)
      this.#next = 0
    }
    return delivery
  }

  #drain(): void {
    while (this.#underWay < this.options.connections) {
      const delivery = this.#take()
      if (!delivery) return
      this.#underWay += 1
      void this.#post(delivery).finally(() => {
        this.#underWay -= 1
        this.#drain()
        if (this.#underWay + this.#dueCount + this.#pending.size === 0) this.#settled()
      })
    }
  }

  async #post(delivery: Delivery): Promise<void> {
    const { tally } = this
    delivery.tries += 1
    tally.posts += 1
    if (delivery.tries > 1) tally.retries += 1
    const answer = await this.wire.post(delivery.body, signBody(this.options.secret, delivery.body))
    tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1)
    if (answer.status === 200) this.#acknowledged(delivery, answer)
    else this.#refused(delivery, answer)
  }

  #acknowledged(delivery: Delivery, { milliseconds }: PostAnswer): void {
    this.tally.latency.add(milliseconds)
    for (const update of delivery.updates) {
      const id = idOf(update)
      if (id) this.tally.ids.add(id)
    }
    if (delivery.isDuplicate) return
    this.tally.acknowledged += 1
    if (this.#random.next() < this.options.duplicates) this.#sendAgain(delivery)
  }

  /** The same bytes, or one of the updates by itself: WhatsApp repeats deliveries and may group them anew. */
  #sendAgain({ updates, body }: Delivery): void {
    this.tally.duplicates += 1
    const one = updates[this.#random.below(updates.length)]
    const regrouped = one !== undefined && updates.length > 1 && this.#random.next() < 0.5
    const again = regrouped
      ? this.#deliveryOf([one], true)
      : { updates, body, tries: 0, firstAt: performance.now(), isDuplicate: true }
    this.#later(again, this.#random.below(HELD_BACK_MS))
  }

  #refused(delivery: Delivery, { status, retryAfter }: PostAnswer): void {
    if (status === 503 && retryAfter === undefined) this.tally.withoutRetryAfter += 1
    const { timeScale } = this.options
    const inTheirTime = nextTryIn(delivery.tries, (performance.now() - delivery.firstAt) * timeScale)
    if (inTheirTime === undefined) this.tally.gaveUp += 1
    else this.#later(delivery, inTheirTime / timeScale)
  }

  #everythingSettled(): Promise<void> {
    if (this.#underWay + this.#dueCount + this.#pending.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#settled = resolve
    })
  }
}
