/**
 * The form in which names are searched and sorted (`Contact.nameKey`): compatible spellings folded, lower case, single
 * spaces. Both databases then compare bytes and need no collation. Null for a name with nothing in it.
 */
export function nameKey(name: string | null | undefined): string | null {
  const folded = (name ?? '').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  return folded === '' ? null : folded
}
