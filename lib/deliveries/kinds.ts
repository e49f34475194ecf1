/** What became of an event. `pending` until the worker has resolved it; `waiting` for a change whose other end is missing. */
export const OUTCOMES = [
  'pending',
  'matched',
  'linked',
  'created',
  'conflict',
  'ambiguous',
  'waiting',
  'unmapped',
  'failed',
  'unsupported',
] as const
export type Outcome = (typeof OUTCOMES)[number]

export const EVENT_KINDS = [
  'message',
  'status',
  'identity-change',
  'security-change',
  'handle-update',
  'notice',
  'unsupported',
  'unreadable',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** `stored` waits for the worker, `set_aside` was tried five times and waits for a person. */
export const DELIVERY_STATES = ['stored', 'processed', 'set_aside'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** The tabs of the events list. */
export const EVENT_VIEWS = ['all', 'review', 'no-phone', 'not-understood'] as const
export type EventView = (typeof EVENT_VIEWS)[number]

/** How far back the list looks, in words of the filter bar. */
export const EVENT_SPANS = ['hour', 'today', 'yesterday', 'week', 'month'] as const
export type EventSpan = (typeof EVENT_SPANS)[number]
