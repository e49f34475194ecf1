/** Crockford base 32, as lib/shared/ids.ts writes it. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_LENGTH = 10

/**
 * The smallest id that could have been made at that moment. Ids are ULIDs, so a range of time is a range of ids, and the
 * index that orders the list also answers "since when": an event is made after its delivery was received, never before.
 */
export function firstIdAt(prefix: string, at: Date): string {
  let rest = Math.max(at.getTime(), 0)
  let encoded = ''
  for (let i = 0; i < TIME_LENGTH; i += 1) {
    encoded = ALPHABET.charAt(rest % 32) + encoded
    rest = Math.floor(rest / 32)
  }
  return `${prefix}_${encoded}`
}

/** `ev_01JD8…4QZ7`: enough of an id to recognise it, for places where all of it would not fit. */
export function shortId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`
}
