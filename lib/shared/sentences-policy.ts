type Details = Record<string, unknown>

const text = (value: unknown): string => String(value ?? '')

/** What the naming policy answers when it refuses. */
export const POLICY_SENTENCES = {
  'policy-draft-exists': () =>
    'Somebody has begun a draft already, and there is one at a time. Open it and work on it together.',
  'policy-not-a-draft': (details: Details) =>
    `Version ${text(details.number)} of the naming policy is no draft any more, so it is not edited. Begin a new draft; it starts as a copy.`,
  'policy-not-ready': (details: Details) =>
    `The naming policy cannot be put in force yet. ${Array.isArray(details.problems) ? details.problems.join(' ') : ''}`.trim(),
  'policy-not-signed': () =>
    'This version has no sign-off for exactly what it says now. Ask for one; it can be put in force once it is approved.',
  'policy-not-in-force': () =>
    'No naming policy is in force yet, so nothing can be asked for or decided by it. Put a version in force first.',
  'not-a-requester': (details: Details) =>
    `The naming policy lets ${text(details.roles)} ask for handles of the class “${text(details.className)}”. Ask one of them to do it for you.`,
  'not-a-username': (details: Details) =>
    `WhatsApp does not accept “${text(details.name)}” as a username, so nobody can get it. The reasons stand below the field.`,
  'request-exists': (details: Details) =>
    `Somebody has asked for @${text(details.name)} already, and it is not decided yet.`,
  'handle-request-closed': () => 'This request was decided or taken back already. Nothing was changed.',
  'own-request': () => 'You asked for this handle yourself, so somebody else decides about it.',
  'not-the-approver': (details: Details) =>
    `The naming policy lets ${text(details.approver)} decide about handles of the class “${text(details.className)}”.`,
  'request-note-missing': () => 'Say why you reject it: whoever asked has to know what would be right.',
  'policy-refuses-name': (details: Details) =>
    `The naming policy in force does not allow @${text(details.name)} as “${text(details.className)}”, so it cannot be approved. Reject it, or change the policy.`,
} as const satisfies Record<string, (details: Details) => string>
