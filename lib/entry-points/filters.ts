import { z } from 'zod'
import { KINDS, MOVE_STATES, RISKS, TEST_RESULTS } from './kinds'
import { LACKS } from './list-words'

/** What a list of entry points leaves out. Everything absent means: all of it. */
export const entryPointFiltersSchema = z.object({
  /** Words in the name, location, destinations, owner or notes. */
  q: z.string().max(200).nullish(),
  kind: z.array(z.enum(KINDS)).nullish(),
  risk: z.array(z.enum(RISKS)).nullish(),
  /** Wave numbers; `next` is the next two that are not finished, `none` is no wave. */
  wave: z.array(z.string().regex(/^(?:\d{1,4}|next|none)$/)).nullish(),
  /** A member id, or the name of an owner without an account. */
  owner: z.string().max(120).nullish(),
  result: z.array(z.enum(TEST_RESULTS)).nullish(),
  move: z.array(z.enum(MOVE_STATES)).nullish(),
  /** Rows in which something is missing, or whose update date has passed without a move. */
  lacks: z.enum(LACKS).nullish(),
  archived: z.boolean().nullish(),
})
export type EntryPointFilters = z.output<typeof entryPointFiltersSchema>
