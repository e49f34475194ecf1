type Details = Record<string, unknown>

/** What the inputs, the register of systems and the list of owners answer when they refuse. */
export const INPUT_SENTENCES = {
  'input-needs-evidence': () =>
    'Complete means that somebody else can see it: name an owner and say where the evidence is. Nothing was changed.',
  'system-exists': (details: Details) =>
    `“${String(details.system ?? '')}” is on the register already. Change that entry instead.`,
  'no-system-column': () =>
    'The first line of this file names no column “system”. The columns are system, depends_how, what_breaks, replacement, owner and state.',
  'hand-over-to-self': () => 'Nothing can be handed over to the same person. Choose somebody else.',
  'nothing-to-hand-over': () => 'This person owns nothing, so there is nothing to hand over.',
} as const
