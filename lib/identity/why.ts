import type { WhyArg, WhyStep } from './model'

/** How ids are named for a reader. A name that is not known any more is given as something readable, never as an id. */
export type Names = {
  contact: (id: string) => string
  number: (id: string) => string
  portfolio: (id: string) => string
  workflow: (id: string) => string
}

type Args = Readonly<Record<string, WhyArg>>
type Sentence = (args: Args, names: Names) => string

const KIND_WORDS: Record<string, string> = {
  phone: 'phone',
  bsuid: 'BSUID',
  parent_bsuid: 'parent BSUID',
  username: 'username',
  crm_id: 'CRM id',
  email: 'e-mail address',
  group: 'group',
}

export function kindWord(kind: string): string {
  return KIND_WORDS[kind] ?? kind
}

function text(value: WhyArg | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function list(value: WhyArg | undefined): readonly string[] {
  return Array.isArray(value) ? value : []
}

/** `a phone, a username and a BSUID`. */
export function joined(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`
}

function carries(value: WhyArg | undefined): string {
  const kinds = list(value).map((kind) => `a ${kindWord(kind)}`)
  return kinds.length > 0 ? joined(kinds) : 'no identifier'
}

const who: Sentence = (args, names) => names.contact(text(args.contact))
const number: Sentence = (args, names) => names.number(text(args.number))
const rule = (row: number, args: Args): string => `Rule ${row}, version ${text(args.version) || 1}`

function others(args: Args, names: Names): string {
  return joined(list(args.others).map(names.contact))
}

const DESTINATIONS: Record<string, string> = {
  phone: 'Replies go to the phone this conversation was opened with.',
  bsuid: 'Replies go to the BSUID of this conversation.',
  group: 'Replies go to the group.',
}

const NOTICES: Record<string, string> = {
  call: 'WhatsApp told of a call',
  preference: 'The person changed what they want to receive',
  'address-book': 'WhatsApp told of a contact in the address book of the business app',
  group: 'WhatsApp told of a person in a group',
  number: 'WhatsApp told of something about this number',
  history: 'WhatsApp sent a part of the stored history',
}

/** `marketing_messages:stop` as a reader takes it in: `marketing messages, stop`. */
function words(value: WhyArg | undefined): string {
  return text(value).toLowerCase().replaceAll('_', ' ').replaceAll(':', ', ')
}

const HANDLE_WORDS: Record<string, string> = {
  approved: 'is approved and can be found',
  reserved: 'is reserved and not visible yet',
  deleted: 'is not ours any more',
}

/** Our own username is public, so it may stand in a trace. */
function handleSentence(args: Args): string {
  const name = args.name ? `our username @${text(args.name)}` : 'our username'
  const now = HANDLE_WORDS[text(args.status)] ?? `is now ${text(args.status)}`
  if (args.revoked !== true) return `WhatsApp says that ${name} ${now}.`
  if (args.status === 'deleted')
    return `WhatsApp took ${name} away. Links and printed codes that use it stop reaching us.`
  return `WhatsApp took our username away and gave this number another one: @${text(args.name)}. Links and printed codes with the old one stop reaching us.`
}

/** Every step has a sentence here; a code without one does not compile. */
const SENTENCES = {
  payload: (a) => `The payload carries ${carries(a.kinds)}.`,
  'bsuid-held': (a, n) => `${who(a, n)} holds this BSUID.`,
  'bsuid-lineage': (a, n) => `This is an older BSUID of ${who(a, n)}.`,
  'bsuid-claimed': (a, n) => `Only ${who(a, n)} claims this BSUID, from the CRM.`,
  'bsuid-claimed-by-several': (a) =>
    `${text(a.count)} contacts claim this BSUID, and no signed payload has shown whose it is.`,
  'bsuid-unknown': (a, n) => `Nobody in the ${n.portfolio(text(a.portfolio))} portfolio holds this BSUID.`,
  'phone-held': (a, n) => `${who(a, n)} holds this phone.`,
  'phone-held-then': (a, n) => `${who(a, n)} held this phone when the message was sent, and has left it since.`,
  'phone-claimed': (a, n) => `Only ${who(a, n)} claims this phone, from the CRM or an import.`,
  'phone-claimed-by-several': (a) =>
    `${text(a.count)} contacts claim this phone, and no signed payload has shown whose it is.`,
  'phone-unknown': () => 'Nobody holds or claims this phone.',
  'parent-held': (a, n) => `${who(a, n)} holds this parent BSUID.`,
  'parent-unknown': () => 'Nobody holds this parent BSUID.',
  'rule-1': (a) => `${rule(1, a)}: the contact who holds this BSUID is speaking.`,
  'rule-1-linked': (a) =>
    `${rule(1, a)}: the contact who holds this BSUID is speaking. The phone is new to them and is now theirs.`,
  'rule-2-matched': (a) => `${rule(2, a)}: exactly one contact holds this phone.`,
  'rule-2-claimed': (a) => `${rule(2, a)}: exactly one contact claims this phone. This signed payload confirms it.`,
  'rule-2-linked': (a) =>
    `${rule(2, a)}: exactly one contact has this phone, and has no other BSUID here. The BSUID is now theirs.`,
  'rule-2-late': (a) =>
    `${rule(2, a)}: the message is older than the change of number. The BSUID is kept as an older one of the contact who had the phone then.`,
  'rule-3': (a) =>
    `${rule(3, a)}: the parent BSUID decides, and its contact has no other BSUID here. The BSUID is now theirs.`,
  'rule-3-matched': (a) => `${rule(3, a)}: the parent BSUID decides.`,
  'rule-4': (a, n) =>
    `${rule(4, a)}: the BSUID belongs to one contact and the ${kindWord(text(a.kind))} to ${others(a, n)}. The message stays with the contact of the BSUID; nothing was moved, and a person is asked.`,
  'rule-5': (a, n) =>
    `${rule(5, a)}: nobody holds this BSUID, and ${who(a, n)}, who has this phone, has a different BSUID in the ${n.portfolio(text(a.portfolio))} portfolio. The phone may have passed to somebody else, or the BSUID changed and we were not told. The message waits for a person; nothing was moved.`,
  'rule-5-parent': (a) =>
    `${rule(5, a)}: the parent BSUID points to a different account than the rest of the payload. The message waits for a person; nothing was moved.`,
  'rule-6': (a) =>
    `Rule 6, version 1: ${text(a.count)} contacts claim this ${kindWord(text(a.kind))} and nothing decides between them. The message waits for a person, with all of them as candidates.`,
  'rule-7': () =>
    'Rule 7, version 1: nothing is known about this person. A provisional contact was made with what the payload showed.',
  'rule-8': (a, n) =>
    `${rule(8, a)}: ${who(a, n)}, found by the old ${kindWord(text(a.by))}, has a new BSUID. The old one is kept as an older link, so late messages still find them.`,
  'rule-8-number': (a, n) =>
    `${rule(8, a)}: ${who(a, n)} changed number. A change of number makes new BSUIDs, so the ones known in the ${n.portfolio(text(a.portfolio))} portfolio have ended.`,
  'rule-8-already': (a, n) => `${rule(8, a)}: the new identifiers are ${who(a, n)}’s already.`,
  'rule-8-conflict': (a, n) =>
    `${rule(8, a)}: the old BSUID belongs to ${who(a, n)} and the new one to ${n.contact(text(a.other))}. The change says they are one account; nothing was moved, and a duplicate review is proposed.`,
  'rule-9-waiting': (a) =>
    `${rule(9, a)}: nobody holds the previous BSUID yet. Changes can arrive out of order, so this one waits up to ${text(a.days)} days for its missing link.`,
  'rule-9-joined': (a, n) =>
    `${rule(9, a)}: the new BSUID is ${who(a, n)}’s and the previous one was nobody’s. It is kept as an older link of the same person.`,
  'rule-9-failed': (a) =>
    `${rule(9, a)}: the change does not say which BSUID it replaces, and nobody known had the old phone. It is kept and can be replayed.`,
  'rule-9-expired': (a) =>
    `Rule 9, version 1: the missing link did not come in ${text(a.days)} days. The change is kept and can be replayed.`,
  waited: () => 'This change had to wait: the identifier it hangs on arrived after it.',
  'change-payload': (a) =>
    a.form === 'user_changed_number'
      ? `WhatsApp says that this person changed number. Known from before: ${carries(a.kinds)}.`
      : `WhatsApp says that the BSUID of this person changed. Known from before: ${carries(a.kinds)}.`,
  'thread-continued': (a, n) => `The conversation of this ${kindWord(text(a.by))} on ${number(a, n)} continues.`,
  'thread-opened': (a, n) => `A new conversation was opened on ${number(a, n)}, with the ${kindWord(text(a.by))}.`,
  'thread-review': (a, n) => `Until somebody decides, the message is in a conversation of its own on ${number(a, n)}.`,
  'thread-group': (a, n) => `The message belongs to a group on ${number(a, n)}.`,
  'reply-to': (a) => DESTINATIONS[text(a.kind)] ?? 'Replies go where they went before.',
  'reply-moved': (a, n) =>
    a.kind === 'bsuid'
      ? `Replies on ${number(a, n)} now go to the new BSUID, because the old address may soon reach somebody else.`
      : `Replies on ${number(a, n)} now go to the new number.`,
  'phone-passed-on': (a, n) =>
    `Somebody else wrote with the old phone after ${who(a, n)} had left it, before this news came, and was taken for them. A person is asked to separate the two.`,
  'status-by-wamid': (a, n) => `This is about a message to ${who(a, n)} that is already known.`,
  'status-by-recipient': (a, n) =>
    `The message itself is not known; its recipient’s ${kindWord(text(a.kind))} belongs to ${who(a, n)}.`,
  'status-unmapped': (a) =>
    a.named === true
      ? 'The message is not known here, and nobody holds the identifiers it was sent to.'
      : 'The message is not known here, and the status does not say to whom it was sent.',
  'status-unmapped-known': () => 'Earlier statuses of this message are known, but not who received it.',
  'status-first': (a) => `The message is now ${text(a.status)}.`,
  'status-advanced': (a) => `The message went from ${text(a.from)} to ${text(a.status)}.`,
  'status-kept': (a) =>
    `The message stays ${text(a.current)}: “${text(a.status)}” arrived late or twice, and never turns it back.`,
  'security-change': () => 'The security code of this person changed. It is recorded; no identifier moves.',
  'security-unmapped': () => 'The security code of somebody changed whom no contact is known to be. It is recorded.',
  'handle-update': (a) => handleSentence(a),
  notice: (a) => `${NOTICES[text(a.about)] ?? 'WhatsApp sent a notice'}${a.detail ? `: ${words(a.detail)}` : ''}.`,
  'past-message': () =>
    'A message of the stored history, from before this number was connected. It makes no contact, opens no conversation and goes to no workflow.',
  'past-known': (a, n) => `The message is known from the time it happened, with ${who(a, n)}.`,
  'past-stranger': () => 'When it was written, the phone was somebody else’s, so the message is filed under nobody.',
  'quiet-known': (a, n) => `The ${kindWord(text(a.kind))} in it belongs to ${who(a, n)}.`,
  'quiet-unmapped': (a) =>
    a.named === true
      ? 'Nobody known holds the identifiers in it, or they do not decide between people. It is recorded; no contact is made of it.'
      : 'It names nobody.',
  'rule-11-unsupported': (a) =>
    text(a.note) ||
    (a.type
      ? `Handrail does not understand “${text(a.type)}” in ${text(a.field)} yet. It is kept.`
      : `Handrail does not understand the field ${text(a.field)} yet. It is kept.`),
  'rule-11-failed': (a) =>
    text(a.problem) || 'This update could not be resolved; the others of the same delivery went on.',
  'route-rule': (a, n) => routeSentence(a, n),
  'route-default': (a, n) =>
    `No routing rule of version ${text(a.version)} applies, so it goes to the default → ${n.workflow(text(a.workflow))}.`,
  'route-none': () => 'No routing rules are set up yet, so the message has no workflow.',
} satisfies Record<string, Sentence>

export type WhyCode = keyof typeof SENTENCES

const OUTCOME_WORDS: Record<string, string> = {
  known: 'known customer',
  provisional: 'somebody new',
  review: 'identity review',
}

/** `Routing rule 3, version 6: known customer on Support → Support inbox.` */
function routeSentence(args: Args, names: Names): string {
  const outcomes = list(args.outcomes).map((group) => OUTCOME_WORDS[group] ?? group)
  const parts = [outcomes.length > 0 ? joined(outcomes, 'or') : 'any message']
  if (args.number) parts.push(`on ${number(args, names)}`)
  const more = list(args.conditions).map((condition) => CONDITION_WORDS[condition] ?? condition)
  if (more.length > 0) parts.push(`with ${joined(more)}`)
  return `Routing rule ${text(args.rule)}, version ${text(args.version)}: ${parts.join(' ')} → ${names.workflow(text(args.workflow))}.`
}

const CONDITION_WORDS: Record<string, string> = {
  event: 'this type of message',
  label: 'a label of the contact',
  text: 'words of the message',
  referral: 'the ad it came from',
}

/** The step as a support lead reads it. A step of another version is shown by its code, never thrown. */
export function sentence(step: WhyStep, names: Names): string {
  if (!isKnown(step.code)) return `Step “${step.code}” of another version of Handrail.`
  const write: Sentence = SENTENCES[step.code]
  return write(step.args, names)
}

function isKnown(code: string): code is WhyCode {
  return Object.hasOwn(SENTENCES, code)
}

/** True for the step that decided, which a reader looks for first. */
export function isDecision(step: WhyStep): boolean {
  return /^rule-\d/.test(step.code)
}

/** What a set-up that knows only phone numbers would have done with the same update: the "Without this" line. */
export function withoutThis(event: { phoneOnlyOutcome: string; outcome: string }): string | undefined {
  if (event.phoneOnlyOutcome === 'none') return undefined
  if (event.phoneOnlyOutcome === 'matched') {
    return 'A phone-only set-up would have matched too. From the next message without a phone it would have made a new contact.'
  }
  if (event.outcome === 'created')
    return 'A phone-only set-up would have made a new contact too, and another one if the phone disappears.'
  return 'A phone-only set-up would have made a new contact, and the history of this person would have split.'
}
