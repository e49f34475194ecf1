/** `apart`: to be decided like an open one, but something speaks against it, so it is no suggestion. */
export const PAIR_STATES = ['open', 'apart', 'dismissed', 'merged'] as const
export type PairState = (typeof PAIR_STATES)[number]

export const PAIR_SORTS = ['score', 'found', 'changed'] as const
export type PairSort = (typeof PAIR_SORTS)[number]
