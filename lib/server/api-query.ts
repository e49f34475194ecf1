/**
 * Parameters a client may leave empty because it fills a template of the address. A filter that names a person is not
 * among them: `?phone=` from a script whose variable was empty must not answer everybody.
 */
const MAY_BE_EMPTY = new Set(['cursor', 'limit', 'q', 'state', 'outcome'])

const NUL = String.fromCharCode(0)

type ReadQuery = { ok: true; values: Record<string, string | string[]> } | { ok: false; message: string }

/** The parameters of an address; one that is given several times is a list. */
export function readQuery(url: string): ReadQuery {
  const values = new Map<string, string | string[]>()
  for (const [key, value] of new URL(url).searchParams) {
    // Postgres cannot compare with NUL, and no value of ours has one.
    if (value.includes(NUL) || key === '__proto__')
      return { ok: false, message: `The parameter ${key} cannot be read.` }
    if (value === '' && MAY_BE_EMPTY.has(key)) continue
    const known = values.get(key)
    values.set(key, known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value])
  }
  return { ok: true, values: Object.fromEntries(values) }
}
