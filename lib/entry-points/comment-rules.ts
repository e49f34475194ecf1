/** Who a comment speaks to, as a pure function over its text. */
export type Mentionable = { id: string; name: string }

/** A name ends where its letters and digits do: "@Ana" is not in "@Anabel". */
function endsHere(text: string, at: number): boolean {
  return !/^[\p{L}\p{N}]/u.test(text.slice(at, at + 2))
}

/**
 * The members whose name stands in the text after an at sign, each once, in the order of the list. The longest name that
 * fits wins, so "@Ana Reed" does not speak to Ana; two people of one name are both meant, because nobody can tell.
 */
export function mentionsIn(text: string, members: readonly Mentionable[]): string[] {
  const folded = text.normalize('NFC').toLowerCase()
  const named = members.map(({ id, name }) => ({ id, name: name.normalize('NFC').toLowerCase().trim() }))
  const found = new Set<string>()
  for (let at = folded.indexOf('@'); at >= 0; at = folded.indexOf('@', at + 1)) {
    const fits = named.filter(
      ({ name }) => name !== '' && folded.startsWith(name, at + 1) && endsHere(folded, at + 1 + name.length),
    )
    const longest = Math.max(0, ...fits.map(({ name }) => name.length))
    for (const { id, name } of fits) if (name.length === longest) found.add(id)
  }
  return members.filter(({ id }) => found.has(id)).map(({ id }) => id)
}

/** Whom to tell: not the author, and nobody who was told of an earlier version. */
export function toTell(mentions: readonly string[], author: string, told: readonly string[] = []): string[] {
  return mentions.filter((id) => id !== author && !told.includes(id))
}
