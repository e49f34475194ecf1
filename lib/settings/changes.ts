/** The fields of `wanted` that differ from what is there; empty when saving would change nothing. */
export function changedFields<T extends Record<string, unknown>>(before: T, wanted: T): Partial<T> {
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => before[key] !== value)) as Partial<T>
}

/** The same fields as they were: what the audit log keeps as `before`. */
export function beforeOf<T extends Record<string, unknown>>(before: T, changes: Partial<T>): Partial<T> {
  return Object.fromEntries(Object.keys(changes).map((key) => [key, before[key]])) as Partial<T>
}
