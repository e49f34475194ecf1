/** Counting stops here: nobody pages further, and a count over a million rows would hold up the receiver. */
export const COUNT_LIMIT = 10_000
/** A filter that no index answers looks through this many of the newest events, and the screen says so. */
export const SCAN_LIMIT = 100_000
