/** The filter value for numbers that no connection feeds. No id looks like it. */
export const UNFED = 'none'
