import { isEnvironmental } from './resolve-errors'

export type Bad<T> = { item: T; error: unknown }

/**
 * Finds what throws in a list that threw as a whole: works on its halves in order, and on their halves, until what throws
 * stands alone. Everything else has been worked on when it returns, in the order of the list.
 *
 * @throws when the database cannot be used: no item is to blame for that.
 */
export async function tryInHalves<T>(
  items: readonly T[],
  error: unknown,
  work: (items: readonly T[]) => Promise<void>,
): Promise<Bad<T>[]> {
  if (items.length <= 1) return items.map((item) => ({ item, error }))
  const bad: Bad<T>[] = []
  const middle = Math.ceil(items.length / 2)
  for (const half of [items.slice(0, middle), items.slice(middle)]) {
    try {
      await work(half)
    } catch (problem) {
      if (isEnvironmental(problem)) throw problem
      bad.push(...(await tryInHalves(half, problem, work)))
    }
  }
  return bad
}

type Trouble<T> = { items: T[]; error: unknown }

/** What threw during one round, by delivery. A delivery can be in here without an update: then it could not be finished. */
export class BadUpdates<T> {
  readonly #byDelivery = new Map<string, Trouble<T>>()

  add(deliveryId: string, bad: readonly Bad<T>[], error: unknown): void {
    const known = this.#byDelivery.get(deliveryId) ?? { items: [], error }
    for (const { item } of bad) known.items.push(item)
    this.#byDelivery.set(deliveryId, known)
  }

  has(deliveryId: string): boolean {
    return this.#byDelivery.has(deliveryId)
  }

  get(deliveryId: string): Trouble<T> | undefined {
    return this.#byDelivery.get(deliveryId)
  }

  get deliveryIds(): string[] {
    return [...this.#byDelivery.keys()]
  }
}
