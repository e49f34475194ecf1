/** How long each text of the sheet may be. The import uses the same limits, so a row never fails for another reason. */
export const TEXT_LIMITS = {
  name: 200,
  location: 500,
  audience: 200,
  currentDestination: 2000,
  newDestination: 2000,
  owner: 120,
  wave: 120,
  rollbackPath: 1000,
  notes: 5000,
} as const

/** Days a printer may need; the calendar allows as many. */
export const LONGEST_LEAD = 365
