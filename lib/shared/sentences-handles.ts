/** Why something about a handle could not be done: what happened, to whom, what to do. */
type Details = Record<string, unknown>

const name = (details: Details) => `@${String(details.name ?? '')}`

export const HANDLE_SENTENCES = {
  'decision-exists': () => 'Somebody has begun to decide about this number already. Reload the page to see it.',
  'candidate-exists': (details: Details) =>
    `${name(details)} is on the list already. Case does not count, periods and underscores do.`,
  'candidate-moved': (details: Details) =>
    `${name(details)} was ${details.state === 'chosen' ? 'chosen' : 'changed'} by somebody else. Look at it as it is now, and decide again.`,
  'workflow-unknown': () => 'One of the workflows is not in use any more. Choose another one.',
  'poll-without-name': () => 'Choose a name first: the poll asks what customers expect behind it.',
  'poll-without-intents': () => 'Write down what customers want first: the poll asks where each of it should land.',
  'poll-seats-missing': (details: Details) => `The poll has to ask ${String(details.missing ?? 'everybody')} as well.`,
  'poll-seat-unknown': (details: Details) =>
    details.name
      ? `${String(details.name)} may only read, so nobody can count on their answer. Ask somebody else, or give them a role.`
      : 'One of those to be asked is not a member any more. Choose somebody else.',
  'poll-not-asked': () => 'This poll does not ask you. Whoever opened it chooses who is asked.',
  'poll-closed': () =>
    'This poll has ended, so answers do not count any more. You are asked again if there is a new one.',
  'poll-answer-incomplete': () => 'Say for each intent where it should land: an answer counts only when it is whole.',
} as const satisfies Record<string, (details: Details) => string>
