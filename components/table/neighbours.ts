/** The rows before and after one in a list, for J and K; null at an end or when the id is not in the list. */
export function neighbours(
  rows: readonly { id: string }[],
  id: string | null,
): { previous: string | null; next: string | null } {
  const index = rows.findIndex((row) => row.id === id)
  if (index < 0) return { previous: null, next: null }
  return { previous: rows[index - 1]?.id ?? null, next: rows[index + 1]?.id ?? null }
}
