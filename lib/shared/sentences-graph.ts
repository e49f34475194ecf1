type Details = Record<string, unknown>

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What Meta, or the way to it, answers about a username. */
export const GRAPH_SENTENCES = {
  'no-graph-token': (details: Details) =>
    `The portfolio “${text(details.portfolio)}” has no access token, so WhatsApp cannot be asked. Enter one in Settings, Portfolios and numbers.`,
  'graph-token-unreadable': (details: Details) =>
    `Handrail cannot read the access token of “${text(details.portfolio)}”. Enter it again in Settings, Portfolios and numbers.`,
  'graph-refused': (details: Details) =>
    [text(details.sentence), text(details.whatToDo), details.message ? `Meta says: “${text(details.message)}”` : '']
      .filter(Boolean)
      .join(' '),
  'graph-busy': (details: Details) =>
    `Meta takes no more questions at the moment. Handrail asks again by itself in ${waitWords(Number(details.seconds ?? 60))}.`,
  'graph-unreachable': (details: Details) =>
    `Meta did not answer (${text(details.reason) || 'no connection'}). Nothing was changed here; Handrail asks again by itself.`,
  'graph-unreadable': () =>
    'Meta answered in a form that Handrail does not know. Nothing was changed here. Look in WhatsApp Manager at what holds.',
  'handle-not-signed': () =>
    'Only a name that was signed off is asked for. Have the decision signed off as it stands, then reserve the name.',
} as const

function waitWords(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`
  return seconds < 7_200 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3_600)} hours`
}
