import { z } from 'zod'
import { KINDS, MOVE_STATES, RISKS, TEST_RESULTS } from './kinds'

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
  lacks: z.enum(['owner', 'rollback', 'destination', 'date', 'wave', 'move']).nullish(),
  archived: z.boolean().nullish(),
})
export type EntryPointFilters = z.output<typeof entryPointFiltersSchema>

/** `move` is how "overdue" is written in an address: a row that should have moved by now. */
export const LACKS_WORDS = {
  owner: 'without an owner',
  rollback: 'critical without a rollback path',
  destination: 'without a new destination',
  date: 'without an update date',
  wave: 'in no wave',
  move: 'overdue',
} as const

export const ENTRY_POINT_SORTS = [
  'name',
  'kind',
  'risk',
  'owner',
  'updateDate',
  'wave',
  'result',
  'move',
  'currentDestination',
  'newDestination',
  'createdAt',
  'updatedAt',
] as const
export type EntryPointSort = (typeof ENTRY_POINT_SORTS)[number]
