import { z } from 'zod'

/** Ids and keys of the rooms: what a position in one of their lists is made of. */
const POSITION = /^[\w:.|~-]{1,200}$/

/**
 * A cursor is the place in one list where the next page begins, opaque to the client: it names its list, so that one of
 * another list is refused instead of answering the wrong rows.
 */
export function writeCursor(list: string, position: string | null): string | null {
  return position === null ? null : Buffer.from(`${list}\n${position}`).toString('base64url')
}

/** The position, or null for anything `writeCursor` did not write for this list. */
export function readCursor(list: string, cursor: string): string | null {
  const [named, position, ...more] = Buffer.from(cursor, 'base64url').toString('utf8').split('\n')
  if (named !== list || position === undefined || more.length > 0 || !POSITION.test(position)) return null
  // Base64 decoding skips what it does not know; only the exact text is a cursor.
  return writeCursor(list, position) === cursor ? position : null
}

/** The `cursor` parameter of a list, read to its position. */
export function cursorParam(list: string) {
  return z
    .string()
    .max(400)
    .transform((cursor, context) => {
      const position = readCursor(list, cursor)
      if (position !== null) return position
      context.addIssue({
        code: 'custom',
        message: 'This is not a cursor of this list. Take `nextCursor` of the page before it, unchanged.',
      })
      return z.NEVER
    })
    .optional()
    .describe('`nextCursor` of the page before; absent for the first page.')
}

/** The `limit` parameter of a list: 1 to 1,000, 100 unless given. */
export function limitParam() {
  return z.coerce.number().int().min(1).max(1_000).default(100).describe('Rows per page, at most 1,000.')
}

/** A page of a list as every call of the API answers it. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({
    items: z.array(row),
    nextCursor: z.string().nullable().describe('Where the next page begins; null on the last page.'),
  })
}
