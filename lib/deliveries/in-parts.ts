/** Prisma's SQLite adapter takes 999 parameters in one statement; a list of ids is therefore asked for in parts. */
const PART = 500

/** Reads by a list of ids of any length and joins the answers. */
export async function inParts<T>(ids: readonly string[], read: (part: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let i = 0; i < ids.length; i += PART) found.push(...(await read(ids.slice(i, i + PART))))
  return found
}
