/**
 * Counts over everybody, in workspaces where counting takes seconds. A list is opened again and again, and nobody acts
 * on the last digit of a million: from `LARGE` rows on, a count is kept for a minute and shared by everybody who asks.
 * Smaller ones are counted each time. In memory, one per process.
 */
export const LARGE = 50_000
const KEPT_MS = 60_000
/** Filters make keys; the oldest go. */
const MOST_KEPT = 500

type Kept = { value: Promise<unknown>; until: number }

export class CountedLately {
  readonly #kept = new Map<string, Kept>()
  readonly #sizes = new Map<string, number>()

  constructor(private readonly now: () => number = Date.now) {}

  /** `sizeOf` says of how many rows the workspace turned out to be, where the count tells. */
  async count<T>(
    workspaceId: string,
    what: string,
    { count, sizeOf }: { count: () => Promise<T>; sizeOf?: (value: T) => number },
  ): Promise<T> {
    const key = `${workspaceId} ${what}`
    const kept = this.#kept.get(key)
    if (kept && kept.until > this.now()) return kept.value as Promise<T>
    const value = count()
    if (this.#isLarge(workspaceId)) this.#keep(key, value)
    const counted = await value
    if (sizeOf) this.#sizes.set(workspaceId, sizeOf(counted))
    if (this.#isLarge(workspaceId)) this.#keep(key, value)
    else this.#kept.delete(key)
    return counted
  }

  #isLarge(workspaceId: string): boolean {
    return (this.#sizes.get(workspaceId) ?? 0) >= LARGE
  }

  #keep(key: string, value: Promise<unknown>): void {
    this.#kept.delete(key)
    this.#kept.set(key, { value, until: this.now() + KEPT_MS })
    value.catch(() => this.#kept.delete(key))
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break
      this.#kept.delete(oldest)
    }
  }
}

/** Kept on `globalThis`, for pages and API calls are bundled apart. */
const holder = globalThis as { __handrailCounted?: CountedLately }

export function countedLately(): CountedLately {
  holder.__handrailCounted ??= new CountedLately()
  return holder.__handrailCounted
}
