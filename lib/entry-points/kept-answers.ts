/**
 * Counts over 50,000 rows cost 50 ms and are asked for with every page. They are kept until the sheet changes: the mark
 * comes from the database each time (`sheetMark`), so an old answer is never given, whoever made the change.
 */
const MOST_KEPT = 400
const kept = new Map<string, Promise<unknown>>()

export type SheetAt = { workspaceId: string; mark: number }

/** The answer of `compute` for as long as the sheet stays as it is. `key` names everything else the answer depends on. */
export function untilSheetChanges<T>(at: SheetAt, key: string, compute: () => Promise<T>): Promise<T> {
  const name = `${at.workspaceId}|${at.mark}|${key}`
  const found = kept.get(name)
  if (found) return found as Promise<T>
  const answer = compute()
  kept.set(name, answer)
  // A failure is not an answer.
  answer.catch(() => kept.delete(name))
  const oldest = kept.keys().next().value
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  return answer
}
