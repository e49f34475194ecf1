/** Counting stops here: nobody pages further. */
export const COUNT_LIMIT = 10_000
/** A search that means more conflicts than this is answered with the newest of them, and the list says so. */
export const MOST_FOUND = 5_000
/** Words inside a name have no index; they are looked for among the contacts of this many conflicts, the last seen first. */
export const LOOK_THROUGH = 5_000
