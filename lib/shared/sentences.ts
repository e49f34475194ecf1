import { APPROVAL_SENTENCES } from './sentences-approvals'
import { FETCH_SENTENCES } from './sentences-fetch'
import { FIELD_MAP_SENTENCES } from './sentences-field-map'
import { GRAPH_SENTENCES } from './sentences-graph'
import { HANDLE_SENTENCES } from './sentences-handles'
import { INPUT_SENTENCES } from './sentences-inputs'
import { LAB_SENTENCES } from './sentences-lab'
import { MERGE_SENTENCES } from './sentences-merges'
import { POLICY_SENTENCES } from './sentences-policy'

/**
 * The sentence a person reads for each failure code: what happened, to whom, what to do. Rooms add their codes here;
 * the code itself is shown beside the sentence for developers.
 */
type Details = Record<string, unknown>

function count(value: unknown, one: string, many: string): string {
  return `${String(value)} ${value === 1 ? one : many}`
}

export const SENTENCES = {
  ...FETCH_SENTENCES,
  ...GRAPH_SENTENCES,
  ...HANDLE_SENTENCES,
  ...APPROVAL_SENTENCES,
  ...INPUT_SENTENCES,
  ...FIELD_MAP_SENTENCES,
  ...LAB_SENTENCES,
  ...MERGE_SENTENCES,
  ...POLICY_SENTENCES,
  'not-signed-in': () => 'Your session has ended. Sign in again; nothing you saved is lost.',
  'no-mail-server': () =>
    'This installation has no mail server. Set SMTP_URL and start Handrail again; until then nothing leaves by e-mail.',
  'not-allowed': () => 'Your roles do not include this. Ask an admin of this workspace if you need it.',
  'not-found': () => 'This record does not exist in this workspace. It may have been removed.',
  'stale-version': () => 'Somebody else changed this record while you were editing. Compare both versions and choose.',
  'bad-input': (details: Details) => String(details.message ?? 'Some of what was entered cannot be used as it is.'),
  'bad-origin': () => 'This request did not come from Handrail itself and was refused. Reload the page and try again.',
  'bad-method': () => 'Handrail does not know this kind of request (HTTP method).',
  'bad-content-type': () =>
    'The API takes application/json (or text/csv and application/x-ndjson where documented). Set the Content-Type header and try again.',
  'bad-content-encoding': () => 'The API takes uncompressed bodies only. Send the call again without Content-Encoding.',
  'body-too-large': (details: Details) =>
    `The body is larger than ${String(Math.round(Number(details.limit ?? 0) / 1_048_576))} MB, which is the most this call takes. Send it in parts; nothing was changed.`,
  'token-refused': () =>
    'The call carries no valid API token: it is missing, mistyped, revoked or has expired. Send Authorization: Bearer with a token from Settings.',
  'scope-missing': (details: Details) =>
    `This token does not have the scope ${String(details.scope ?? '')}. Make one that has it in Settings.`,
  'unknown-call': () => 'The API has no such call. All of them are described at /api/v1/openapi.json.',
  'method-not-here': (details: Details) =>
    `This address takes ${Array.isArray(details.takes) ? details.takes.join(' and ') : 'another method'} only.`,
  'version-missing': () =>
    'Say which version your change is based on: send If-Match with the version you read, as in If-Match: "3".',
  'too-many': (details: Details) =>
    `Too many tries. Wait ${String(details.seconds ?? 60)} seconds and try again; other people are not affected.`,
  busy: () => 'The database is busy and nothing was changed. Try again in a moment.',
  'pages-starting': () =>
    'The pages are starting again and nothing was changed. Try again in a few seconds; messages are received meanwhile.',
  internal: (details: Details) =>
    `Handrail met a bug, and nothing was changed. Tell an admin the reference ${String(details.reference ?? '')}.`,
  'csv-too-large': (details: Details) =>
    `The file is larger than ${String(Math.round(Number(details.limit ?? 0) / 1_048_576))} MB. Split it into several files; nothing was imported.`,
  'csv-not-text': () =>
    'This is not a CSV file: it looks like a spreadsheet, an archive or a PDF. Export it as CSV (UTF-8) and upload that.',
  'csv-empty': () => 'The file is empty. Its first line must name the columns.',
  'csv-too-many-columns': (details: Details) =>
    `The first line has ${String(details.columns)} columns, and ${String(details.limit)} is the most that is read. Remove columns Handrail does not need, or check the separator.`,
  'csv-too-many-rows': (details: Details) =>
    `The file has more than ${String(details.limit ?? 500_000)} rows. Split it into several files; nothing was imported.`,
  'xlsx-too-large': (details: Details) =>
    `The workbook is larger than ${String(Math.round(Number(details.limit ?? 0) / 1_048_576))} MB. Take out pictures and sheets that are not needed, or save the sheet as CSV; nothing was imported.`,
  'xlsx-damaged': () =>
    'This workbook cannot be read: it is damaged, or it is no XLSX file. Open it in a spreadsheet program, save it as XLSX or CSV, and upload that; nothing was imported.',
  'xlsx-encrypted': () =>
    'This workbook is protected by a password, so it cannot be read. Save a copy without one and upload that; nothing was imported.',
  'xlsx-bomb': () =>
    'This workbook unpacks to more than Handrail takes, so it was not opened. Save only the sheet you need as CSV and upload that; nothing was imported.',
  'xlsx-no-sheet': () =>
    'This workbook has no visible sheet with cells. Show the sheet you need and upload the workbook again; nothing was imported.',
  'import-cancelled': () => 'The import was cancelled, and nothing was changed.',
  'csv-unclosed-quote': (details: Details) =>
    `A quotation mark in row ${String(details.row)} is never closed, so the rest of the file cannot be told apart. Repair that row and upload the file again.`,
  'csv-no-rows': () => 'The file has a heading and no rows below it. Nothing was imported.',
  'portfolio-unknown': () => 'There is no such portfolio in this workspace. Choose one from Settings.',
  'too-many-contacts': (details: Details) =>
    `At most ${String(details.limit)} contacts in one request. Send them in several requests; nothing was changed.`,
  'contact-merged': () => 'This contact was merged into another one, which has everything that was here.',
  'crm-id-taken': (details: Details) =>
    `Another contact already has the CRM contact id ${String(details.crmContactId ?? '')}. If both are one person, review them under Duplicates; nothing was changed.`,
  'username-not-a-key': () =>
    'A username can never be what contacts are matched by: its owner can change it any day, and somebody else can take it. Match by CRM contact id, or by phone, BSUID or e-mail with the name.',
  'import-key-missing': () =>
    'Contacts are matched by CRM contact id, and no column is chosen for it. Choose the column, or match by name and identifiers.',
  'import-key-unused': () =>
    'A column is chosen as the CRM contact id, so contacts must be matched by it. Choose that, or leave the column out.',
  'import-no-fields': () => 'No column is chosen that names a person. Choose at least one beside labels and language.',
  'import-field-twice': (details: Details) =>
    `Two columns are chosen as ${String(details.field)}. Only names, phones, BSUIDs, usernames and labels can come from several columns.`,
  'import-columns-changed': () => 'The choice of columns does not fit this file. Reload the page and choose again.',
  'import-no-portfolio': () =>
    'The file has a BSUID column. A BSUID belongs to one Meta portfolio: choose which, or leave the column out.',
  'import-not-open': () =>
    'This import has run already, or was cancelled. Upload the file again to import it once more.',
  'import-not-running': () => 'This import is not running any more. Its result is on its page.',
  'import-not-done': () => 'Only a finished import can be undone.',
  'import-undone': () => 'This import was undone already.',
  'backup-exists': (details: Details) =>
    `${String(details.file)} exists already. Name another file; nothing was written.`,
  'backup-not-written': (details: Details) =>
    `The backup could not be written to ${String(details.file)}: ${String(details.message)}. No partial file was left behind.`,
  'backup-missing': (details: Details) => `There is no file ${String(details.file)}.`,
  'backup-damaged': (details: Details) =>
    `${String(details.file)} is damaged (${String(details.part)} does not match). Nothing was changed; use another backup.`,
  'backup-newer': (details: Details) =>
    `This backup has the migration ${String(details.migration)}, which this version of Handrail does not know. Update Handrail first.`,
  'restore-not-empty': () =>
    'The database has data already. Stop Handrail, then run the command again with --replace to put the backup in its place.',
  'restore-in-use': () => 'Handrail is running on this database. Stop it, then restore; nothing was changed.',
  'restore-other-key': (details: Details) =>
    `${String(details.file)} holds another master key than the backup. Run the command again with --replace; the old key is kept beside it.`,
  'too-many-comments': (details: Details) =>
    `This entry point has ${String(details.most ?? 500)} comments, and more are not kept. Put what was decided into its notes.`,
  'kind-has-rows': (details: Details) =>
    `The sheet has ${count(details.rows, 'row', 'rows')} of this kind, so it cannot be said that none exist. Archive what is gone first.`,
  'kind-said': () => 'Somebody has already said that none of this kind exist. Reload to see who.',
  'entry-point-exists': (details: Details) =>
    `Another entry point is called “${String(details.name ?? '')}” with the same kind and location. Give this one another name or location, or edit the other one.`,
  'entry-point-archived': () => 'This entry point is archived. Restore it first, then change it.',
  'attest-note-missing': () => 'Add a photo, or write down what you clicked or scanned and where it led.',
  'picture-not-readable': () =>
    'This file is no picture Handrail can open. Take a photo as JPEG, PNG or WebP (a phone calls it “most compatible”).',
  'picture-too-large': () => 'This picture is larger than 15 MB or 52 megapixels. Send a smaller one.',
  'picture-too-slow': () => 'The picture took too long to look through. Take a photo that is nearer to the code.',
  'link-problem': (details: Details) => String(details.sentence ?? 'This link cannot be made as it is.'),
  'code-too-long': (details: Details) =>
    `The link has ${String(details.length)} characters, more than a QR code with error correction ${String(details.level)} can hold. Shorten the text or choose a lower correction.`,
  'code-unreadable': () =>
    'The code was made and could not be read back, so it is not offered. Choose a wider margin or a shorter text.',
  'check-ended': () => 'These checks have ended already.',
  'checks-busy': () =>
    'Many checks are waiting already. Try again in a minute, or check the rows together: that goes on in the background.',
  'unknown-wave': (details: Details) =>
    `There is no wave “${String(details.wave ?? '')}”. Choose one that exists, or ask operations to plan it in Calendar.`,
  'waves-not-allowed': (details: Details) =>
    `Planning new waves belongs to operations (${String(details.waves ?? '')}). Leave the wave empty or ask operations; nothing was changed.`,
  'wave-cannot': (details: Details) =>
    `Wave ${String(details.number ?? '')} · ${String(details.name ?? '')} is ${String(details.state ?? '').replace('_', ' ')}, so this step is not possible now. Reload to see where it stands.`,
  'wave-no-owner': () => 'A wave needs an owner who answers for it on the day. Name one, then mark it as ready.',
  'wave-no-window': () => 'The wave has no release window yet. Give it a beginning and an end.',
  'wave-empty': () => 'No entry point belongs to this wave. Put some into it in the sheet first.',
  'wave-not-moved': (details: Details) =>
    `${count(details.count, 'entry point still leads', 'entry points still lead')} to the old place. Move each, or take it out of the wave.`,
  'wave-unproven': (details: Details) =>
    `${count(details.count, 'entry point has', 'entry points have')} not been clicked or scanned since the move, so completion cannot be announced. Check each, or attest it with a photo.`,
  'wave-unwalked': (details: Details) =>
    `${count(details.count, 'entry point is', 'entry points are')} not put back yet. Put each back, or write down why it cannot be.`,
  'wave-blocked': (details: Details) =>
    `The wave cannot go out yet. ${Array.isArray(details.blockers) ? details.blockers.map((one) => String(one.sentence)).join(' ') : ''}`.trim(),
  'own-work': () => 'This is your own wave, so somebody else has to decide about it.',
  'nothing-closed': () => 'Nothing holds this wave back, so there is nothing to override. Release it as usual.',
  'wave-in-circle': () => 'The two waves would wait for each other. Choose another one.',
  'wave-finished': () =>
    'This wave is finished, so its window stays as it was. Plan it again first if it was rolled back.',
  'wave-under-way': (details: Details) =>
    `Wave ${String(details.number ?? '')} · ${String(details.name ?? '')} was released, so it keeps its place. Only planned waves change their order.`,
  'wave-at-end': (details: Details) =>
    details.direction === 'earlier' ? 'This is the first wave already.' : 'This is the last wave already.',
  'wave-not-empty': () =>
    'Only a planned wave without entry points can be removed, archived ones included. Put them into another wave first.',
  'too-many-waves': () => 'There are as many waves as Handrail can number. Remove some that are only plans.',
  'window-backwards': () => 'The end is not after the beginning. Check both days and times.',
  'not-carried': () => 'It could not be moved to that day. Open it and change it there.',
  'reason-missing': () => 'Say why: the reason is kept, and the people who come after you need it.',
  'evidence-missing': (details: Details) =>
    `Say what you changed on “${String(details.name ?? '')}” and where it shows. Without a check that found the new destination, the note is the only evidence.`,
  'rows-changed': (details: Details) =>
    `Somebody else changed ${Array.isArray(details.names) ? details.names.map((name) => `“${String(name)}”`).join(', ') : 'these rows'} meanwhile, so nothing was ticked. Look at the present state and tick again.`,
  'row-already': (details: Details) =>
    `“${String(details.name ?? '')}” is not where this step begins any more. Reload to see where it stands.`,
  'row-no-destination': (details: Details) =>
    `“${String(details.name ?? '')}” has no new destination, so nobody can check it. Write it into the sheet first.`,
  'row-no-rollback': (details: Details) =>
    `“${String(details.name ?? '')}” is critical and has no rollback path. Write down how to put it back before it moves.`,
  'not-own-row': (details: Details) =>
    `“${String(details.name ?? '')}” belongs to somebody else. You can tick the entry points you own.`,
  'wave-not-releasing': (details: Details) =>
    `Wave ${String(details.number ?? '')} · ${String(details.name ?? '')} is not being released, so its entry points stay where they are.`,
  'wave-not-rolling-back': (details: Details) =>
    `Wave ${String(details.number ?? '')} · ${String(details.name ?? '')} is not being rolled back. Begin that first.`,
  'wave-over': () => 'It is too late to decide that: the wave is past moving its entry points.',
  'too-many-feeds': () => 'You have 20 calendar addresses already. Revoke one you no longer use first.',
  'nothing-matches': () => 'None of the chosen rows can be changed any more. Reload the list and choose again.',
  'changed-meanwhile': () =>
    'Other people changed these rows at the same moment, so nothing was written. Try again; it takes the present rows.',
  'paste-changed': () =>
    'The sheet changed since the preview, so nothing was written. Paste once more and look at the new preview.',
  'already-undone': () => 'This change was undone already.',
  'no-columns': (details: Details) =>
    `The first line has no column for ${String(details.missing ?? 'the name and the kind')}. Name the columns as in the template, or choose them yourself.`,
  'file-changed': () =>
    'The sheet or the file changed since the preview, so nothing was imported. Look at the new preview and confirm again.',
  'view-exists': (details: Details) =>
    `You already have a view called “${String(details.name ?? '')}”. Choose another name.`,
  'too-many-views': () => 'You have 50 saved views in this room. Remove one you no longer use first.',
  'portfolio-name-taken': (details: Details) => `A portfolio called ${String(details.name)} exists already.`,
  'number-id-taken': (details: Details) =>
    `The phone number id ${String(details.phoneNumberId)} is already in this workspace. Two records of it would shadow each other; edit the existing one.`,
  'display-number-taken': (details: Details) =>
    `The number ${String(details.displayNumber)} is already in this workspace under another phone number id.`,
  'portfolio-has-numbers': (details: Details) =>
    `This portfolio still has ${count(details.numbers, 'number', 'numbers')}. Move or remove them first; nothing was changed.`,
  'portfolio-has-identifiers': (details: Details) =>
    `${count(details.identifiers, 'BSUID of your contacts belongs', 'BSUIDs of your contacts belong')} to this portfolio and would lose their meaning without it, so it stays. Nothing was changed.`,
  'number-in-use': (details: Details) =>
    `“${String(details.label)}” has ${count(details.events, 'event', 'events')} and ${count(details.threads, 'thread', 'threads')}, which would lose the number they came in on, so it stays. If it is not used any more, take it off its connection.`,
  'number-has-handle': (details: Details) =>
    `A handle is being decided for “${String(details.label)}”. Release the handle first, then remove the number.`,
  'number-in-rules': (details: Details) =>
    `The routing rules name “${String(details.label)}” (rule ${String(details.rule)}). Take it out there first, then remove the number.`,
  'number-history-moves': (details: Details) =>
    `“${String(details.label)}” has ${count(details.events, 'event', 'events')} whose BSUIDs belong to its present portfolio. Confirm that it may move; nothing was changed yet.`,
  'number-has-connection': (details: Details) =>
    `The number with id ${String(details.phoneNumberId)} already has a connection. A second one would shadow it; remove it from the first.`,
  'number-in-other-portfolio': (details: Details) =>
    `The phone number id ${String(details.phoneNumberId)} belongs to another portfolio of this workspace.`,
  'sign-in-refused': () => 'This e-mail and password do not belong together. Check both and try again.',
  'account-disabled': () => 'This account is disabled. Ask an admin of your workspace to enable it.',
  'no-workspace': () => 'You are not a member of any workspace at the moment. Ask an admin for an invitation.',
  'oidc-unknown': () =>
    'Nobody here has the address your identity provider gave. Ask an admin of your workspace for an invitation.',
  'oidc-unverified': () =>
    'Your identity provider has not verified your e-mail address, so Handrail cannot tell who you are. Verify it there first.',
  'oidc-failed': () => 'Signing in did not work this time. Try again, or use your password.',
  'set-up-already': () => 'Handrail is set up already. Sign in, or ask an admin for an invitation.',
  'already-member': () => 'This person is a member already. Change their roles in the list instead.',
  'email-taken': () => 'Somebody already signs in with this e-mail address.',
  'grant-above': () => 'Only an admin can give or take a role they do not hold themselves.',
  'unknown-role': (details: Details) =>
    `There is no role “${String(details.role ?? '')}”. The roles are admin, marketing, operations, crm_owner, support_lead, developer, approver and viewer.`,
  'last-admin': () => 'This is the last admin who can sign in. Make somebody else an admin first.',
  'invite-ended': () => 'This invitation was used, revoked or has expired. Ask for a new one.',
  'wrong-password': () => 'This is not your present password. Nothing was changed.',
  'same-password': () => 'The new password is the old one. Choose another.',
  'grant-above-scope': (details: Details) =>
    `You cannot give a token the scope ${String(details.scope ?? '')}, because your own roles do not include it.`,
  'unknown-scope': (details: Details) => `There is no scope “${String(details.scope ?? '')}”.`,
  'bodies-purged': (details: Details) =>
    `Retention has deleted the bodies of ${Number(details.count) > 1 ? `these ${String(details.count)} events` : 'this event'}, so there is nothing left to read again. Nothing was changed.`,
  'number-without-connection': (details: Details) =>
    `The number “${String(details.number ?? '')}” has no connection, so no delivery can reach it. Give it one in Settings, Connections.`,
  'connection-paused': (details: Details) =>
    `The connection “${String(details.connection ?? '')}” is paused. Resume it in Settings, then send the test again.`,
  'connection-secret-unusable': (details: Details) =>
    `Handrail cannot read the app secret of “${String(details.connection ?? '')}”. Enter it again in Settings, Connections.`,
  'server-unreachable': () =>
    'The receiver did not answer at its own address, so nothing was sent. Check that this instance runs with the role all or receiver.',
  'test-refused': (details: Details) =>
    `The receiver answered ${String(details.status)} to the test delivery, and nothing was stored. Deliveries, Posts counts it with its reason.`,
  'workflow-exists': (details: Details) =>
    `There is a workflow called “${String(details.name ?? '')}” already, perhaps an archived one. Choose another name.`,
  'workflow-in-use': (details: Details) =>
    `“${String(details.name ?? '')}” cannot be archived: ${Array.isArray(details.uses) ? details.uses.join(' and ') : 'the rules'} of the active routing rules send conversations to it. Change the rules first.`,
  'owner-unknown': () => 'The chosen owner is not a member of this workspace any more. Choose somebody else.',
  'rules-broken': (details: Details) =>
    `The rules were not saved. ${Array.isArray(details.problems) ? details.problems.join(' ') : ''}`.trim(),
  'bsuid-malformed': () =>
    'This is not a BSUID: it has two capital letters, a period and up to 128 letters or digits, like GB.13491208655302741918.',
  'phone-malformed': () =>
    'This cannot be a phone number. Write it with its country code, for example +44 7700 900118.',
} as const satisfies Record<string, (details: Details) => string>

export type KnownCode = keyof typeof SENTENCES

export function sentenceFor(code: string, details: Details = {}): string {
  if (Object.hasOwn(SENTENCES, code)) return SENTENCES[code as KnownCode](details)
  return `This could not be done (${code}).`
}
