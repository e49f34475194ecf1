/**
 * Counts over 50,000 rows cost 50 ms and are asked for with every page. They are kept until the sheet changes: the mark
 * comes from the database each time (`sheetMark`), so an old answer is never given, whoever made the change.
 */
export type SheetAt = { workspaceId: string; mark: number }

class KeptAnswers {
  private readonly kept = new Map<string, Promise<unknown>>()

  constructor(private readonly most: number) {}

  get<T>(name: string, compute: () => Promise<T>): Promise<T> {
    const found = this.kept.get(name)
    if (found) return found as Promise<T>
    const answer = compute()
    this.kept.set(name, answer)
    // A failure is not an answer.
    answer.catch(() => this.kept.delete(name))
    const oldest = this.kept.keys().next().value
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest)
    return answer
  }
}

const counts = new KeptAnswers(400)
/** A whole order is megabytes of ids, so only the last few are kept. */
const orders = new KeptAnswers(8)

/** The answer of `compute` for as long as the sheet stays as it is. `key` names everything else the answer depends on. */
export function untilSheetChanges<T>(at: SheetAt, key: string, compute: () => Promise<T>): Promise<T> {
  return counts.get(`${at.workspaceId}|${at.mark}|${key}`, compute)
}

/** The same for the ids of a whole list in their order. */
export function keptOrder(at: SheetAt, key: string, compute: () => Promise<string[]>): Promise<string[]> {
  return orders.get(`${at.workspaceId}|${at.mark}|${key}`, compute)
}
