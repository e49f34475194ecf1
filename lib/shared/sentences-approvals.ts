/** Why a sign-off could not be asked for, given or changed: what happened, to what, what to do. */
type Details = Record<string, unknown>

const title = (details: Details): string => (details.title ? `“${String(details.title)}”` : 'This')

const ENDED: Record<string, string> = {
  approved: 'was signed off already',
  rejected: 'was refused already',
  withdrawn: 'was withdrawn',
  expired: 'has expired',
  stale: 'became stale by an edit',
}

export const APPROVAL_SENTENCES = {
  'requested-already': (details: Details) =>
    `${title(details)} waits for a decision already. Remind the approvers, or withdraw that request first.`,
  'approved-already': (details: Details) =>
    `${title(details)} is signed off as it is now. There is nothing to ask for.`,
  'not-ready-to-sign': (details: Details) =>
    `${title(details)} cannot be signed off yet. ${Array.isArray(details.problems) ? details.problems.join(' ') : ''}`.trim(),
  'nobody-decides': (details: Details) =>
    `The approval policy asks for ${String(details.quorum)} ${details.quorum === 1 ? 'decision' : 'decisions'}, and ${details.left === 0 ? 'nobody' : `only ${String(details.left)}`} could give one: authors never decide about their own work. An admin can add members or change the policy.`,
  'request-closed': (details: Details) =>
    `The request to sign off ${title(details)} ${ENDED[String(details.state)] ?? 'is closed'}, so nothing was changed. Reload to see where it stands.`,
  'request-expired': (details: Details) =>
    `Nobody decided about ${title(details)} in time, so the request has expired. Ask for the sign-off again.`,
  'request-stale': () =>
    'It was edited after the sign-off was asked for, so a decision would be about something else. Ask again for what it says now.',
  'own-sign-off': (details: Details) =>
    `${title(details)} is your own work, or the work of the person you stand in for. Somebody else has to decide about it.`,
  'not-an-approver': () =>
    'The approval policy does not name a role of yours for this. Ask somebody it names, or an admin to change the policy.',
  'voted-already': (details: Details) =>
    `You have decided about ${title(details)} already, or the vote you stand in for was cast. Somebody else has to decide as well.`,
  'reminded-already': (details: Details) =>
    `Those who can decide about ${title(details)} were asked within the last 24 hours. Remind them tomorrow.`,
  'quorum-unreachable': (details: Details) =>
    `${String(details.quorum)} decisions are asked for, but only ${String(details.holders)} ${details.holders === 1 ? 'person holds' : 'people hold'} one of these roles. Nothing could be signed off any more.`,
  'delegate-unknown': () => 'Choose another member of this workspace who can sign in.',
  'delegate-day': (details: Details) =>
    `Choose a day from today on, at most ${String(details.most)} days away. For longer, have your roles given to somebody else.`,
} as const satisfies Record<string, (details: Details) => string>
