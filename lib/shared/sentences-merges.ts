/** Why two contacts could not be made one, or not be taken apart again: what happened, to whom, what to do. */
export const MERGE_SENTENCES = {
  'merge-refused': (details: Record<string, unknown>) => {
    const reasons = Array.isArray(details.reasons) ? details.reasons : []
    const sentences = reasons.map((reason: { message?: unknown }) => String(reason.message ?? ''))
    return `These contacts were not merged, and nothing was changed. ${sentences.join(' ')}`.trim()
  },
  'merge-self': () => 'A contact cannot be merged with itself. Choose another one.',
  'merge-gone': () => 'One of these contacts was merged or erased already. Open it to see what became of it.',
  'merge-stale': () => 'Somebody changed one of these contacts while you were comparing them. Look at both again.',
  'merge-needs-reason': () =>
    'Both have a WhatsApp account of their own in one portfolio today, so they are likely two people. If you know that they are one, write down how you know.',
  'merge-moves-reply': () =>
    'Merging them would send replies of a conversation to another address than today. Clear up whose identifiers these are first.',
  'merge-nothing-to-pick': () =>
    'The CRM contact id of the side that has none was chosen. Choose the one that the CRM knows.',
  'merge-undone': () => 'This merge was undone already. Both contacts are there again.',
  'merge-later': () =>
    'One of these contacts was merged with another one since. Undo that merge first: merges are taken apart in the reverse of their order.',
  'merge-contact-gone': () => 'One of the two contacts was erased since, so the merge can no longer be undone.',
  'merge-question-closed': () => 'This was decided already. Reload to see how.',
  'merge-cannot-restore': () =>
    'The earlier value is in use by another contact today, so it cannot come back. Clear that up there first.',
  'rules-unchanged': () => 'Nothing was changed, so no new version was written.',
  'too-many-pairs': () =>
    'By these rules more than a million pairs share something. Look for a placeholder in the import, or lower the number of people on one trait.',
  'scan-running': () => 'The contacts are being looked through already. The pairs appear as they are found.',
  'conflict-decided': () => 'Somebody decided this conflict meanwhile. Reload to see how.',
  'decision-not-possible': () =>
    'This conflict cannot be decided that way any more: a contact it names was merged or changed. Reload to see what can be said now.',
  'phone-seen-since': () =>
    'A signed payload showed the phone with the contact who had it after that time, so it had not passed on. Choose a later day, or keep both apart: they may share it.',
  'passed-on-too-late': () =>
    'The other person wrote with this number before that day. Choose the day of their first message or an earlier one.',
  'conflict-not-reopened': () =>
    'Only a conflict that was kept apart can be asked again: other decisions moved something. Look at the contacts instead.',
  'pair-decided': () => 'Somebody decided about this pair meanwhile. Reload to see how.',
} as const satisfies Record<string, (details: Record<string, unknown>) => string>
