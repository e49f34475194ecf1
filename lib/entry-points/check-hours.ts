/** How often rows are checked again by themselves; 0 switches it off. */
export const RECHECK_HOURS = [0, 6, 24, 168] as const
export type RecheckHours = (typeof RECHECK_HOURS)[number]
